using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Rules;

/// <summary>
/// Shows by which rules an act in a place on a day goes: each key's value, the pack it comes from, and, for keys that nobody has
/// set, who has to.
/// </summary>
internal static class ShowEffectiveRules
{
    internal sealed record Query(string Region, DateOnly? Date) : IQuery<Result>;

    /// <summary>Every key of the vocabulary rule_key, configured or not.</summary>
    internal sealed record Result
    {
        public required string Region { get; init; }

        /// <summary>The day of the act. Of an act of which only the year or month is known, its first possible day decides.</summary>
        public required DateOnly Date { get; init; }

        /// <summary>Who answers for the region and has to publish what is not configured; absent when nobody does.</summary>
        public Guid? CompetentOrgId { get; init; }

        /// <summary>The packs that hold, in the order in which they are asked.</summary>
        public required IReadOnlyList<Source> Packs { get; init; }

        public required IReadOnlyList<Item> Rules { get; init; }

        internal static Result Example => new()
        {
            Region = "350582",
            Date = new DateOnly(2026, 5, 1),
            CompetentOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
            Packs = [new Source { Id = Guid.Parse("01980d2c-5a00-7000-8000-000000350000"), Region = "350000", Title = "福建省奖励和保护见义勇为人员条例" }],
            Rules =
            [
                new Item
                {
                    Key = RuleKeys.ConfirmingBody, Kind = "code", Vocabulary = RuleCodes.Bodies.Name, Configured = true,
                    Value = RuleSettingView.Of(RuleKeys.ConfirmingBody, new RuleValue { Code = "police", Article = "第六条", Confidence = "excerpt" }),
                    PackId = Guid.Parse("01980d2c-5a00-7000-8000-000000350000"), Region = "350000"
                },
                new Item { Key = RuleKeys.DecideWithin, Kind = "period", Configured = false }
            ]
        };
    }

    /// <summary>A pack that holds.</summary>
    internal sealed record Source
    {
        public required Guid Id { get; init; }
        public required string Region { get; init; }
        public required string Title { get; init; }
    }

    /// <summary>One key. Where it is not configured, whatever needs it is refused with rule.not_configured.</summary>
    internal sealed record Item
    {
        /// <summary>Of the vocabulary rule_key.</summary>
        public required string Key { get; init; }

        /// <summary>What it may say: of the vocabulary rule_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>The vocabulary of its codes, when it is of codes.</summary>
        public string? Vocabulary { get; init; }

        public required bool Configured { get; init; }
        public RuleSettingView? Value { get; init; }

        /// <summary>The pack that says so, and the region that it is of.</summary>
        public Guid? PackId { get; init; }

        public string? Region { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Region).Matches("^[0-9]{6}([0-9]{3})?$").OverridePropertyName("query.region");
    }

    internal sealed class Handler(RuleBook book, IMediator mediator, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var day = query.Date ?? clock.Today();
            if (!(await mediator.Send(new FindPlaces([query.Region], clock.Today()), cancellationToken)).TryGetValue(query.Region, out var place))
                throw Invalid.At("/query/region", ValueProblems.UnknownRegion);

            var packs = await book.Effective(query.Region, day, cancellationToken);
            return new Result
            {
                Region = query.Region,
                Date = day,
                CompetentOrgId = place.CompetentOrgId,
                Packs = [.. packs.Select(pack => new Source { Id = pack.Id, Region = pack.Region, Title = pack.Title })],
                Rules = [.. RuleDefinition.All.Select(known => Of(known, packs.FirstOrDefault(pack => pack.Rules.ContainsKey(known.Key))))]
            };
        }

        private static Item Of(RuleDefinition known, RulePack? pack) => new()
        {
            Key = known.Key,
            Kind = known.Kind,
            Vocabulary = known.Codes?.Name,
            Configured = pack is not null,
            Value = pack is null ? null : RuleSettingView.Of(known.Key, pack.Rules[known.Key]),
            PackId = pack?.Id,
            Region = pack?.Region
        };
    }

    internal static void Map(IEndpointRouteBuilder packs) => packs
        .MapGet("/effective", Show)
        .WithName("ShowEffectiveRules")
        .WithSummary("By which rules an act in a place on a day goes, and where each comes from")
        .RequireScope(CaseScopes.CasesRead);

    /// <param name="region">Where the act happened: GB/T 2260, 6 digits, of townships 9.</param>
    /// <param name="date">The day of the act; today when absent.</param>
    private static async Task<Reply<Result>> Show(string region, DateOnly? date, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(region, date), ct));
}
