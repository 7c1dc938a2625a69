using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>Notes that the person or the family asks for a result to be looked at again; it is decided anew.</summary>
internal static class AskBenefitReview
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<BenefitView>
    {
        /// <summary>Why; at most 1,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Reason = "家庭收入认定有误" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(1000);
        }
    }

    internal sealed class Handler(BenefitDesk desk) : IRequestHandler<Command, BenefitView>
    {
        public async Task<BenefitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(BenefitSteps.Review, command.Id, command.Version, cancellationToken);
            return await desk.Put(row with { State = "review", ReviewReason = command.Reason, ReviewAskedOn = desk.Day(row, command.On), Reviews = row.Reviews + 1 }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder benefits) => benefits
        .MapPost("/{id:guid}/review", Ask)
        .WithName("AskBenefitReview")
        .WithSummary("Ask that a result is looked at again")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, BenefitErrors.Transition);

    private static async Task<Reply<BenefitView>> Ask(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
