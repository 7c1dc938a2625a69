namespace HeroApi.Recognition.Heroes;

/// <summary>Tells every change of a hero file: what, who made it, when, and which members are different; never the values.</summary>
internal static class GetHeroHistory
{
    private static readonly Listing Listing = new Listing("y")
        .Code("what", "y.what", HeroCodes.Changes, "Only changes of this kind; index (hero_id, id)");

    internal const string Columns = "y.id, y.at, y.what, y.part_id, y.members, y.reason, y.org_id, y.principal";

    internal sealed record Query(Guid HeroId, ListQuery Asked) : IQuery<Page<Item>>;

    /// <summary>One change.</summary>
    internal sealed record Item : Listed
    {
        public required DateTimeOffset At { get; init; }

        /// <summary>Of the vocabulary hero_change.</summary>
        public required string What { get; init; }

        /// <summary>The part of the file that it is about.</summary>
        public Guid? PartId { get; init; }

        /// <summary>The members of the file that are different since, divided by commas.</summary>
        public string? Members { get; init; }

        public string? Reason { get; init; }
        public Guid? OrgId { get; init; }

        /// <summary>The key that made it; all zeroes for the system itself.</summary>
        public required Guid Principal { get; init; }

        internal static Item Example => new()
        {
            Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000022"),
            At = HeroView.Example.UpdatedAt,
            What = "amended",
            Members = "phone,livingRegion",
            OrgId = HeroView.Example.OwnerOrgId,
            Principal = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1")
        };
    }

    internal sealed class Handler(HeroSource source, Pages pages) : IRequestHandler<Query, Page<Item>>
    {
        public async Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await source.Seek(query.HeroId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            query.Asked.Parameters.Add("hero", row.Id);
            return await pages.Read<Item>(query.Asked, Columns, "FROM recognition_history y WHERE y.hero_id = @hero", cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/history", List)
        .WithName("GetHeroHistory")
        .WithSummary("Every change of a hero file")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.CursorInvalid);

    private static async Task<Reply<Page<Item>>> List(Guid id, ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, asked), ct));
}
