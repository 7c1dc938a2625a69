using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.BonusSchemes;

/// <summary>Explains what a scheme comes to for a person: each step with its amount or bounds, in words, and where it stands. Stores nothing.</summary>
internal static class CalculateBonus
{
    internal sealed record Query([property: JsonIgnore] Guid SchemeId) : IQuery<BonusCalculation>
    {
        /// <summary>The file of the person, which may know whether the person died of an act, and the disability grade.</summary>
        public Guid? HeroId { get; init; }

        /// <summary>The disability grade, from 1, the worst, to 10; the worst that the file knows when absent.</summary>
        public int? Grade { get; init; }

        /// <summary>Whether the person died of the act; what the file says when absent, and no without one.</summary>
        public bool? Died { get; init; }

        /// <summary>The year whose published figures are taken; last year when absent.</summary>
        public int? IndexYear { get; init; }

        internal static Query Example => new(Guid.Empty) { HeroId = HeroView.Example.Id, Died = true, IndexYear = 2024 };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(q => q.Grade).InclusiveBetween(1, FormulaPart.Grades);
            RuleFor(q => q.IndexYear).InclusiveBetween(1978, 2100);
            RuleFor(q => q.IndexYear).Must(year => year is null || year <= clock.Today().Year).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(SchemeBook book, BonusCalculator calculator, HeroSource heroes, TimeProvider clock) : IRequestHandler<Query, BonusCalculation>
    {
        public async Task<BonusCalculation> Handle(Query query, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var scheme = await book.Find(query.SchemeId, ct) ?? throw new Refusal(Problems.NotFound);
            if (query.HeroId is { } heroId && await heroes.Seek(heroId, ct) is null)
                throw Invalid.At("/heroId", RecognitionErrors.HeroUnknown);
            var year = query.IndexYear ?? clock.Today().Year - 1;
            return await calculator.Of(scheme, query.HeroId is null
                ? new Harmed(query.Died == true, query.Grade, year)
                : await calculator.Known(query.HeroId.Value, caseId: null, query.Died, query.Grade, year, ct), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder schemes) => schemes
        .MapPost("/{id:guid}/calculation", Calculate)
        .WithName("CalculateBonus")
        .WithSummary("Explain what a scheme comes to for a person")
        .RequireScopeToRead(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, BonusErrors.IndexUnknown, BonusErrors.SchemeNotForHarm);

    private static async Task<Reply<BonusCalculation>> Calculate(Guid id, Query body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { SchemeId = id }, ct));
}
