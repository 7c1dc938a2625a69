using System.Text.Json.Serialization;
using HeroApi.Cases.Filing;

namespace HeroApi.Cases.Jurisdiction;

/// <summary>Sends a case to the competent body outside of this system, by letter; here it ends. To an organisation in the system it is offered.</summary>
internal static class TransferCase
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the letter, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The body it goes to.</summary>
        public required string Body { get; init; }

        /// <summary>The number of the letter.</summary>
        public required string Number { get; init; }

        /// <summary>Why that body is competent; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Body = "示范市公安局示范分局", Number = "移〔2026〕7号", Reason = "行为发生地属该局管辖。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Body).NotEmpty().Line(200);
            RuleFor(c => c.Number).NotEmpty().Line(100);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(CaseDesk desk, CaseEnding ending) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(JurisdictionActions.Transfer, command.CaseId, command.Version, cancellationToken);
            return await ending.End(file, JurisdictionActions.Transfer, new EndingRow
            {
                CaseId = command.CaseId,
                Kind = "transferred",
                EndedOn = file.DayAfterLast(command.On),
                Reason = command.Reason,
                Number = command.Number,
                ToBody = command.Body
            }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/transfer", Transfer)
        .WithName("TransferCase")
        .WithSummary("Send a case to the competent body outside of this system")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Transfer(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
