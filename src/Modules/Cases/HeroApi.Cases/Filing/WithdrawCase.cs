using System.Text.Json.Serialization;

namespace HeroApi.Cases.Filing;

/// <summary>Ends a procedure because whoever applied for it took that back, before anything was decided. What the authority began by itself nobody else withdraws.</summary>
internal static class WithdrawCase
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day it was taken back, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>What whoever filed said of it; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "申请人书面撤回申请。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(CaseDesk desk, CaseEnding ending) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(FilingActions.Withdrawal, command.CaseId, command.Version, cancellationToken);
            return await ending.End(file, FilingActions.Withdrawal,
                new EndingRow { CaseId = command.CaseId, Kind = "withdrawn", EndedOn = file.DayAfterLast(command.On), Reason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/withdrawal", Withdraw)
        .WithName("WithdrawCase")
        .WithSummary("Register that whoever filed took it back")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.BegunExOfficio, CaseErrors.DecidedAlready, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Withdraw(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
