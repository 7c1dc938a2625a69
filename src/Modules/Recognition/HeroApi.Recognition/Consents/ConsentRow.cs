namespace HeroApi.Recognition.Consents;

/// <summary>The row of a consent.</summary>
internal sealed record ConsentRow : Listed
{
    /// <summary>Two files that became one may both bring what the person said of the same purpose: what was said last counts.</summary>
    internal const string WasOverruled =
        """
        EXISTS (SELECT 1 FROM recognition_consent o WHERE o.hero_id = c.hero_id AND o.purpose = c.purpose AND ((o.state = 'withdrawn' AND o.ended_on > c.given_on)
                OR (o.state = 'given' AND (o.given_on > c.given_on OR (o.given_on = c.given_on AND o.id > c.id)))))
        """;

    internal const string Columns =
        $"""
        c.id, c.hero_id, c.purpose, c.text_version, c.given_on, c.given_by, c.giver_name, c.kinship, c.channel, c.note, c.valid_until, c.state, c.ended_on, c.ended_reason,
        {WasOverruled} AS overruled
        """;

    public required Guid HeroId { get; init; }
    public required string Purpose { get; init; }
    public required string TextVersion { get; init; }
    public required DateOnly GivenOn { get; init; }
    public required string GivenBy { get; init; }
    public string? GiverName { get; init; }
    public string? Kinship { get; init; }
    public required string Channel { get; init; }
    public string? Note { get; init; }
    public DateOnly? ValidUntil { get; init; }
    public required string State { get; init; }
    public DateOnly? EndedOn { get; init; }
    public string? EndedReason { get; init; }

    /// <summary>Whether something else was said of it later.</summary>
    public required bool Overruled { get; init; }

    /// <summary>Given and not ended. Whether its time is over is left to who reads it: a file must not change by the passing of a day.</summary>
    internal bool Stands(bool wishesNoName) => State == "given" && !Overruled && !(wishesNoName && ConsentCodes.Publicity.Contains(Purpose));

    internal ConsentInForce InForce => new() { Id = Id, Purpose = Purpose, GivenOn = GivenOn, ValidUntil = ValidUntil };

    internal ConsentView View(IEnumerable<Guid> files, bool wishesNoName, DateOnly today) => new()
    {
        Id = Id,
        Purpose = Purpose,
        TextVersion = TextVersion,
        GivenOn = GivenOn,
        By = GivenBy,
        GiverName = GiverName,
        Kinship = Kinship,
        Channel = Channel,
        Note = Note,
        FileIds = [.. files],
        ValidUntil = ValidUntil,
        State = State,
        EndedOn = EndedOn,
        EndedReason = EndedReason,
        InForce = Stands(wishesNoName) && (ValidUntil is null || ValidUntil >= today)
    };
}

/// <summary>A consent that a file tells of: given, not withdrawn, and not overruled by the wish not to be named.</summary>
internal sealed record ConsentInForce
{
    public required Guid Id { get; init; }

    /// <summary>Of the vocabulary consent_purpose.</summary>
    public required string Purpose { get; init; }

    public required DateOnly GivenOn { get; init; }

    /// <summary>The last day on which it counts, in China; look at it before you rely on the consent. Without end when absent.</summary>
    public DateOnly? ValidUntil { get; init; }

    internal static ConsentInForce Example => new() { Id = ConsentView.Example.Id, Purpose = "publicity_name", GivenOn = new DateOnly(2026, 5, 20), ValidUntil = new DateOnly(2028, 5, 19) };
}

/// <summary>A consent in full, whether or not it still counts.</summary>
internal sealed record ConsentView
{
    public required Guid Id { get; init; }

    /// <summary>Of the vocabulary consent_purpose.</summary>
    public required string Purpose { get; init; }

    /// <summary>The version of the text that was shown.</summary>
    public required string TextVersion { get; init; }

    /// <summary>The day, in China.</summary>
    public required DateOnly GivenOn { get; init; }

    /// <summary>Of the vocabulary consent_giver.</summary>
    public required string By { get; init; }

    public string? GiverName { get; init; }

    /// <summary>What the giver is to the person: of the vocabulary kinship (GB/T 4761).</summary>
    public string? Kinship { get; init; }

    /// <summary>Of the vocabulary consent_channel.</summary>
    public required string Channel { get; init; }

    public string? Note { get; init; }
    public required IReadOnlyList<Guid> FileIds { get; init; }
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Of the vocabulary consent_state.</summary>
    public required string State { get; init; }

    public DateOnly? EndedOn { get; init; }
    public string? EndedReason { get; init; }

    /// <summary>Whether it counts today: given, not past its last day, and not overruled by the wish not to be named.</summary>
    public required bool InForce { get; init; }

    internal static ConsentView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000081"),
        Purpose = "publicity_name",
        TextVersion = "宣传同意书 2026 版",
        GivenOn = new DateOnly(2026, 5, 20),
        By = ConsentCodes.Self,
        Channel = "paper",
        FileIds = [],
        ValidUntil = new DateOnly(2028, 5, 19),
        State = "given",
        InForce = true
    };
}
