namespace HeroApi.Recognition.Mergers;

/// <summary>Lists which files went into which, for who sees both, and until when that can be undone.</summary>
internal static class ListHeroMergers
{
    private static readonly Listing Listing = new Listing("m")
        .Id("fromId", "m.from_id", "Of the file that went; index (from_id, id)")
        .Id("intoId", "m.into_id", "Of the file that remained; index (into_id, id)");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<Item>>;

    /// <summary>A merger of two files.</summary>
    internal sealed record Item : Listed
    {
        /// <summary>The file that went.</summary>
        public required Guid FromId { get; init; }

        /// <summary>Its number.</summary>
        public required string FromNumber { get; init; }

        /// <summary>The file that remained.</summary>
        public required Guid IntoId { get; init; }

        public required string Reason { get; init; }
        public required DateTimeOffset MergedAt { get; init; }

        /// <summary>It can be undone before this.</summary>
        public DateTimeOffset UndoableUntil => MergedAt + HeroMerger.Undoable;

        public DateTimeOffset? UndoneAt { get; init; }

        internal static Item Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000024"),
            FromId = Guid.Parse("01980d2c-5a00-7000-8000-000000000021"),
            FromNumber = "2026-0001",
            IntoId = Guid.Parse("01980d2c-5a00-7000-8000-000000000023"),
            Reason = "姓名、出生日期与户籍一致，已向本人核实",
            MergedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)
        };
    }

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<Item>>
    {
        public Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => pages.Read<Item>(query.Asked,
            "m.id, m.from_id, f.file_number AS from_number, m.into_id, m.reason, m.merged_at, m.undone_at",
            """
            FROM   recognition_merger m
            JOIN   recognition_hero f ON f.id = m.from_id
            JOIN   recognition_hero i ON i.id = m.into_id
            WHERE  SCOPE(f) AND SCOPE(i)
            """, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/hero-mergers", List)
        .WithTags("Heroes")
        .WithName("ListHeroMergers")
        .WithSummary("List which hero files went into which")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<Item>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
