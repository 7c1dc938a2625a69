using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Matches;

/// <summary>Lists pairs of files that may be of one person, for who sees both.</summary>
internal static class ListHeroMatches
{
    internal const string Columns =
        """
        m.id, m.version, m.one_id, a.version AS one_version, a.file_number AS one_number, m.other_id, b.version AS other_version, b.file_number AS other_number,
        a.name, m.because, m.state, m.proposed_at, m.decided_at, m.reason
        """;

    /// <summary>Both files live, and the caller sees them.</summary>
    internal const string Visible =
        """
        FROM   recognition_match m
        JOIN   recognition_hero a ON a.id = m.one_id
        JOIN   recognition_hero b ON b.id = m.other_id
        WHERE  SCOPE(a) AND SCOPE(b) AND a.deleted_at IS NULL AND b.deleted_at IS NULL
        """;

    private static readonly Listing Listing = new Listing("m")
        .Code("state", "m.state", HeroCodes.Matches, "What was decided; index (state, id)")
        .Where("heroId", "(m.one_id = @0 OR m.other_id = @0)", text => Guid.TryParse(text, out var id) ? [id] : null, "Of this file; index (one_id, other_id) and index (other_id)");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<Item>>;

    /// <summary>Two files that may be of one person.</summary>
    internal sealed record Item : Listed, IVersioned
    {
        public required long Version { get; init; }
        public required Guid OneId { get; init; }

        /// <summary>The version of the first file, for a merger.</summary>
        public required long OneVersion { get; init; }

        public required string OneNumber { get; init; }
        public required Guid OtherId { get; init; }

        /// <summary>The version of the second file, for a merger.</summary>
        public required long OtherVersion { get; init; }

        public required string OtherNumber { get; init; }

        /// <summary>The name that both have.</summary>
        public required string Name { get; init; }

        /// <summary>What agrees, divided by commas: name, and perhaps born, phone, household.</summary>
        public required string Because { get; init; }

        /// <summary>Of the vocabulary hero_match_state.</summary>
        public required string State { get; init; }

        public required DateTimeOffset ProposedAt { get; init; }
        public DateTimeOffset? DecidedAt { get; init; }
        public string? Reason { get; init; }

        internal static Item Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000025"),
            Version = 1,
            OneId = Guid.Parse("01980d2c-5a00-7000-8000-000000000021"),
            OneVersion = 3,
            OneNumber = "2026-0001",
            OtherId = Guid.Parse("01980d2c-5a00-7000-8000-000000000023"),
            OtherVersion = 1,
            OtherNumber = "2026-0002",
            Name = "示范甲",
            Because = "name,born",
            State = "proposed",
            ProposedAt = HeroView.Example.UpdatedAt
        };
    }

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<Item>>
    {
        public Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => pages.Read<Item>(query.Asked, Columns, Visible, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder matches) => matches
        .MapGet("", List)
        .WithName("ListHeroMatches")
        .WithSummary("List pairs of hero files that may be of one person")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<Item>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
