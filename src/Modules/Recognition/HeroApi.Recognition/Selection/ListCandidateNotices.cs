using System.Text.Json;
using Dapper;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Recognition.Selection;

/// <summary>
/// Lists the notices of candidates that run today, to anybody: who is to get which title, and where objections go. Nothing of a confidential
/// nomination or of a file that is kept closely; who does not want to be named, or is not of age, is shown by the surname alone.
/// </summary>
internal static class ListCandidateNotices
{
    private const int Majority = 18;

    private static readonly Listing Listing = new Listing("o")
        .Code("level", "n.level", Titles.TitleCodes.Levels, "Titles of this level");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<CandidateOnNotice>>;

    /// <summary>A notice as everybody may read it.</summary>
    internal sealed record CandidateOnNotice
    {
        public required string Title { get; init; }

        /// <summary>Of the vocabulary honour_level.</summary>
        public required string Level { get; init; }

        /// <summary>The name of the group; absent when persons are nominated.</summary>
        public string? GroupName { get; init; }

        /// <summary>The nominated, or the members of the group.</summary>
        public required IReadOnlyList<string> Names { get; init; }

        /// <summary>The body that gives the notice.</summary>
        public required string Organisation { get; init; }

        /// <summary>How to reach it with an objection.</summary>
        public string? Contact { get; init; }

        public required DateOnly FirstDay { get; init; }

        /// <summary>The last day on which anybody may object, in China.</summary>
        public required DateOnly LastDay { get; init; }

        /// <summary>Where else it is published.</summary>
        public required IReadOnlyList<string> Places { get; init; }

        internal static CandidateOnNotice Example => new()
        {
            Title = "山东省见义勇为英雄",
            Level = "province",
            Names = ["示范甲", "示某某"],
            Organisation = "示范市见义勇为协会",
            Contact = "0635-00000000",
            FirstDay = new DateOnly(2026, 6, 1),
            LastDay = new DateOnly(2026, 6, 7),
            Places = ["示范市人民政府网站"]
        };
    }

    internal sealed class Handler(Db db, Pages pages, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Page<CandidateOnNotice>>
    {
        private const string Running =
            """
            FROM   recognition_nomination_round o
            JOIN   recognition_nomination n ON n.id = o.nomination_id
            WHERE  o.state = 'noticed' AND o.notice_from <= @today AND o.notice_to >= @today AND n.protection = 'none' AND n.deleted_at IS NULL
            AND    NOT EXISTS (SELECT 1 FROM recognition_nominee p JOIN recognition_hero h ON h.id = p.hero_id WHERE p.nomination_id = n.id AND h.protection <> 'none')
            AND    UNSCOPED('a public notice is for everybody')
            """;

        public async Task<Page<CandidateOnNotice>> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, today) = (cancellationToken, clock.Today());
            query.Asked.Parameters.Add("today", today);
            var page = await pages.Read<Row>(query.Asked, "o.id, o.nomination_id, o.org_id, o.notice_from, o.notice_to, o.notice_places, n.title, n.level, n.group_name", Running, ct);
            if (page.Items.Count == 0)
                return page.With<CandidateOnNotice>([]);

            var parameters = new DynamicParameters();
            var nominees = (await db.Query<Nominee>(
                $"""
                SELECT p.nomination_id, h.name, h.wishes_no_name, h.born_to
                FROM   recognition_nominee p
                JOIN   recognition_hero h ON h.id = p.hero_id
                WHERE  UNSCOPED('a public notice is for everybody') AND p.nomination_id IN {parameters.In("nomination", [.. page.Items.Select(row => row.NominationId)])}
                ORDER  BY p.id
                """, parameters, ct)).ToLookup(nominee => nominee.NominationId);
            var bodies = await mediator.Send(new FindOrganisations([.. page.Items.Select(row => row.OrgId).Distinct()]), ct);
            return page.Select(row => new CandidateOnNotice
            {
                Title = row.Title,
                Level = row.Level,
                GroupName = row.GroupName,
                Names = [.. nominees[row.NominationId].Select(nominee => nominee.Shown(today))],
                Organisation = bodies[row.OrgId].Name,
                Contact = bodies[row.OrgId].Contact,
                FirstDay = row.NoticeFrom,
                LastDay = row.NoticeTo,
                Places = JsonSerializer.Deserialize<IReadOnlyList<string>>(row.NoticePlaces, Json.Stored)!
            });
        }
    }

    private sealed record Row : Listed
    {
        public required Guid NominationId { get; init; }
        public required Guid OrgId { get; init; }
        public required DateOnly NoticeFrom { get; init; }
        public required DateOnly NoticeTo { get; init; }
        public required string NoticePlaces { get; init; }
        public required string Title { get; init; }
        public required string Level { get; init; }
        public string? GroupName { get; init; }
    }

    private sealed record Nominee
    {
        public required Guid NominationId { get; init; }
        public required string Name { get; init; }
        public required bool WishesNoName { get; init; }
        public DateOnly? BornTo { get; init; }

        /// <summary>A child counts as one as long as he may be.</summary>
        internal string Shown(DateOnly today) => NameMask.Of(Name, WishesNoName || BornTo?.AddYears(Majority) > today ? "surname_only" : "full_name");
    }

    internal static void Map(IEndpointRouteBuilder open) => open
        .MapGet("/candidate-notices", List)
        .WithTags("Public notices")
        .WithName("ListCandidateNotices")
        .WithSummary("The notices of candidates for honours that run today; needs no key")
        .Lists(Listing)
        .OpenToRead(Problems.CursorInvalid);

    private static async Task<Reply<Page<CandidateOnNotice>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
