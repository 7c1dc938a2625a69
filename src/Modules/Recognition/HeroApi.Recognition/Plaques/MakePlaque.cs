using System.Text.Json.Serialization;
using Dapper;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Plaques;

/// <summary>
/// Notes that a plaque 见义勇为光荣之家 was made for the household of a hero. Heroes of one household share it; a household has one
/// plaque at a time, so a damaged one is replaced.
/// </summary>
internal static class MakePlaque
{
    internal const int MostSharing = 10;

    internal sealed record Command([property: JsonIgnore] Guid HeroId = default) : ICommand<HeroView>
    {
        /// <summary>The number on the plaque; the next of the organisation when absent.</summary>
        public string? Serial { get; init; }

        /// <summary>The files of others of the same household who are honoured by the same plaque, at most 10; all of one keeper.</summary>
        public IReadOnlyList<Guid> SharedWith { get; init; } = [];

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Who made it, in words.</summary>
        public required string By { get; init; }

        /// <summary>What there is to say of it; at most 1,000 characters.</summary>
        public string? Reason { get; init; }

        /// <summary>Photos and papers, at most 20.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];

        internal PlaqueAct Act() => new() { On = On, By = By, Reason = Reason, FileIds = FileIds };

        internal static Command Example => new() { On = new DateOnly(2026, 5, 20), By = "示范牌匾厂" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Serial).Serial();
            RuleFor(c => c.SharedWith.Count).LessThanOrEqualTo(MostSharing).OverridePropertyName(nameof(Command.SharedWith));
            RuleFor(c => c.SharedWith).Must((c, ids) => ids.Append(c.HeroId).Distinct().Count() == ids.Count + 1).Refuses(ValueProblems.NotAllowed);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.By).NotEmpty().Line(200);
            RuleFor(c => c.Reason).Prose(1000);
            RuleFor(c => c.FileIds.Count).LessThanOrEqualTo(HeroPapers.Most).OverridePropertyName(nameof(Command.FileIds));
            RuleFor(c => c.FileIds).HeroFiles();
        }
    }

    internal sealed class Handler(Db db, HeroDesk desk, PlaqueDesk plaques) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var hero = await desk.Take(command.HeroId, version: null, ct);
            await MustSee(command.SharedWith, ct);
            foreach (var other in command.SharedWith.Order())
                if ((await desk.Take(other, version: null, ct)).OwnerOrgId != hero.OwnerOrgId)
                    throw new Refusal(Problems.NotOwner, new { askOrgId = hero.OwnerOrgId });

            IReadOnlyList<Guid> household = [hero.Id, .. command.SharedWith];
            await MustHaveNone(household, ct);
            var id = await plaques.Make(hero, household, command.Serial, replaces: null, command.Act(), ct);
            return await plaques.Put(hero, household, id, command.Act(), ct);
        }

        private async Task MustSee(IReadOnlyList<Guid> heroIds, CancellationToken ct)
        {
            var parameters = new DynamicParameters();
            var seen = await db.Query<Guid>($"SELECT h.id FROM recognition_hero h WHERE SCOPE(h) AND h.deleted_at IS NULL AND h.id IN {parameters.In("id", heroIds)}", parameters, ct);
            if (heroIds.Except(seen).Any())
                throw Invalid.At($"/sharedWith/{heroIds.ToList().FindIndex(id => !seen.Contains(id))}", RecognitionErrors.HeroUnknown);
        }

        private async Task MustHaveNone(IReadOnlyList<Guid> heroIds, CancellationToken ct)
        {
            var parameters = new DynamicParameters();
            var standing = await db.Query<PlaqueRow>(
                $"SELECT {PlaqueRow.Columns} FROM {PlaqueRow.Table} WHERE s.hero_id IN {parameters.In("id", heroIds)} AND p.state IN ('made', 'issued', 'hung', 'damaged') ORDER BY p.id",
                parameters, ct);
            if (standing is [var plaque, ..])
                throw new Refusal(RecognitionErrors.PlaqueStands, new { plaqueId = plaque.Id, plaque.Serial, plaque.State });
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/plaques", Make)
        .WithName("MakePlaque")
        .WithSummary("Note that a plaque was made for the household of a hero")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, RecognitionErrors.PlaqueSerialTaken, RecognitionErrors.PlaqueStands, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Make(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { HeroId = id }, ct));
}
