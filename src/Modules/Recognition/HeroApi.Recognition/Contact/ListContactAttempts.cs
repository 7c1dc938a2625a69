using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Contact;

/// <summary>Lists the attempts to reach the person of a file, in the order of their ids or of their days.</summary>
internal static class ListContactAttempts
{
    private static readonly Listing Listing = new Listing("a")
        .Code("channel", "a.channel", ContactCodes.Channels, "Only attempts by this way; index (hero_id, id)")
        .Code("result", "a.result", ContactCodes.Results, "Only attempts with this result; index (hero_id, id)")
        .Date("on", "a.on_date", "a.on_date", "The day of the attempt; index (hero_id, id)")
        .Sort("on", "a.on_date", SortKind.Date);

    internal sealed record Query(Guid HeroId, ListQuery Asked) : IQuery<Page<Item>>;

    /// <summary>One attempt.</summary>
    internal sealed record Item : Listed
    {
        /// <summary>The day it was made, in China.</summary>
        public required DateOnly On { get; init; }

        /// <summary>Of the vocabulary contact_channel.</summary>
        public required string Channel { get; init; }

        /// <summary>Of the vocabulary contact_result.</summary>
        public required string Result { get; init; }

        /// <summary>The state of contact that was said to hold since, of the vocabulary contact_state.</summary>
        public string? State { get; init; }

        public string? By { get; init; }
        public string? Reason { get; init; }
        public string? Note { get; init; }

        /// <summary>When it came in; later than its day when it was sent late.</summary>
        public required DateTimeOffset TakenAt { get; init; }

        internal static Item Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000023"),
            On = new DateOnly(2026, 6, 1),
            Channel = "village",
            Result = "reached",
            State = "found",
            By = "示范网格员",
            TakenAt = HeroView.Example.UpdatedAt
        };
    }

    internal sealed class Handler(HeroSource source, Pages pages) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await source.Seek(query.HeroId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            query.Asked.Parameters.Add("hero", row.Id);
            return (await pages.Read<Row>(query.Asked, "a.id, a.on_date, a.channel, a.result, a.state_said, a.by_whom, a.reason, a.note, a.taken_at",
                "FROM recognition_contact_attempt a WHERE a.hero_id = @hero", cancellationToken)).Select(attempt => attempt.View);
        }
    }

    private sealed record Row : Listed
    {
        public required DateOnly OnDate { get; init; }
        public required string Channel { get; init; }
        public required string Result { get; init; }
        public string? StateSaid { get; init; }
        public string? ByWhom { get; init; }
        public string? Reason { get; init; }
        public string? Note { get; init; }
        public required DateTimeOffset TakenAt { get; init; }

        internal Item View => new() { Id = Id, On = OnDate, Channel = Channel, Result = Result, State = StateSaid, By = ByWhom, Reason = Reason, Note = Note, TakenAt = TakenAt };
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/contact-attempts", List)
        .WithName("ListContactAttempts")
        .WithSummary("The attempts to reach the person of a file")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.CursorInvalid);

    private static async Task<Reply<Page<Item>>> List(Guid id, ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, asked), ct));
}
