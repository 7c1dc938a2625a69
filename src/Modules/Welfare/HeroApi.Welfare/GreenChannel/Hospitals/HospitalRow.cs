namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>The row of a hospital.</summary>
internal sealed record HospitalRow : Listed, IOwned
{
    internal const string Columns =
        """
        h.id, h.version, h.owner_org_id, h.owner_epoch, h.protection, h.created_at, h.updated_at, h.name, h.name_sort, h.credit_code, h.region, h.services, h.valid_from, h.valid_to,
        h.officer, h.officer_phone
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string Name { get; init; }
    public required string NameSort { get; init; }
    public required string CreditCode { get; init; }
    public required string Region { get; init; }
    public required string Services { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required string Officer { get; init; }
    public required string OfficerPhone { get; init; }

    /// <summary>What a caller wrote of it.</summary>
    internal HospitalBody Body => new()
    {
        Name = Name,
        CreditCode = CreditCode,
        Region = Region,
        Services = ChannelCodes.Read(Services),
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        Officer = Officer,
        OfficerPhone = OfficerPhone
    };

    /// <summary>The row that says what a body says.</summary>
    internal HospitalRow With(HospitalBody body) => this with
    {
        Name = body.Name,
        NameSort = Pinyin.NameFull(body.Name),
        CreditCode = China.CreditCode.TryNormalise(body.CreditCode, out var code) ? code : body.CreditCode,
        Region = body.Region,
        Services = ChannelCodes.Kept(body.Services),
        ValidFrom = body.ValidFrom,
        ValidTo = body.ValidTo,
        Officer = body.Officer,
        OfficerPhone = Papers.Normal(body.OfficerPhone) ?? body.OfficerPhone
    };

    internal HospitalView View => new()
    {
        Id = Id,
        Version = Version,
        Name = Name,
        CreditCode = CreditCode,
        Region = Region,
        Services = ChannelCodes.Read(Services),
        ValidFrom = ValidFrom,
        ValidTo = ValidTo,
        Officer = Officer,
        OfficerPhone = OfficerPhone,
        Keys = [],
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}

/// <summary>A hospital of the green channel, as callers see it.</summary>
internal sealed record HospitalView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }
    public required string Name { get; init; }

    /// <summary>The unified social credit code (GB 32100).</summary>
    public required string CreditCode { get; init; }

    /// <summary>GB/T 2260.</summary>
    public required string Region { get; init; }

    /// <summary>Of the vocabulary channel_service.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>The first day of the agreement, in China.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Its last day.</summary>
    public DateOnly? ValidTo { get; init; }

    public required string Officer { get; init; }
    public required string OfficerPhone { get; init; }

    /// <summary>The keys that speak for it, by their ids.</summary>
    public required IReadOnlyList<HospitalKeyView> Keys { get; init; }

    /// <summary>The organisation that agreed with it.</summary>
    public required Guid OwnerOrgId { get; init; }

    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static HospitalView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000c1"),
        Version = 2,
        Name = HospitalBody.Example.Name,
        CreditCode = HospitalBody.Example.CreditCode,
        Region = HospitalBody.Example.Region,
        Services = HospitalBody.Example.Services,
        ValidFrom = HospitalBody.Example.ValidFrom,
        ValidTo = HospitalBody.Example.ValidTo,
        Officer = HospitalBody.Example.Officer,
        OfficerPhone = HospitalBody.Example.OfficerPhone,
        Keys = [HospitalKeyView.Example],
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"),
        OwnerEpoch = 1,
        Protection = "none",
        CreatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        UpdatedAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null)
    };
}

/// <summary>A key that speaks for a hospital.</summary>
internal sealed record HospitalKeyView
{
    public required Guid KeyId { get; init; }
    public required DateTimeOffset BoundAt { get; init; }

    internal static HospitalKeyView Example => new() { KeyId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f3"), BoundAt = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null) };
}
