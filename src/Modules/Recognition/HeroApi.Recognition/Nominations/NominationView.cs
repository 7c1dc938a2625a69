using System.Text.Json;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Titles;

namespace HeroApi.Recognition.Nominations;

/// <summary>A nomination as callers see it.</summary>
internal sealed record NominationView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>The title in the catalogue.</summary>
    public required Guid TitleId { get; init; }

    /// <summary>Its name when it was asked for.</summary>
    public required string Title { get; init; }

    /// <summary>Of the vocabulary honour_level.</summary>
    public required string Level { get; init; }

    /// <summary>The name of the group; absent when persons are nominated.</summary>
    public string? GroupName { get; init; }

    /// <summary>The nominated, or the members of the group: those whose files you see.</summary>
    public required IReadOnlyList<Guid> HeroIds { get; init; }

    /// <summary>How many are nominated, whether you see their files or not.</summary>
    public required long Persons { get; init; }

    /// <summary>Of how many of them the confirmation was revoked, and no other stands: the nomination cannot go on with them.</summary>
    public required long PersonsRevoked { get; init; }

    /// <summary>What they did, and why it deserves the title.</summary>
    public required string Grounds { get; init; }

    public required IReadOnlyList<Guid> FileIds { get; init; }

    /// <summary>proposed, accepted, noticed, cleared, returned, declined, withdrawn or granted.</summary>
    public required string State { get; init; }

    /// <summary>The body that is asked now.</summary>
    public required Guid AskedOrgId { get; init; }

    /// <summary>Every body that was asked, in order, with its answer and its public notice.</summary>
    public required IReadOnlyList<AskingView> Rounds { get; init; }

    /// <summary>The award that came of it.</summary>
    public Guid? AwardId { get; init; }

    /// <summary>The proposer.</summary>
    public required Guid OwnerOrgId { get; init; }

    /// <summary>How often it has had an owner.</summary>
    public required long OwnerEpoch { get; init; }

    /// <summary>The bodies that were asked.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>none, or restricted for what is confidential.</summary>
    public required string Protection { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static NominationView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000042"),
        Version = 1,
        TitleId = TitleView.Example.Id,
        Title = TitleView.Example.Name,
        Level = TitleView.Example.Level,
        HeroIds = [HeroView.Example.Id],
        Persons = 1,
        PersonsRevoked = 0,
        Grounds = "三次下河，救起落水儿童。",
        FileIds = [],
        State = "proposed",
        AskedOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        Rounds = [AskingView.Example],
        OwnerOrgId = HeroView.Example.OwnerOrgId,
        OwnerEpoch = 1,
        HomeOrgIds = [Guid.Parse("01980d2c-5a00-7000-8000-000000000003")],
        Protection = "none",
        CreatedAt = HeroView.Example.CreatedAt,
        UpdatedAt = HeroView.Example.UpdatedAt
    };
}

/// <summary>One asking of one body.</summary>
internal sealed record AskingView
{
    /// <summary>The body that was asked.</summary>
    public required Guid OrgId { get; init; }

    /// <summary>Of the vocabulary nomination_round_state.</summary>
    public required string State { get; init; }

    public required DateOnly AskedOn { get; init; }

    /// <summary>The day of its last answer, in China.</summary>
    public DateOnly? AnsweredOn { get; init; }

    /// <summary>Why it declined, or how it came to its answer.</summary>
    public string? Reason { get; init; }

    /// <summary>What was missing, when it was returned.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Its public notice.</summary>
    public CandidateNotice? Notice { get; init; }

    internal static AskingView Example => new()
    {
        OrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        State = "noticed",
        AskedOn = new DateOnly(2026, 6, 1),
        AnsweredOn = new DateOnly(2026, 6, 10),
        Notice = CandidateNotice.Example
    };

    internal static AskingView Of(AskingRow row) => new()
    {
        OrgId = row.OrgId,
        State = row.State,
        AskedOn = row.AskedOn,
        AnsweredOn = row.AnsweredOn,
        Reason = row.Reason,
        Missing = row.Missing is null ? null : JsonSerializer.Deserialize<IReadOnlyList<string>>(row.Missing, Json.Stored),
        Notice = row.NoticeFrom is null && row.WithheldReason is null ? null : new CandidateNotice
        {
            From = row.NoticeFrom,
            To = row.NoticeTo,
            Places = row.NoticePlaces is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<string>>(row.NoticePlaces, Json.Stored)!,
            WithheldReason = row.WithheldReason,
            Objections = row.Objections,
            ObjectionNote = row.ObjectionNote
        }
    };
}

/// <summary>The public notice by which a body asks for objections to the candidates, or why there was none.</summary>
internal sealed record CandidateNotice
{
    public DateOnly? From { get; init; }

    /// <summary>Its last day, in China.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Where it was published, in words.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>Why nothing was published, such as the safety of the nominated.</summary>
    public string? WithheldReason { get; init; }

    /// <summary>How many objections came, once it is over.</summary>
    public long? Objections { get; init; }

    /// <summary>What became of them.</summary>
    public string? ObjectionNote { get; init; }

    internal static CandidateNotice Example => new() { From = new DateOnly(2026, 6, 11), To = new DateOnly(2026, 6, 17), Places = ["市见义勇为协会网站"] };
}
