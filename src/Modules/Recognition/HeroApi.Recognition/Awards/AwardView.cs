using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Titles;

namespace HeroApi.Recognition.Awards;

/// <summary>An award as callers see it: one paper, by which persons or a group were given a title.</summary>
internal sealed record AwardView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The title in the catalogue.</summary>
    public required Guid TitleId { get; init; }

    /// <summary>Its name when it was granted.</summary>
    public required string Title { get; init; }

    /// <summary>Of the vocabulary honour_level.</summary>
    public required string Level { get; init; }

    /// <summary>Of the vocabulary title_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the vocabulary award_source.</summary>
    public required string Source { get; init; }

    /// <summary>Who granted it, in words.</summary>
    public required string GrantingBody { get; init; }

    public required PartialDate GrantedOn { get; init; }

    /// <summary>The number of the paper.</summary>
    public string? Number { get; init; }

    /// <summary>The round or period, such as 第十四届.</summary>
    public string? Round { get; init; }

    /// <summary>The name of the group; absent when persons have it.</summary>
    public string? GroupName { get; init; }

    public required bool Posthumous { get; init; }

    /// <summary>How many persons have it, whether you see their files or not; those from whom it was taken no longer count.</summary>
    public required long Persons { get; init; }

    /// <summary>Those whose files you see.</summary>
    public required IReadOnlyList<RecipientView> Recipients { get; init; }

    /// <summary>The organisations that granted it together with the owner.</summary>
    public required IReadOnlyList<Guid> JointOrgIds { get; init; }

    /// <summary>The case of the act that it rests on.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The nomination that it came of.</summary>
    public Guid? NominationId { get; init; }

    public required IReadOnlyList<Guid> FileIds { get; init; }
    public string? Note { get; init; }

    /// <summary>granted, to_revoke or revoked.</summary>
    public required string State { get; init; }

    /// <summary>What must be given back, of the vocabulary recoverable, when an act was revoked that it may rest on.</summary>
    public IReadOnlyList<string>? Recover { get; init; }

    /// <summary>Why it stands although a revocation was proposed.</summary>
    public string? KeptReason { get; init; }

    /// <summary>The organisation that granted or recorded it.</summary>
    public required Guid OwnerOrgId { get; init; }

    /// <summary>How often it has had an owner.</summary>
    public required long OwnerEpoch { get; init; }

    /// <summary>Those who keep the files of its persons, and who granted it with the owner: they see it too.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>none, restricted for what is confidential, or sealed.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static AwardView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000041"),
        Version = 1,
        TitleId = TitleView.Example.Id,
        Title = TitleView.Example.Name,
        Level = "province",
        Kind = "hero",
        Source = "decision",
        GrantingBody = "山东省人民政府",
        GrantedOn = PartialDate.Parse("2026-09-01", null),
        Number = "鲁政字〔2026〕1号",
        Posthumous = false,
        Persons = 1,
        Recipients = [RecipientView.Example],
        JointOrgIds = [],
        FileIds = [],
        State = "granted",
        OwnerOrgId = HeroView.Example.OwnerOrgId,
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = HeroView.Example.CreatedAt,
        UpdatedAt = HeroView.Example.UpdatedAt
    };
}

/// <summary>Somebody who has an award, or had it.</summary>
internal sealed record RecipientView
{
    /// <summary>The hero file.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>granted, to_revoke or revoked.</summary>
    public required string State { get; init; }

    public DateOnly? RevokedOn { get; init; }
    public string? RevokedNumber { get; init; }
    public string? RevokedReason { get; init; }

    internal static RecipientView Example => new() { HeroId = HeroView.Example.Id, State = "granted" };
}
