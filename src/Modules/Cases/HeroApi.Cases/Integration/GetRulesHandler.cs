using HeroApi.Cases.Contracts;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Integration;

/// <summary>Tells other modules what the law of a place says of its limits; a key that nobody has set is said to be so and never guessed.</summary>
internal sealed class GetRulesHandler(RuleBook book) : IRequestHandler<GetRules, IReadOnlyDictionary<string, RuleFacts>>
{
    public async Task<IReadOnlyDictionary<string, RuleFacts>> Handle(GetRules query, CancellationToken cancellationToken)
    {
        var packs = await book.Effective(query.Region, query.Date, cancellationToken);
        return query.Keys.Distinct().ToDictionary(key => key, key => packs.FirstOrDefault(pack => pack.Rules.ContainsKey(key)) is { } pack ? Facts(pack, key) : new RuleFacts("not_configured", null, null, null));
    }

    private static RuleFacts Facts(RulePack pack, string key)
    {
        var value = pack.Rules[key];
        var article = $"{value.Source ?? pack.Title}{value.Article}";
        return value switch
        {
            { None: true } => new RuleFacts("none", null, null, article),
            { Period: { } period } => new RuleFacts("limit", period.Amount, Names.Snake(period.Unit.ToString()), article),
            { Number: { } number } => new RuleFacts("limit", number, "times", article),
            { AmountFen: { } fen } => new RuleFacts("limit", fen, "fen", article),
            _ => throw new ArgumentException($"{key} is no limit.", nameof(key))
        };
    }
}
