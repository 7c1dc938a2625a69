using System.Text.Json;

namespace HeroApi.Recognition.BonusSchemes;

/// <summary>All schemes: those shipped with the module, and those that places have published here. What a place pays is public, so everybody who reads hero files sees every one.</summary>
internal sealed class SchemeBook(Db db)
{
    private static readonly Lazy<IReadOnlyList<BonusSchemeView>> Known = new(Load);

    /// <summary>What comes with the program.</summary>
    internal static IReadOnlyList<BonusSchemeView> Shipped => Known.Value;

    /// <summary>A scheme by its id, shipped or published.</summary>
    internal async Task<BonusSchemeView?> Find(Guid id, CancellationToken ct) => Shipped.FirstOrDefault(scheme => scheme.Id == id)
        ?? (await db.SingleOrDefault<BonusSchemeRow>($"SELECT {BonusSchemeRow.Columns} FROM recognition_bonus_scheme s WHERE s.id = @id", new { id }, ct))?.View;

    private static IReadOnlyList<BonusSchemeView> Load()
    {
        using var file = typeof(SchemeBook).Assembly.GetManifestResourceStream("HeroApi.Recognition.BonusSchemes.Shipped.schemes.json")!;
        return [.. JsonSerializer.Deserialize<IReadOnlyList<BonusSchemeView>>(file, Json.Stored)!.Select(scheme => scheme with { Shipped = true })];
    }
}

/// <summary>A published scheme as it is kept.</summary>
internal sealed record BonusSchemeRow : Listed
{
    internal const string Columns = "s.id, s.version, s.org_id, s.region, s.name, s.level, s.title, s.harm, s.valid_from, s.valid_to, s.formula, s.legal_basis, s.article";

    public required long Version { get; init; }
    public Guid? OrgId { get; init; }
    public required string Region { get; init; }
    public required string Name { get; init; }
    public string? Level { get; init; }
    public string? Title { get; init; }
    public string? Harm { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required string Formula { get; init; }
    public required string LegalBasis { get; init; }
    public string? Article { get; init; }

    internal BonusSchemeView View => new()
    {
        Id = Id,
        Version = Version,
        Region = Region,
        Name = Name,
        Level = Level,
        Title = Title,
        Harm = Harm,
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        Formula = JsonSerializer.Deserialize<BonusFormula>(Formula, Json.Stored)!,
        LegalBasis = LegalBasis,
        Article = Article,
        Confidence = "published",
        OrgId = OrgId
    };
}
