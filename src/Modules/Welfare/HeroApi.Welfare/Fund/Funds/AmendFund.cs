using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Fund.Funds;

/// <summary>Changes members of an open fund, by JSON Merge Patch. What it is tied to, and from when on, is fixed once something was posted to it.</summary>
internal static class AmendFund
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<FundView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(Db db, FundDesk desk, FundSource source, Changes changes, IValidator<FundBody> rules, TimeProvider clock) : IRequestHandler<Command, FundView>
    {
        public async Task<FundView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(command.Id, command.Version, ct);
            var body = Json.MergePatch(row.Body, command.Patch);
            rules.Check(body);
            var (uses, opened) = (FundRow.Words(body.Uses), body.OpenedOn ?? row.OpenedOn);
            if (uses != row.Uses || body.Restriction != row.Restriction || opened != row.OpenedOn)
                if (await db.Single<long>("SELECT COUNT(*) FROM welfare_fund_entry WHERE fund_id = @Id", new { row.Id }, ct) > 0)
                    throw new Refusal(FundErrors.RestrictionFixed);

            await db.Execute(
                """
                UPDATE welfare_fund AS f
                SET    version = version + 1, updated_at = @now, name = @Name, name_sort = @sort, uses = @uses, restriction = @Restriction, opened_on = @opened
                WHERE  f.id = @Id AND SCOPE(f)
                """, new { row.Id, now = clock.GetUtcNow(), body.Name, sort = Pinyin.NameFull(body.Name), uses, body.Restriction, opened }, ct);
            var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
            changes.Changed(FundSource.Name, row.Id, row.Version + 1, seen, seen);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder funds) => funds
        .MapPatch("/{id:guid}", Amend)
        .Accepts<FundBody>("application/json", "application/merge-patch+json")
        .WithName("AmendFund")
        .WithSummary("Change members of a fund (JSON Merge Patch)")
        .RequireScope(WelfareScopes.FundPost, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, FundErrors.Closed, FundErrors.RestrictionFixed);

    private static async Task<Reply<FundView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
