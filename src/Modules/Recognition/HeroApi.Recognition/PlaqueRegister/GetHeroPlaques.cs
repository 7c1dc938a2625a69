using Dapper;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Plaques;

namespace HeroApi.Recognition.PlaqueRegister;

/// <summary>Shows the plaques of a hero's household with every step of their lives, the oldest first.</summary>
internal static class GetHeroPlaques
{
    internal sealed record Query(Guid HeroId) : IQuery<Result>;

    /// <summary>All plaques that the household has had.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<PlaqueLife> Plaques { get; init; }
    }

    /// <summary>A plaque and its life.</summary>
    internal sealed record PlaqueLife
    {
        public required PlaqueView Plaque { get; init; }

        /// <summary>The plaque that it replaced.</summary>
        public Guid? Replaces { get; init; }

        /// <summary>The files of the same household that share it, as far as the caller sees them.</summary>
        public required IReadOnlyList<Guid> SharedWith { get; init; }

        public required IReadOnlyList<StepView> Steps { get; init; }
    }

    /// <summary>A step of a plaque's life.</summary>
    internal sealed record StepView
    {
        /// <summary>Of the vocabulary plaque_step.</summary>
        public required string Step { get; init; }

        /// <summary>The state since, of the vocabulary plaque_state.</summary>
        public required string State { get; init; }

        /// <summary>The day, in China.</summary>
        public required DateOnly On { get; init; }

        /// <summary>Who did it, in words.</summary>
        public required string By { get; init; }

        public string? Reason { get; init; }
        public required IReadOnlyList<Guid> FileIds { get; init; }

        /// <summary>The organisation that noted it; absent for the installation.</summary>
        public Guid? OrgId { get; init; }

        /// <summary>When it was noted.</summary>
        public required DateTimeOffset At { get; init; }

        internal static StepView Example => new()
        {
            Step = "hanging",
            State = "hung",
            On = new DateOnly(2026, 6, 1),
            By = PlaqueAct.Example.By,
            FileIds = [],
            OrgId = HeroView.Example.OwnerOrgId,
            At = HeroView.Example.UpdatedAt
        };
    }

    internal sealed class Handler(Db db, HeroSource source, HeroPapers papers) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var hero = await source.Seek(query.HeroId, ct) ?? throw new Refusal(Problems.NotFound);
            var plaques = (await source.Parts<PlaqueRow>(PlaqueRow.Columns, PlaqueRow.Table, "p.id", [hero.Id], ct)).DistinctBy(plaque => plaque.Id).ToList();
            if (plaques.Count == 0)
                return new Result { Plaques = [] };

            var parameters = new DynamicParameters(new { hero = hero.Id });
            var list = parameters.In("id", [.. plaques.Select(plaque => plaque.Id)]);
            var sharing = (await db.Query<Sharing>(
                $"""
                SELECT s.plaque_id, h.id AS hero_id
                FROM   recognition_plaque_hero s
                JOIN   recognition_hero h ON h.id = s.hero_id
                WHERE  SCOPE(h) AND h.deleted_at IS NULL AND h.id <> @hero AND s.plaque_id IN {list}
                ORDER  BY h.id
                """, parameters, ct)).ToLookup(row => row.PlaqueId, row => row.HeroId);
            var steps = await db.Query<StepRow>(
                $"SELECT id, plaque_id, at, step, state, on_date, by_whom, reason, org_id FROM recognition_plaque_step WHERE plaque_id IN {list} ORDER BY on_date, at, id", parameters, ct);
            var files = await papers.Of([.. steps.Select(step => step.Id)], ct);
            var lives = steps.ToLookup(step => step.PlaqueId, step => step.View([.. files[step.Id]]));
            return new Result
            {
                Plaques = [.. plaques.Select(plaque => new PlaqueLife
                {
                    Plaque = plaque.View,
                    Replaces = plaque.Replaces,
                    SharedWith = [.. sharing[plaque.Id].Distinct()],
                    Steps = [.. lives[plaque.Id]]
                })]
            };
        }

        private sealed record Sharing
        {
            public required Guid PlaqueId { get; init; }
            public required Guid HeroId { get; init; }
        }

        private sealed record StepRow
        {
            public required Guid Id { get; init; }
            public required Guid PlaqueId { get; init; }
            public required DateTimeOffset At { get; init; }
            public required string Step { get; init; }
            public required string State { get; init; }
            public required DateOnly OnDate { get; init; }
            public required string ByWhom { get; init; }
            public string? Reason { get; init; }
            public Guid? OrgId { get; init; }

            internal StepView View(IReadOnlyList<Guid> files) => new() { Step = Step, State = State, On = OnDate, By = ByWhom, Reason = Reason, FileIds = files, OrgId = OrgId, At = At };
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/plaques", Get)
        .WithName("GetHeroPlaques")
        .WithSummary("The plaques of a hero's household, with every step of their lives")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged);

    private static async Task<Reply<Result>> Get(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id), ct));
}
