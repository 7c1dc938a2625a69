using System.Text.Json.Serialization;
using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;

namespace HeroApi.Welfare.Fund.Incomes;

/// <summary>Reverses an income that was recorded wrongly, as a second person: by another entry of today. What has been spent since cannot be taken back so.</summary>
internal static class ReverseIncome
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<IncomeView>
    {
        internal static Command Example => new(Guid.Empty, 1, "金额录入有误");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(Db db, FundDesk funds, Ledger ledger, IncomeSource source, Records records, Changes changes, Call call, TimeProvider clock) : IRequestHandler<Command, IncomeView>
    {
        public async Task<IncomeView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await records.Take<IncomeRow>(IncomeSource.Incomes, command.Id, command.Version, ct);
            if (row.State != "recorded")
                throw new Refusal(FundErrors.IncomeTransition) { Current = new { row.Version, row.State }, AllowedActions = [] };
            if (row.RecordedBy == call.Caller.KeyId)
                throw new Refusal(FundErrors.IncomeSecondPerson);

            await ledger.Reverse(await funds.Named(row.FundId, ct), "income", row.Id, FundCodes.Income(row.Kind), row.AmountFen, ct);
            await db.Execute(
                """
                UPDATE welfare_income AS i
                SET    version = version + 1, updated_at = @now, state = 'reversed', end_reason = @Reason, reversed_by = @by, reversed_on = @today
                WHERE  i.id = @Id AND SCOPE(i)
                """, new { row.Id, now = clock.GetUtcNow(), command.Reason, by = call.Caller.KeyId, today = clock.Today() }, ct);
            var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
            changes.Changed(IncomeSource.Name, row.Id, row.Version + 1, seen, seen);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder incomes) => incomes
        .MapPost("/{id:guid}/reversal", Reverse)
        .WithName("ReverseIncome")
        .WithSummary("Reverse an income that was recorded wrongly")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            FundErrors.IncomeTransition, FundErrors.IncomeSecondPerson, FundErrors.Closed, FundErrors.DayOutside, FundErrors.YearPublished, FundErrors.BalanceExceeded);

    private static async Task<Reply<IncomeView>> Reverse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
