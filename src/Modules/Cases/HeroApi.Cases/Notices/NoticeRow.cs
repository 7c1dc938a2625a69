using System.Text.Json;
using HeroApi.Cases.Receipts;

namespace HeroApi.Cases.Notices;

/// <summary>The row of a notice, or of one that was withheld.</summary>
internal sealed record NoticeRow
{
    internal const string Columns =
        """
        id, case_id, number, state, masking, names, text, channels, first_day, last_day, roll_over, assumed, suspended_on, suspended_days, ended_on,
        withheld_for, approver, reason, objections, objections_open, published_at
        """;

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public long? Number { get; init; }
    public required string State { get; init; }
    public string? Masking { get; init; }
    public required string Names { get; init; }
    public string? Text { get; init; }
    public required string Channels { get; init; }
    public DateOnly? FirstDay { get; init; }

    /// <summary>The last day, inclusive; only a notice that was withheld has none.</summary>
    public DateOnly? LastDay { get; init; }

    public required bool RollOver { get; init; }
    public required bool Assumed { get; init; }
    public DateOnly? SuspendedOn { get; init; }
    public required int SuspendedDays { get; init; }
    public DateOnly? EndedOn { get; init; }
    public string? WithheldFor { get; init; }
    public string? Approver { get; init; }
    public string? Reason { get; init; }
    public required int Objections { get; init; }
    public required int ObjectionsOpen { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Whether people can object: its days are not over, and they do not stand still.</summary>
    internal bool RunsOn(DateOnly day) => State == "running" && day <= LastDay;

    internal NoticeView View => new()
    {
        Id = Id,
        Number = Number is { } number ? ReceiptNumber.Format(number) : null,
        State = State,
        Masking = Masking,
        Text = Text,
        Channels = Channel.Read(Channels),
        FirstDay = FirstDay,
        LastDay = LastDay,
        Assumed = Assumed,
        SuspendedOn = SuspendedOn,
        SuspendedDays = SuspendedDays,
        EndedOn = EndedOn,
        WithheldFor = WithheldFor,
        Approver = Approver,
        Reason = Reason,
        Objections = Objections,
        ObjectionsOpen = ObjectionsOpen,
        PublishedAt = PublishedAt
    };
}

/// <summary>Where a notice can be read.</summary>
internal sealed record Channel
{
    internal const int Most = 20;

    /// <summary>Of the vocabulary notice_channel.</summary>
    public required string Kind { get; init; }

    /// <summary>Which board, page, paper or account; at most 300 characters.</summary>
    public required string Place { get; init; }

    /// <summary>Since which day, in China; the first day of the notice when absent.</summary>
    public DateOnly? PostedOn { get; init; }

    internal static IReadOnlyList<Channel> Read(string kept) => JsonSerializer.Deserialize<IReadOnlyList<Channel>>(kept, Json.Stored)!;

    internal static Channel Example => new() { Kind = "village_board", Place = "示范镇示范村公告栏", PostedOn = new DateOnly(2026, 6, 1) };
}

/// <summary>A notice of a case as officers see it, with what became of it.</summary>
internal sealed record NoticeView
{
    public required Guid Id { get; init; }

    /// <summary>What the public names it by; null when it was withheld.</summary>
    public string? Number { get; init; }

    /// <summary>running, suspended, ended, withdrawn or withheld. A running one whose last day is over waits for its objections to be handled.</summary>
    public required string State { get; init; }

    /// <summary>Of the vocabulary notice_masking.</summary>
    public string? Masking { get; init; }

    /// <summary>As it was published.</summary>
    public string? Text { get; init; }

    public required IReadOnlyList<Channel> Channels { get; init; }
    public DateOnly? FirstDay { get; init; }

    /// <summary>The last day on which anybody may object, in China.</summary>
    public DateOnly? LastDay { get; init; }

    /// <summary>The last day was counted over a year whose holidays are not known yet, and may still move.</summary>
    public required bool Assumed { get; init; }

    public DateOnly? SuspendedOn { get; init; }

    /// <summary>For how many days it has stood still; they were added to it.</summary>
    public required int SuspendedDays { get; init; }

    public DateOnly? EndedOn { get; init; }

    /// <summary>Why it was withheld, of the vocabulary notice_withhold_reason.</summary>
    public string? WithheldFor { get; init; }

    /// <summary>Who approved that.</summary>
    public string? Approver { get; init; }

    /// <summary>Why it was withheld, suspended or withdrawn, in the officer's words.</summary>
    public string? Reason { get; init; }

    /// <summary>How many objections came in.</summary>
    public required int Objections { get; init; }

    /// <summary>How many of them wait to be handled.</summary>
    public required int ObjectionsOpen { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    internal static NoticeView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Number = "260601-483-172-659",
        State = "running",
        Masking = "surname_only",
        Text = DraftNotice.Result.Example.Text,
        Channels = [Channel.Example],
        FirstDay = new DateOnly(2026, 6, 1),
        LastDay = new DateOnly(2026, 6, 8),
        Assumed = false,
        SuspendedDays = 0,
        Objections = 1,
        ObjectionsOpen = 1,
        PublishedAt = new DateTimeOffset(2026, 6, 1, 1, 0, 0, TimeSpan.Zero)
    };
}
