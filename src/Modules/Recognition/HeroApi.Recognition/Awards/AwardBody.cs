using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Titles;

namespace HeroApi.Recognition.Awards;

/// <summary>What a caller writes of a new award.</summary>
internal sealed record AwardBody
{
    public required Guid TitleId { get; init; }

    /// <summary>The files of the persons, or of the members of the group: 1 to 100. You must see each of them, and need not keep it.</summary>
    public required IReadOnlyList<Guid> HeroIds { get; init; }

    /// <summary>The name of the group, when the award is to a group; it then counts once, and its members as persons.</summary>
    public string? GroupName { get; init; }

    /// <summary>When it was granted, as well as it is known; never in the future.</summary>
    public required PartialDate GrantedOn { get; init; }

    /// <summary>The number of the paper.</summary>
    public string? Number { get; init; }

    /// <summary>The round or period, such as 第十四届.</summary>
    public string? Round { get; init; }

    /// <summary>decision, external (granted by somebody outside) or legacy (known from old papers).</summary>
    public string Source { get; init; } = "decision";

    /// <summary>Who granted it, in words; needed for an external one, otherwise that of the title when absent.</summary>
    public string? GrantingBody { get; init; }

    /// <summary>Whether it was granted after death; taken from the files when absent.</summary>
    public bool? Posthumous { get; init; }

    /// <summary>Only holders of protected:read see it, and it does not show in the hero files.</summary>
    public bool Confidential { get; init; }

    /// <summary>Organisations that grant it together with yours, at most 10; they see it.</summary>
    public IReadOnlyList<Guid> JointOrgIds { get; init; } = [];

    /// <summary>The case of the act that it rests on: one that all of its persons were confirmed in.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Scans of the paper and the like, at most 20.</summary>
    public IReadOnlyList<Guid> FileIds { get; init; } = [];

    /// <summary>At most 2,000 characters.</summary>
    public string? Note { get; init; }

    internal static AwardBody Example => new()
    {
        TitleId = TitleView.Example.Id,
        HeroIds = [HeroView.Example.Id],
        GrantedOn = PartialDate.Parse("2004", null),
        Number = "聊政字〔2004〕1号",
        Source = "legacy",
        GrantingBody = "山东省人民政府",
        Note = "见旧证书。"
    };
}

/// <summary>The shape of an award; what needs the database is checked where it is written.</summary>
internal sealed class AwardBodyValidator : AbstractValidator<AwardBody>
{
    public AwardBodyValidator(TimeProvider clock)
    {
        RuleFor(a => a.HeroIds.Count).InclusiveBetween(1, AwardCodes.MostHeroes).OverridePropertyName(nameof(AwardBody.HeroIds));
        RuleFor(a => a.HeroIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(RecognitionErrors.HonourRepeats);
        RuleFor(a => a.GroupName).Line(100).Must(name => name is null || !string.IsNullOrWhiteSpace(name)).Refuses(ValueProblems.Required);
        RuleFor(a => a.GrantedOn).Must(on => on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
        RuleFor(a => a.Number).Line(100);
        RuleFor(a => a.Round).Line(100);
        RuleFor(a => a.Source).OneOf(AwardCodes.Sources);
        RuleFor(a => a.GrantingBody).Line(200);
        RuleFor(a => a.GrantingBody).NotEmpty().When(a => a.Source == "external");
        RuleFor(a => a.JointOrgIds.Count).LessThanOrEqualTo(AwardCodes.MostPartners).OverridePropertyName(nameof(AwardBody.JointOrgIds));
        RuleFor(a => a.JointOrgIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(RecognitionErrors.HonourRepeats);
        RuleFor(a => a.FileIds.Count).LessThanOrEqualTo(AwardCodes.MostFiles).OverridePropertyName(nameof(AwardBody.FileIds));
        RuleFor(a => a.FileIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(RecognitionErrors.HonourRepeats);
        RuleFor(a => a.Note).Prose(2000);
    }
}
