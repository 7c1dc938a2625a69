using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Plaques;

namespace HeroApi.Recognition.PlaqueRegister;

/// <summary>Lists plaques 见义勇为光荣之家 with the hero file that each was made for; one whose file the caller does not see is not there.</summary>
internal static class ListPlaques
{
    private static readonly Listing Listing = new Listing("p")
        .Code("state", "p.state", PlaqueSteps.States, "Where the plaque stands; index (state, id)")
        .Text("serial", "p.serial", "The number on the plaque; unique index (org_id, serial)")
        .Flag("toWithdraw", "p.to_withdraw", "Whether a revoked confirmation asks for it back")
        .Date("hungOn", "p.hung_on", "p.hung_on", "The day it was hung; index (hung_on, id)")
        .Region("region", "h.household_region", "The hero is registered in this region or below it: GB/T 2260; index (household_region, id)")
        .Organisations(of: "h");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<Item>>;

    /// <summary>A plaque, and whose it is.</summary>
    internal sealed record Item : Listed
    {
        /// <summary>Unique in the organisation that gave it.</summary>
        public required string Serial { get; init; }

        /// <summary>The organisation that gave it.</summary>
        public required Guid OrgId { get; init; }

        /// <summary>Of the vocabulary plaque_state.</summary>
        public required string State { get; init; }

        /// <summary>The day of its last step.</summary>
        public required DateOnly Since { get; init; }

        public DateOnly? HungOn { get; init; }
        public required bool ToWithdraw { get; init; }

        /// <summary>The plaque that it replaced.</summary>
        public Guid? Replaces { get; init; }

        public required Guid HeroId { get; init; }
        public required string HeroName { get; init; }
        public required string FileNumber { get; init; }
        public string? HouseholdRegion { get; init; }

        internal static Item Example => new()
        {
            Id = PlaqueView.Example.Id,
            Serial = PlaqueView.Example.Serial,
            OrgId = HeroView.Example.OwnerOrgId,
            State = PlaqueView.Example.State,
            Since = new DateOnly(2026, 6, 1),
            HungOn = PlaqueView.Example.HungOn,
            ToWithdraw = false,
            HeroId = HeroView.Example.Id,
            HeroName = HeroView.Example.Name,
            FileNumber = HeroView.Example.FileNumber,
            HouseholdRegion = HeroView.Example.HouseholdRegion
        };
    }

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<Item>>
    {
        public Task<Page<Item>> Handle(Query query, CancellationToken cancellationToken) => pages.Read<Item>(
            query.Asked, "p.id, p.serial, p.org_id, p.state, p.since, p.hung_on, p.to_withdraw, p.replaces, h.id AS hero_id, h.name AS hero_name, h.file_number, h.household_region",
            """
            FROM   recognition_plaque p
            JOIN   recognition_plaque_hero s ON s.plaque_id = p.id AND s.holder
            JOIN   recognition_hero h ON h.id = s.hero_id
            WHERE  SCOPE(h) AND h.deleted_at IS NULL
            """, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/plaques", List)
        .WithTags("Plaques")
        .WithName("ListPlaques")
        .WithSummary("List plaques 见义勇为光荣之家")
        .Lists(Listing)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<Item>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
