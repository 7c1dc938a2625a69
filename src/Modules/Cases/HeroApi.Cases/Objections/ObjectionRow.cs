using HeroApi.Cases.Receipts;

namespace HeroApi.Cases.Objections;

/// <summary>The row of an objection to a notice.</summary>
internal sealed record ObjectionRow : Listed
{
    internal const string Columns = "o.id, o.notice_id, o.number, o.received_at, o.name, o.phone_cipher, o.phone_masked, o.text, o.state, o.handled_on, o.reason, o.handler";

    public required Guid NoticeId { get; init; }
    public required long Number { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public string? Name { get; init; }
    public byte[]? PhoneCipher { get; init; }
    public string? PhoneMasked { get; init; }
    public required string Text { get; init; }
    public required string State { get; init; }
    public DateOnly? HandledOn { get; init; }
    public string? Reason { get; init; }
    public Guid? Handler { get; init; }

    /// <param name="named">Whether the caller may know who objects: home organisations read what was said, not by whom.</param>
    internal ObjectionView View(bool named, Protector? reveal) => new()
    {
        Id = Id,
        NoticeId = NoticeId,
        Number = ReceiptNumber.Format(Number),
        ReceivedAt = ReceivedAt,
        Name = named ? Name : null,
        Phone = !named ? null : reveal is null ? PhoneMasked : reveal.Reveal(PhoneCipher),
        Text = Text,
        State = State,
        HandledOn = HandledOn,
        Reason = Reason,
        Handler = Handler
    };
}

/// <summary>The codes of objections.</summary>
internal static class ObjectionCodes
{
    internal static readonly Vocabulary States = new("objection_state",
        ("open", "待处理", "Waits to be handled"),
        ("dismissed", "不成立", "Dismissed"),
        ("upheld", "成立", "Upheld"),
        ("moot", "公示已撤回，不再处理", "Its notice was withdrawn"));

    internal static readonly Vocabulary Outcomes = new("objection_outcome",
        ("dismissed", "不成立", "Dismissed"),
        ("upheld", "成立", "Upheld"));
}

/// <summary>An objection as officers see it.</summary>
internal sealed record ObjectionView
{
    public required Guid Id { get; init; }
    public required Guid NoticeId { get; init; }

    /// <summary>The number that its author was given.</summary>
    public required string Number { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>As its author gave it; only the owner of the case and those above it see who objects.</summary>
    public string? Name { get; init; }

    public string? Phone { get; init; }
    public required string Text { get; init; }

    /// <summary>open, dismissed, upheld or moot.</summary>
    public required string State { get; init; }

    public DateOnly? HandledOn { get; init; }

    /// <summary>Why it was dismissed or upheld.</summary>
    public string? Reason { get; init; }

    /// <summary>The key that handled it.</summary>
    public Guid? Handler { get; init; }

    internal static ObjectionView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a2"),
        NoticeId = Notices.NoticeView.Example.Id,
        Number = "260603-118-340-276",
        ReceivedAt = new DateTimeOffset(2026, 6, 3, 2, 30, 0, TimeSpan.Zero),
        Name = "示范丁",
        Phone = "139****0000",
        Text = "落水者是被其他村民救起的。",
        State = "open"
    };
}
