namespace HeroApi.Welfare.Fund.Funds;

/// <summary>Closes a fund for good, when nothing is left in it, no payment waits and no transfer out of it is under way. Its entries stay to be read.</summary>
internal static class CloseFund
{
    internal sealed record Command(Guid Id, long Version) : ICommand<FundView>;

    internal sealed class Handler(Db db, FundDesk desk, FundSource source, Changes changes, TimeProvider clock) : IRequestHandler<Command, FundView>
    {
        public async Task<FundView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(command.Id, command.Version, ct);
            var waiting = await db.Single<long>(
                """
                SELECT (SELECT COUNT(*) FROM welfare_payment p WHERE UNSCOPED('a payment that waits keeps its fund open, whoever may see it') AND p.fund_id = @Id AND p.state IN ('proposed', 'first_approved'))
                     + (SELECT COUNT(*) FROM welfare_transfer t WHERE UNSCOPED('what is under way may come back') AND t.from_fund_id = @Id AND t.state IN ('proposed', 'first_approved', 'sent', 'returning'))
                """, new { row.Id }, ct);
            if (row.BalanceFen > 0 || waiting > 0)
                throw new Refusal(FundErrors.NotEmpty, new { row.BalanceFen });

            await db.Execute("UPDATE welfare_fund AS f SET version = version + 1, updated_at = @now, closed_on = @today WHERE f.id = @Id AND SCOPE(f)",
                new { row.Id, now = clock.GetUtcNow(), today = clock.Today() }, ct);
            var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
            changes.Changed(FundSource.Name, row.Id, row.Version + 1, seen, seen);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder funds) => funds
        .MapPost("/{id:guid}/closure", Close)
        .WithName("CloseFund")
        .WithSummary("Close an empty fund for good")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, FundErrors.Closed, FundErrors.NotEmpty);

    private static async Task<Reply<FundView>> Close(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
