using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Organisations.Organisations;

/// <summary>Changes what is said of an organisation; its code stays, and its place in the tree is moved by a move.</summary>
internal static class AmendOrganisation
{
    internal sealed record Command([property: JsonIgnore] Guid OrganisationId, [property: JsonIgnore] long Version, JsonElement Patch)
        : ICommand<OrganisationView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch)
            .Must(patch => patch.ValueKind == JsonValueKind.Object).Refuses(Problems.JsonType).OverridePropertyName("");
    }

    /// <summary>For what the patch makes of the organisation.</summary>
    internal sealed class Rules : OrganisationBodyRules<OrganisationBody>;

    internal sealed class Handler(
        Db db, ScopeTables tree, OrganisationWriter writer, IValidator<OrganisationBody> rules, Changes changes, OrganisationSource source,
        TimeProvider clock) : IRequestHandler<Command, OrganisationView>
    {
        public async Task<OrganisationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            await tree.Lock(ct);
            var present = await source.Get(command.OrganisationId, ct);
            var body = Json.MergePatch(new OrganisationBody
            {
                Name = present.Name,
                Kind = present.Kind,
                Level = present.Level,
                RegionCode = present.RegionCode,
                Contact = present.Contact,
                Jurisdictions = present.Jurisdictions
            }, command.Patch);
            rules.Check(body);

            var amended = await db.Execute(
                """
                UPDATE organisations_organisation AS o
                SET    version = version + 1, updated_at = @now, name = @Name, name_sort = @sort, kind = @Kind, level = @Level,
                       region_code = @RegionCode, contact = @Contact
                WHERE  o.id = @OrganisationId AND o.version = @Version AND SCOPE(o)
                """,
                new
                {
                    command.OrganisationId,
                    command.Version,
                    now = clock.GetUtcNow(),
                    body.Name,
                    sort = Pinyin.Full(body.Name),
                    body.Kind,
                    body.Level,
                    body.RegionCode,
                    body.Contact
                }, ct);
            if (amended == 0)
                throw Stale.At(present.Version);

            await writer.WriteJurisdictions(present.Id, body, ct);
            var seen = await changes.VisibilityOf(present.Id, present.Protection, ct);
            changes.Changed(OrganisationSource.Name, present.Id, present.Version + 1, seen, seen);
            var now = await source.Get(present.Id, ct);
            changes.Found(OrganisationSource.Name, OrganisationSource.Searched(now));
            return now;
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapPatch("/{id:guid}", Amend)
        .WithName("AmendOrganisation")
        .WithSummary("Change what is said of an organisation")
        .Accepts<OrganisationBody>("application/merge-patch+json", "application/json")
        .RequireScope(OrganisationScopes.Write,
            Problems.NotFound, OrganisationErrors.Merged, Problems.VersionStale, OrganisationErrors.JurisdictionTaken);

    private static async Task<Reply<OrganisationView>> Amend(
        Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version, patch), ct));
}
