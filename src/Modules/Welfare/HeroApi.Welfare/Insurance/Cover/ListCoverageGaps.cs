using Dapper;
using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Insurance.Endorsements;
using HeroApi.Welfare.Insurance.Members;

namespace HeroApi.Welfare.Insurance.Cover;

/// <summary>
/// The work list of who is on the register on a day and not insured, by name and with the reason. A page may hold fewer than it was asked for,
/// because who was on the register on a past day is only asked once the page is drawn. later_confirmed policies insure nobody here.
/// </summary>
internal static class ListCoverageGaps
{
    private static readonly Listing Listing = new Listing("e")
        .Region("region", "e.household_region", "Registered in this region or below it: GB/T 2260; index (household_region, id)")
        .Organisations()
        .Sort("name", "e.name_sort", SortKind.Text)
        .First("name");

    internal sealed record Query(ListQuery Asked, DateOnly? On) : IQuery<Page<Gap>>;

    /// <summary>A person who is on the register and not insured.</summary>
    internal sealed record Gap
    {
        public required Guid HeroId { get; init; }
        public required string Name { get; init; }
        public required string FileNumber { get; init; }

        /// <summary>GB/T 2260.</summary>
        public string? HouseholdRegion { get; init; }

        /// <summary>The organisation that cares for the person.</summary>
        public required Guid OwnerOrgId { get; init; }

        /// <summary>Of the vocabulary coverage_gap_reason.</summary>
        public required string Reason { get; init; }

        internal static Gap Example => new()
        {
            HeroId = EntitlementView.Example.HeroId,
            Name = EntitlementView.Example.Name,
            FileNumber = EntitlementView.Example.FileNumber,
            HouseholdRegion = EntitlementView.Example.HouseholdRegion,
            OwnerOrgId = EntitlementView.Example.OwnerOrgId,
            Reason = GapCodes.NoConsent
        };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator(TimeProvider clock) => RuleFor(q => q.On).Must(on => on is null || on <= clock.Today()).OverridePropertyName("query.on").Refuses(ValueProblems.InFuture);
    }

    internal sealed class Handler(Pages pages, Db db, EndorsementDesk endorsements, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Page<Gap>>
    {
        public async Task<Page<Gap>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, on) = (cancellationToken, query.On ?? clock.Today());
            query.Asked.Parameters.Add("on", on);
            var page = await pages.Read<EntitlementRow>(query.Asked, EntitlementRow.Columns,
                $"{CoverSql.Persons}{(query.On is null ? " AND e.state = 'active' AND e.contact_state <> 'abroad'" : "")} AND NOT {CoverSql.Insured}", ct);
            if (page.Items.Count == 0)
                return page.With<Gap>([]);

            List<Guid> ids = [.. page.Items.Select(person => person.PersonId)];
            var registered = await mediator.Send(new FindOnRegister(ids, on), ct);
            var listed = await Listed(ids, on, ct);
            var consenting = await endorsements.Consenting(ids, ct);
            return page.With<Gap>(
            [
                .. page.Items.Where(person => registered.Contains(person.PersonId)).Select(person => new Gap
                {
                    HeroId = person.HeroId,
                    Name = person.Name,
                    FileNumber = person.FileNumber,
                    HouseholdRegion = person.HouseholdRegion,
                    OwnerOrgId = person.OwnerOrgId,
                    Reason = Reason([.. listed[person.PersonId]], consenting.Contains(person.PersonId))
                })
            ]);
        }

        private static string Reason(IReadOnlyList<ListedRow> listed, bool consents) =>
            listed.Count == 0 ? GapCodes.NoPolicy
            : !consents ? GapCodes.NoConsent
            : listed.All(row => row.LeaveReason == MemberCodes.Removed) ? GapCodes.Removed
            : GapCodes.Waiting;

        /// <summary>How the persons are on lists of policies in force on the day, though not insured by them.</summary>
        private async Task<ILookup<Guid, ListedRow>> Listed(List<Guid> personIds, DateOnly on, CancellationToken ct)
        {
            var parameters = new DynamicParameters(new { on });
            return (await db.Query<ListedRow>(
                $"""
                SELECT o.person_id, m.leave_reason
                FROM   welfare_policy_member m
                JOIN   welfare_entitlement o ON o.hero_id = m.hero_id
                JOIN   welfare_policy p ON p.id = m.policy_id
                WHERE  UNSCOPED('who sees a person may know why he is not insured') AND (m.state = 'pending_join' OR m.leave_reason IN ('removed', 'consent_withdrawn')) AND {CoverSql.Stands}
                AND    o.person_id IN {parameters.In("person", personIds)}
                """, parameters, ct)).ToLookup(row => row.PersonId);
        }

        private sealed record ListedRow
        {
            public required Guid PersonId { get; init; }
            public string? LeaveReason { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/coverage-gaps", List)
        .WithTags("Insurance")
        .WithName("ListCoverageGaps")
        .WithSummary("Who is on the register and not insured, and why")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    /// <param name="on">The day, in China; today unless said.</param>
    private static async Task<Reply<Page<Gap>>> List(ListQuery asked, DateOnly? on, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked, on), ct));
}
