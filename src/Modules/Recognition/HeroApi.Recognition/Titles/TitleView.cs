namespace HeroApi.Recognition.Titles;

/// <summary>A title of the catalogue. It is public: whoever may read hero files sees all of them.</summary>
internal sealed record TitleView : Listed, IVersioned
{
    internal const string Columns = "t.id, t.version, t.shipped, t.org_id, t.level, t.region_code, t.name, t.kind, t.subject, t.granting_body, t.basis, t.since, t.until";

    public required long Version { get; init; }

    /// <summary>Whether it comes with the program.</summary>
    public required bool Shipped { get; init; }

    /// <summary>The organisation that added it.</summary>
    public Guid? OrgId { get; init; }

    /// <summary>Of the vocabulary honour_level.</summary>
    public required string Level { get; init; }

    /// <summary>Where it is granted: GB/T 2260; 000000 for the nation.</summary>
    public required string RegionCode { get; init; }

    public required string Name { get; init; }

    /// <summary>Of the vocabulary title_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>person, group or both.</summary>
    public required string Subject { get; init; }

    /// <summary>Who grants it, in words.</summary>
    public required string GrantingBody { get; init; }

    /// <summary>The article or paper that it rests on.</summary>
    public string? Basis { get; init; }

    /// <summary>Since when it is granted, as well as it is known.</summary>
    public PartialDate? Since { get; init; }

    /// <summary>Until when it was granted, as well as it is known.</summary>
    public PartialDate? Until { get; init; }

    internal static TitleView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7100-8000-00000000000a"),
        Version = 1,
        Shipped = true,
        Level = "province",
        RegionCode = "370000",
        Name = "山东省见义勇为英雄",
        Kind = "hero",
        Subject = "both",
        GrantingBody = "山东省人民政府",
        Basis = "山东省见义勇为人员奖励和保护条例第十七条",
        Since = PartialDate.Parse("2012-12-01", null)
    };

    internal static async Task<TitleView?> Find(Db db, Guid id, CancellationToken ct) =>
        await db.SingleOrDefault<TitleView>($"SELECT {Columns} FROM recognition_title t WHERE t.id = @id", new { id }, ct);

    /// <summary>Whether it was granted on that day, as far as both are known.</summary>
    internal bool HeldOn(PartialDate day) => (Since is null || Since.From <= day.To) && (Until is null || Until.To >= day.From);

    /// <summary>Whether a group, or persons, may have it.</summary>
    internal bool Fits(bool group) => Subject == "both" || (Subject == "group") == group;
}
