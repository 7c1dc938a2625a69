using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>Records what a department has replied to a referral.</summary>
internal static class RecordBenefitReply
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<BenefitView>
    {
        /// <summary>What it said; at most 2,000 characters.</summary>
        public required string Reply { get; init; }

        /// <summary>The day of the reply, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Reply = "符合条件" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reply).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(BenefitDesk desk) : IRequestHandler<Command, BenefitView>
    {
        public async Task<BenefitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(BenefitSteps.Reply, command.Id, command.Version, cancellationToken);
            var on = desk.Day(row, command.On);
            return await desk.Put(row with { State = "replied", RepliedOn = on, Reply = command.Reply, ReplyOverdue = on > row.ReplyBy }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder benefits) => benefits
        .MapPost("/{id:guid}/reply", Record)
        .WithName("RecordBenefitReply")
        .WithSummary("Record what the department replied")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, BenefitErrors.Transition);

    private static async Task<Reply<BenefitView>> Record(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
