namespace HeroApi.Welfare.GreenChannel.Uses;

/// <summary>Lists what was used through the green channel, in the hospitals that the caller sees. Who used it is told where he sees the person too.</summary>
internal static class ListChannelUses
{
    private static readonly Listing Listing = new Listing("u")
        .Id("hospital", "u.hospital_id", "In this hospital; index (hospital_id, used_on)")
        .Id("hero", "e.hero_id", "By the person of this hero file")
        .Code("service", "u.service", ChannelCodes.Services, "This service")
        .Date("usedOn", "u.used_on", "u.used_on", "Used on these days, in China")
        .Sort("usedOn", "u.used_on", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<UseView>>;

    /// <summary>One use of a service.</summary>
    internal sealed record UseView : Listed
    {
        internal const string Columns = "u.id, u.hospital_id, h.name AS hospital, e.hero_id, u.service, u.used_on, u.used_at, u.received_at, u.check_id, u.token_id";

        public required Guid HospitalId { get; init; }

        /// <summary>The hospital's name.</summary>
        public required string Hospital { get; init; }

        /// <summary>The hero file; absent when the caller does not see the person.</summary>
        public Guid? HeroId { get; init; }

        /// <summary>Of the vocabulary channel_service.</summary>
        public required string Service { get; init; }

        /// <summary>The day, in China; never later than it was received.</summary>
        public required DateOnly UsedOn { get; init; }

        /// <summary>By the device's clock.</summary>
        public required DateTimeOffset UsedAt { get; init; }

        /// <summary>By ours.</summary>
        public required DateTimeOffset ReceivedAt { get; init; }

        /// <summary>The check that it followed.</summary>
        public Guid? CheckId { get; init; }

        /// <summary>The offline token that it was given on.</summary>
        public Guid? TokenId { get; init; }

        internal static UseView Example => new()
        {
            Id = ReportChannelUse.Command.Example.Id,
            HospitalId = Hospitals.HospitalView.Example.Id,
            Hospital = Hospitals.HospitalView.Example.Name,
            HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
            Service = "emergency",
            UsedOn = new DateOnly(2026, 6, 1),
            UsedAt = ReportChannelUse.Command.Example.UsedAt,
            ReceivedAt = ReportChannelUse.Result.Example.ReceivedAt,
            CheckId = ReportChannelUse.Command.Example.CheckId
        };
    }

    internal sealed class Handler(Pages pages) : IRequestHandler<Query, Page<UseView>>
    {
        public Task<Page<UseView>> Handle(Query query, CancellationToken cancellationToken) => pages.Read<UseView>(query.Asked, UseView.Columns,
            """
            FROM welfare_channel_use u JOIN welfare_hospital h ON h.id = u.hospital_id LEFT JOIN welfare_entitlement e ON e.id = u.entitlement_id AND SCOPE(e)
            WHERE SCOPE(h)
            """, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder channel) => channel
        .MapGet("/uses", List)
        .WithName("ListChannelUses")
        .WithSummary("List what was used through the green channel")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    private static async Task<Reply<Page<UseView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(asked), ct));
}
