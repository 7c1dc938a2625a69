namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>What a caller writes of a hospital: the same for POST and, merged, PATCH.</summary>
internal sealed record HospitalBody
{
    /// <summary>At most 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The unified social credit code (GB 32100), 18 characters; once in an organisation.</summary>
    public required string CreditCode { get; init; }

    /// <summary>Where it is: GB/T 2260, 6 or 9 digits.</summary>
    public required string Region { get; init; }

    /// <summary>What it gives first and settles later: of the vocabulary channel_service.</summary>
    public required IReadOnlyList<string> Services { get; init; }

    /// <summary>The first day of the agreement, in China.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Its last day; absent while it has none.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Who answers the hospital's calls at the organisation; at most 50 characters. The hospital is told.</summary>
    public required string Officer { get; init; }

    /// <summary>That officer's number on duty, which the hospital is told in clear; never a private one.</summary>
    public required string OfficerPhone { get; init; }

    internal static HospitalBody Example => new()
    {
        Name = "示范县人民医院",
        CreditCode = "12371502MB00000015",
        Region = "371502",
        Services = ["emergency", "examination", "inpatient", "deposit_free"],
        ValidFrom = new DateOnly(2026, 1, 1),
        ValidTo = new DateOnly(2028, 12, 31),
        Officer = "示范干部",
        OfficerPhone = "15400000000"
    };
}

/// <summary>The shape of a hospital; what needs the database is checked where it is written.</summary>
internal sealed class HospitalBodyRules : AbstractValidator<HospitalBody>
{
    public HospitalBodyRules()
    {
        RuleFor(h => h.Name).NotEmpty().Line(100);
        RuleFor(h => h.CreditCode).Cascade(CascadeMode.Stop).NotEmpty().MaximumLength(40).Must(code => CreditCode.TryNormalise(code, out _)).Refuses(ChannelErrors.CreditCodeFormat);
        RuleFor(h => h.Region).NotEmpty().RegionCode();
        RuleFor(h => h.Services).NotEmpty();
        RuleFor(h => h.Services.Count).LessThanOrEqualTo(ChannelCodes.Services.Count).When(h => h.Services is not null).OverridePropertyName(nameof(HospitalBody.Services)).Refuses(ValueProblems.TooLong);
        RuleForEach(h => h.Services).NotEmpty().OneOf(ChannelCodes.Services);
        RuleFor(h => h.ValidFrom).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
        RuleFor(h => h.ValidTo).GreaterThanOrEqualTo(h => h.ValidFrom);
        RuleFor(h => h.Officer).NotEmpty().Line(50);
        RuleFor(h => h.OfficerPhone).NotEmpty();
        RuleFor(h => h.OfficerPhone).PhoneNumber();
    }
}
