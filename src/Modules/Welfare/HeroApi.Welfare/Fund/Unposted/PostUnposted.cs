using System.Text.Json.Serialization;
using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;

namespace HeroApi.Welfare.Fund.Unposted;

/// <summary>Posts a bonus that no fund could take, into a fund that an officer chooses: one that is for bonuses and has the money.</summary>
internal static class PostUnposted
{
    /// <param name="FundId">A fund of who paid it.</param>
    /// <param name="On">The day that it is posted for, in China; its own when absent. A later one where that year was published.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, Guid FundId, DateOnly? On) : ICommand<UnpostedView>
    {
        internal static Command Example => new(Guid.Empty, FundView.Example.Id, new DateOnly(2026, 5, 25));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock) => RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
    }

    internal sealed class Handler(UnpostedDesk desk, FundDesk funds, Ledger ledger) : IRequestHandler<Command, UnpostedView>
    {
        public async Task<UnpostedView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(command.Id, ct);
            if (command.On < row.OnDate)
                throw Invalid.At("/on", FundErrors.BeforeBonus, new { on = row.OnDate });
            var fund = await funds.Named(command.FundId, ct);
            if (fund.OwnerOrgId != row.OrgId)
                throw new Refusal(FundErrors.UnpostedElsewhere);
            if (!fund.Allows(FundCodes.Bonus))
                throw Invalid.At("/fundId", FundErrors.UseOutside);

            var cash = row.Kind == "bonus" ? -row.AmountFen : row.AmountFen;
            await ledger.Post(fund, new Posting(row.Kind, row.Id, command.On ?? row.OnDate, FundCodes.Spending(FundCodes.Bonus), cash, row.AboutId), ct);
            return await desk.Settle(row, dismissed: null, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder unposted) => unposted
        .MapPost("/{id:guid}/posting", Post)
        .WithName("PostUnposted")
        .WithSummary("Post a bonus into a fund")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.NotOwner, FundErrors.UnpostedSettled, FundErrors.UnpostedElsewhere, FundErrors.Closed, FundErrors.DayOutside,
            FundErrors.YearPublished, FundErrors.BalanceExceeded);

    private static async Task<Reply<UnpostedView>> Post(Guid id, Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body with { Id = id }, ct));
}
