using System.Text.Json;

namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>Shows how a visit was recorded, corrected and cancelled: by whom, when, why, and how it read each time.</summary>
internal static class GetVisitHistory
{
    internal sealed record Query(Guid Id) : IQuery<Result>;

    /// <summary>The versions of a visit that somebody wrote, the first one first.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<Entry> Entries { get; init; }

        internal static Result Example => new() { Entries = [Entry.Example] };
    }

    /// <summary>One version.</summary>
    internal sealed record Entry
    {
        public required long Version { get; init; }
        public required DateTimeOffset At { get; init; }

        /// <summary>recorded, corrected or cancelled.</summary>
        public required string What { get; init; }

        public string? Reason { get; init; }

        /// <summary>How it read from then on.</summary>
        public required CheckInBody Visit { get; init; }

        public Guid? OrgId { get; init; }

        /// <summary>The API key, or the person that a token speaks for.</summary>
        public required Guid Principal { get; init; }

        internal static Entry Example => new() { Version = 1, At = CareVisitView.Example.CreatedAt, What = "recorded", Visit = CheckInBody.Example, OrgId = CareVisitView.Example.OwnerOrgId, Principal = Guid.Parse("01980d2c-5a00-7000-8000-000000000009") };
    }

    internal sealed class Handler(Db db, VisitSource source) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await source.Seek(query.Id, cancellationToken) is null)
                throw new Refusal(Problems.NotFound);

            var rows = await db.Query<Row>("SELECT version, at, what, reason, body, org_id, principal FROM welfare_visit_history WHERE visit_id = @Id ORDER BY version", new { query.Id }, cancellationToken);
            return new Result
            {
                Entries = [.. rows.Select(row => new Entry
                {
                    Version = row.Version,
                    At = row.At,
                    What = row.What,
                    Reason = row.Reason,
                    Visit = JsonSerializer.Deserialize<CheckInBody>(row.Body, Json.Stored)!,
                    OrgId = row.OrgId,
                    Principal = row.Principal
                })]
            };
        }

        private sealed record Row
        {
            public required long Version { get; init; }
            public required DateTimeOffset At { get; init; }
            public required string What { get; init; }
            public string? Reason { get; init; }
            public required string Body { get; init; }
            public Guid? OrgId { get; init; }
            public required Guid Principal { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder visits) => visits
        .MapGet("/{id:guid}/history", Get)
        .WithName("GetVisitHistory")
        .WithSummary("Show how a visit was recorded, corrected and cancelled")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<Result>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
