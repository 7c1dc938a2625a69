using System.Text.Json.Serialization;

namespace HeroApi.Cases.Notices;

/// <summary>Withdraws a notice, running or suspended; the opinion stands, and another notice may follow.</summary>
internal static class WithdrawNotice
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "公示文本有误，更正后重新公示。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(2000);
    }

    internal sealed class Handler(CaseDesk desk, NoticeEnd end) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(NoticeActions.Withdrawal, command.CaseId, command.Version, ct);
            await end.Withdraw(file, file.Notice!, command.Reason, ct);
            return await desk.Put(file, file.Case with { State = "proposed" }, new Step(NoticeActions.Withdrawal, Reason: command.Reason), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/notice-withdrawal", Withdraw)
        .WithName("WithdrawNotice")
        .WithSummary("Withdraw the notice; the opinion stands")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Withdraw(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
