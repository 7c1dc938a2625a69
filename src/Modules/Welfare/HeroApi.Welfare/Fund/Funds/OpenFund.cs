namespace HeroApi.Welfare.Fund.Funds;

/// <summary>Opens a fund of the caller's organisation, for anything or for certain uses only (Shandong, art. 34 and 35; Charity Law: a donor's condition is kept).</summary>
internal static class OpenFund
{
    internal sealed record Command(FundBody Fund) : ICommand<FundView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<FundBody> rules) => RuleFor(c => c.Fund).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, FundSource source, Changes changes, Call call, TimeProvider clock) : IRequestHandler<Command, FundView>
    {
        public async Task<FundView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, body, now, org) = (cancellationToken, command.Fund, Instants.Micro(clock.GetUtcNow()), call.Caller.NeedOrg());
            var id = Guid.CreateVersion7(now);
            await db.Execute(
                """
                INSERT INTO welfare_fund (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, name, name_sort, uses, restriction, opened_on)
                VALUES (@id, 1, @org, @org, 1, 'none', @now, @now, @Name, @sort, @uses, @Restriction, @opened)
                """, new { id, org, now, body.Name, sort = Pinyin.NameFull(body.Name), uses = FundRow.Words(body.Uses), body.Restriction, opened = body.OpenedOn ?? clock.Today() }, ct);
            await db.Execute("INSERT INTO welfare_fund_account (fund_id, account, debit_fen, credit_fen) VALUES (@id, @Cash, 0, 0)", new { id, FundCodes.Cash }, ct);
            changes.Created(FundSource.Name, id, 1, new Visibility(org, [], Protection.None));
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder funds) => funds
        .MapPost("", Open)
        .WithName("OpenFund")
        .WithSummary("Open a fund")
        .RequireScope(WelfareScopes.FundPost, Problems.OrganisationRequired);

    private static async Task<CreatedReply<FundView>> Open(FundBody body, IMediator mediator, CancellationToken ct)
    {
        var opened = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/funds/{opened.Id}", opened);
    }
}
