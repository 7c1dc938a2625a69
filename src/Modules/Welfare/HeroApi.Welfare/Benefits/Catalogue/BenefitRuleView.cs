using System.Text.Json;

namespace HeroApi.Welfare.Benefits.Catalogue;

/// <summary>What a region gives those on the register of one kind, from a day on, and by which paper.</summary>
internal sealed record BenefitRuleView
{
    public required Guid Id { get; init; }

    /// <summary>Of the vocabulary benefit_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>GB/T 2260, 6 digits; 000000 is the nation.</summary>
    public required string Region { get; init; }

    /// <summary>What is given and to whom, as the text says.</summary>
    public required string Content { get; init; }

    /// <summary>Who usually decides, of the vocabulary benefit_department.</summary>
    public string? Department { get; init; }

    /// <summary>Within how many days it is decided; absent where the text sets none.</summary>
    public int? ReplyDays { get; init; }

    /// <summary>Whether means are looked at; absent where the text does not say.</summary>
    public bool? MeansTest { get; init; }

    /// <summary>The first day that it holds.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The first day that it no longer holds.</summary>
    public DateOnly? ValidTo { get; init; }

    public required string LegalBasis { get; init; }
    public string? Article { get; init; }

    /// <summary>Of the vocabulary benefit_evidence: what is known of the source.</summary>
    public required string Evidence { get; init; }

    /// <summary>Who published it; absent where it comes with the program, or the installation itself did.</summary>
    public Guid? OrgId { get; init; }

    internal bool HoldsOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || day < ValidTo);

    internal static BenefitRuleView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000be000001"),
        Kind = "legal_aid",
        Region = RegionSpan.Nation,
        Content = "因见义勇为主张民事权益的，申请法律援助不受经济困难条件限制。",
        Department = "justice",
        ReplyDays = 7,
        MeansTest = false,
        ValidFrom = new DateOnly(2022, 1, 1),
        LegalBasis = "法律援助法（2022年1月1日施行）",
        Article = "第三十二条、第四十三条",
        Evidence = "full_text"
    };
}

/// <summary>What there is to be had: what comes with the program, and what places have published here. It is public, so whoever reads welfare sees all of it.</summary>
internal sealed class BenefitCatalogue(Db db)
{
    private static readonly Lazy<IReadOnlyList<BenefitRuleView>> Shipped = new(Load);

    /// <summary>What holds in a region on a day, also in wider ones; the narrowest first.</summary>
    internal async Task<IReadOnlyList<BenefitRuleView>> Holding(string region, DateOnly on, CancellationToken ct)
    {
        List<string> around = [.. new[] { region[..6], region[..4] + "00", region[..2] + "0000", RegionSpan.Nation }.Distinct()];
        var parameters = new Dapper.DynamicParameters(new { on });
        var published = await db.Query<BenefitRuleView>(
            $"""
            SELECT r.id, r.kind, r.region, r.content, r.department, r.reply_days, r.means_test, r.valid_from, r.valid_to, r.legal_basis, r.article, 'published' AS evidence, r.org_id
            FROM   welfare_benefit_rule r
            WHERE  r.region IN {parameters.In("region", around)} AND r.valid_from <= @on AND (r.valid_to IS NULL OR r.valid_to > @on)
            """, parameters, ct);
        return
        [
            .. published.OrderByDescending(rule => rule.Id).Concat(Shipped.Value.Where(rule => rule.HoldsOn(on) && around.Contains(rule.Region)))
                .OrderBy(rule => around.IndexOf(rule.Region)).ThenBy(rule => BenefitCodes.Kinds.Index().First(kind => kind.Item == rule.Kind).Index)
        ];
    }

    private static IReadOnlyList<BenefitRuleView> Load()
    {
        using var file = typeof(BenefitCatalogue).Assembly.GetManifestResourceStream("HeroApi.Welfare.Benefits.Catalogue.Shipped.catalogue.json")!;
        return JsonSerializer.Deserialize<IReadOnlyList<BenefitRuleView>>(file, Json.Stored)!;
    }
}
