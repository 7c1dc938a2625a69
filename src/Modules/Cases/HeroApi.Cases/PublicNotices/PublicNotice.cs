using System.Security.Cryptography;
using System.Text.Json;
using HeroApi.Cases.Notices;
using HeroApi.Cases.Receipts;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.PublicNotices;

/// <summary>
/// A notice as everybody may read it: what was published, and nothing else of its case. Shown while it runs and for a while after;
/// not while it is suspended, and not once its case is kept closely.
/// </summary>
internal sealed record PublicNotice
{
    internal const string Columns = "n.id, n.case_id, n.number, n.region_code, n.org_id, n.names, n.text, n.channels, n.first_day, n.last_day, n.state, n.published_at, n.updated_at";

    /// <summary>FROM and WHERE of what is shown now.</summary>
    internal const string Shown =
        """
        FROM   cases_notice n
        JOIN   cases_case c ON c.id = n.case_id
        WHERE  n.shown AND c.protection = 'none' AND c.deleted_at IS NULL AND (n.state = 'ended' OR c.state = 'noticed')
        AND    UNSCOPED('a public notice is for everybody')
        """;

    /// <summary>What an objection names it by.</summary>
    public required string Number { get; init; }

    /// <summary>running or ended; nobody can object to one that has ended.</summary>
    public required string State { get; init; }

    /// <summary>Where the act was: GB/T 2260.</summary>
    public required string RegionCode { get; init; }

    public required string RegionName { get; init; }

    /// <summary>Who publishes it.</summary>
    public required string Organisation { get; init; }

    /// <summary>How to reach them.</summary>
    public string? Contact { get; init; }

    /// <summary>Those to be confirmed, as masked as the notice shows them.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    public required string Text { get; init; }
    public required IReadOnlyList<Channel> Channels { get; init; }
    public required DateOnly FirstDay { get; init; }

    /// <summary>The last day on which anybody may object, in China.</summary>
    public required DateOnly LastDay { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static PublicNotice Example => new()
    {
        Number = NoticeView.Example.Number!,
        State = "running",
        RegionCode = "410102",
        RegionName = "河南省郑州市中原区",
        Organisation = "示范区见义勇为协会",
        Contact = "0371-00000000",
        Names = DraftNotice.Result.Example.Names,
        Text = DraftNotice.Result.Example.Text,
        Channels = [Channel.Example],
        FirstDay = new DateOnly(2026, 6, 1),
        LastDay = new DateOnly(2026, 6, 8),
        PublishedAt = NoticeView.Example.PublishedAt,
        UpdatedAt = NoticeView.Example.PublishedAt
    };

    /// <summary>The shown notice of this number, or null.</summary>
    internal static async Task<PublicNoticeRow?> Find(Db db, string number, CancellationToken ct) => ReceiptNumber.TryParse(number, out var digits)
        ? await db.SingleOrDefault<PublicNoticeRow>($"SELECT {Columns}\n{Shown}\nAND n.number = @digits", new { digits }, ct)
        : null;

    /// <summary>A tag that is another one whenever what it names is.</summary>
    internal static string Tag<T>(T shown) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown, Json.Stored)).AsSpan(0, 12));
}

/// <summary>The row of a notice that is shown.</summary>
internal sealed record PublicNoticeRow : Listed
{
    public required Guid CaseId { get; init; }
    public required long Number { get; init; }
    public required string RegionCode { get; init; }
    public required Guid OrgId { get; init; }
    public required string Names { get; init; }
    public required string Text { get; init; }
    public required string Channels { get; init; }
    public required DateOnly FirstDay { get; init; }
    public required DateOnly LastDay { get; init; }
    public required string State { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Shows rows of notices with the names of their places and publishers.</summary>
internal sealed class NoticeBoard(IMediator mediator, TimeProvider clock)
{
    internal async Task<IReadOnlyList<PublicNotice>> Show(IReadOnlyList<PublicNoticeRow> rows, CancellationToken ct)
    {
        var today = clock.Today();
        var places = await mediator.Send(new FindPlaces([.. rows.Select(row => row.RegionCode).Distinct()], today), ct);
        var bodies = await mediator.Send(new FindOrganisations([.. rows.Select(row => row.OrgId).Distinct()]), ct);
        return [.. rows.Select(row => new PublicNotice
        {
            Number = ReceiptNumber.Format(row.Number),
            State = row.State == "running" && today <= row.LastDay ? "running" : "ended",
            RegionCode = row.RegionCode,
            RegionName = places.TryGetValue(row.RegionCode, out var place) ? place.FullName : row.RegionCode,
            Organisation = bodies[row.OrgId].Name,
            Contact = bodies[row.OrgId].Contact,
            Names = JsonSerializer.Deserialize<IReadOnlyList<string>>(row.Names, Json.Stored)!,
            Text = row.Text,
            Channels = Channel.Read(row.Channels),
            FirstDay = row.FirstDay,
            LastDay = row.LastDay,
            PublishedAt = row.PublishedAt,
            UpdatedAt = row.UpdatedAt
        })];
    }
}
