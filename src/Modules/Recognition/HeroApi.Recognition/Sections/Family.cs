namespace HeroApi.Recognition.Sections;

/// <summary>One of the person's family.</summary>
internal sealed record FamilyMemberBody
{
    internal const int Most = 30;

    public required string Name { get; init; }

    /// <summary>What they are to the person: of the vocabulary kinship (GB/T 4761).</summary>
    public required string Kinship { get; init; }

    public PartialDate? BornOn { get; init; }

    /// <summary>A phone number; shown masked.</summary>
    public string? Phone { get; init; }

    internal static FamilyMemberBody Example => new() { Name = "示范乙", Kinship = "1", BornOn = PartialDate.Parse("1952", null), Phone = "13900000000" };
}

/// <summary>The shape of a member of the family.</summary>
internal sealed class FamilyMemberValidator : AbstractValidator<FamilyMemberBody>
{
    public FamilyMemberValidator(TimeProvider clock)
    {
        RuleFor(m => m.Name).NotEmpty().Line(100);
        RuleFor(m => m.Kinship).OneOf(SectionCodes.Kinships);
        RuleFor(m => m.BornOn).Must(on => on is null || on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(m => m.Phone).PhoneNumber();
    }
}

/// <summary>The row of a member of the family.</summary>
internal sealed record FamilyRow
{
    internal const string Columns = "hero_id, name, kinship, born_on, phone_cipher, phone_masked";

    public required Guid HeroId { get; init; }
    public required string Name { get; init; }
    public required string Kinship { get; init; }
    public PartialDate? BornOn { get; init; }
    public byte[]? PhoneCipher { get; init; }
    public string? PhoneMasked { get; init; }

    /// <param name="reveal">Decrypts when it is to be shown in clear; null keeps it masked.</param>
    internal FamilyMemberBody View(Protector? reveal) => new()
    {
        Name = Name,
        Kinship = Kinship,
        BornOn = BornOn,
        Phone = reveal is null ? PhoneMasked : reveal.Reveal(PhoneCipher)
    };
}
