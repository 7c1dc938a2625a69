using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Ceremonies;

/// <summary>What a caller writes of a ceremony: the same for POST, PUT and, merged, PATCH.</summary>
internal sealed record CeremonyBody
{
    internal const int MostHonoured = 500;
    internal const int MostGuests = 100;
    internal const int MostFiles = 50;

    /// <summary>Of the vocabulary ceremony_kind.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>The day it was held, in China.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Where: GB/T 2260.</summary>
    public required string RegionCode { get; init; }

    public string? Address { get; init; }

    /// <summary>The hero files of those honoured, as far as the caller sees them, at most 500. Those that he does not see stay as they are.</summary>
    public IReadOnlyList<Guid> Honoured { get; init; } = [];

    /// <summary>The officials who came, at most 100.</summary>
    public IReadOnlyList<Guest> Guests { get; init; } = [];

    /// <summary>How many people came in all (人次).</summary>
    public int? Attendees { get; init; }

    /// <summary>Anything else; at most 4,000 characters.</summary>
    public string? Note { get; init; }

    /// <summary>Photos, recordings and reports, at most 50; whoever sees the ceremony sees them.</summary>
    public IReadOnlyList<Guid> FileIds { get; init; } = [];

    /// <summary>none, restricted or sealed; when absent none for a new one, and what it was for a known one.</summary>
    public string? Protection { get; init; }

    /// <summary>The ceremony's ownerEpoch as you know it; when it has had another owner since, the change is refused with 409 exchange.not_owner.</summary>
    public long? OwnerEpoch { get; init; }

    internal static CeremonyBody Example => new()
    {
        Kind = "commendation_meeting",
        Title = "示范县 2026 年见义勇为表彰大会",
        On = new DateOnly(2026, 5, 28),
        RegionCode = "371502",
        Address = "示范会堂",
        Guests = [Guest.Example],
        Attendees = 300
    };
}

/// <summary>Somebody who came in an office, in words.</summary>
internal sealed record Guest
{
    public required string Name { get; init; }
    public string? Organisation { get; init; }
    public string? Post { get; init; }

    internal static Guest Example => new() { Name = "示范丁", Organisation = "示范县委政法委", Post = "书记" };
}

/// <summary>The shape of a ceremony; what needs the database is checked where it is written.</summary>
internal sealed class CeremonyBodyValidator : AbstractValidator<CeremonyBody>
{
    public CeremonyBodyValidator(TimeProvider clock)
    {
        RuleFor(c => c.Kind).NotEmpty().OneOf(CeremonyCodes.Kinds);
        RuleFor(c => c.Title).NotEmpty().Line(200);
        RuleFor(c => c.On).Must(on => on <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(c => c.On).Must(on => on.Year >= 1900).Refuses(ValueProblems.TooEarly);
        RuleFor(c => c.RegionCode).NotEmpty().RegionCode();
        RuleFor(c => c.Address).Line(200);
        RuleFor(c => c.Honoured.Count).LessThanOrEqualTo(CeremonyBody.MostHonoured).OverridePropertyName(nameof(CeremonyBody.Honoured));
        RuleFor(c => c.Honoured).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(ValueProblems.NotAllowed);
        RuleFor(c => c.Guests.Count).LessThanOrEqualTo(CeremonyBody.MostGuests).OverridePropertyName(nameof(CeremonyBody.Guests));
        RuleForEach(c => c.Guests).NotNull().ChildRules(guest =>
        {
            guest.RuleFor(g => g.Name).NotEmpty().Line(100);
            guest.RuleFor(g => g.Organisation).Line(200);
            guest.RuleFor(g => g.Post).Line(100);
        });
        RuleFor(c => c.Attendees).InclusiveBetween(0, 1_000_000);
        RuleFor(c => c.Note).Prose(4000);
        RuleFor(c => c.FileIds.Count).LessThanOrEqualTo(CeremonyBody.MostFiles).OverridePropertyName(nameof(CeremonyBody.FileIds));
        RuleFor(c => c.FileIds).HeroFiles();
        RuleFor(c => c.Protection).OneOf(Protection.All);
        RuleFor(c => c.OwnerEpoch).InclusiveBetween(1, 1_000_000_000);
    }
}

/// <summary>The codes of ceremonies.</summary>
internal static class CeremonyCodes
{
    internal static readonly Vocabulary Kinds = new("ceremony_kind",
        ("commendation_meeting", "表彰大会", "Commendation meeting"),
        ("press_conference", "新闻发布会", "Press conference"),
        ("unveiling", "揭牌仪式", "Unveiling"),
        ("delivery_at_door", "上门送奖", "Delivery at the door"),
        ("visit_home", "上门慰问", "Visit at home"));
}
