using System.Text.Json;
using HeroApi.Recognition.Awards;
using HeroApi.Recognition.Bonuses;
using HeroApi.Recognition.BreakGlass;
using HeroApi.Recognition.Ceremonies;
using HeroApi.Recognition.Certificates;
using HeroApi.Recognition.Consents;
using HeroApi.Recognition.Documents;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.PlaqueRegister;

namespace HeroApi.Recognition.Dossiers;

/// <summary>
/// One kind of what is kept about a person. Every table with a column hero_id belongs to one of <see cref="All"/>, which a test holds to
/// the schema: from here the person's own data is exported, and everything about a file is listed.
/// </summary>
/// <param name="Type">What it is called.</param>
/// <param name="Tables">The tables it is kept in.</param>
internal sealed record DossierPart(string Type, params string[] Tables)
{
    /// <summary>SQL for the list of everything: id, type, at (an instant, or null), on_text (the day as well as it is known) and what, of the file @hero; null for what other lines tell of.</summary>
    internal string? Lines { get; init; }

    /// <summary>Where it is shown: {0} is the file's id, {1} its own.</summary>
    internal string Href { get; init; } = "/api/v1/heroes/{0}";

    /// <summary>All of it, in clear; null for what the view of the file shows in full.</summary>
    internal Func<DossierReader, Guid, CancellationToken, Task<IReadOnlyList<object>>>? Read { get; init; }

    internal static readonly IReadOnlyList<DossierPart> All =
    [
        new("deed", "recognition_deed")
        {
            Lines = "SELECT d.id, 'deed' AS type, CAST(NULL AS timestamptz) AS at, d.acted_on AS on_text, COALESCE(d.category, d.state) AS what FROM recognition_deed d WHERE d.hero_id = @hero"
        },
        new("former_number", "recognition_former_number"),
        new("family", "recognition_family"),
        new("injury", "recognition_injury"),
        new("post", "recognition_post"),
        new("document", "recognition_document")
        {
            Lines =
                """
                SELECT p.id, 'document' AS type, CAST(NULL AS timestamptz) AS at, COALESCE(p.on_date, '') AS on_text, p.title AS what
                FROM   recognition_document p
                WHERE  p.hero_id = @hero AND p.removed_at IS NULL
                """,
            Href = "/api/v1/heroes/{0}/documents/{1}",
            Read = (reader, hero, ct) => reader.Rows<HeroDocumentRow>(HeroDocumentRow.Columns, "recognition_document p", hero, row => row, ct)
        },
        new("plaque", "recognition_plaque_hero")
        {
            Lines =
                """
                SELECT q.id, 'plaque' AS type, CAST(NULL AS timestamptz) AS at, CAST(COALESCE(q.hung_on, q.since) AS text) AS on_text, q.state AS what
                FROM   recognition_plaque q
                WHERE  q.id IN (SELECT s.plaque_id FROM recognition_plaque_hero s WHERE s.hero_id = @hero)
                """,
            Href = "/api/v1/heroes/{0}/plaques",
            Read = async (reader, hero, ct) => (await reader.Ask(new GetHeroPlaques.Query(hero), ct)).Plaques
        },
        new("certificate", "recognition_certificate")
        {
            Lines = "SELECT k.id, 'certificate' AS type, CAST(NULL AS timestamptz) AS at, CAST(k.issued_on AS text) AS on_text, k.kind AS what FROM recognition_certificate k WHERE k.hero_id = @hero",
            Href = "/api/v1/heroes/{0}/certificates",
            Read = (reader, hero, ct) => reader.Rows<CertificateRow>(CertificateRow.Columns, "recognition_certificate", hero, row => row.View, ct)
        },
        new("ceremony", "recognition_ceremony_hero")
        {
            Lines =
                """
                SELECT c.id, 'ceremony' AS type, CAST(NULL AS timestamptz) AS at, CAST(c.held_on AS text) AS on_text, c.title AS what
                FROM   recognition_ceremony c
                WHERE  SCOPE(c) AND c.deleted_at IS NULL AND c.id IN (SELECT m.ceremony_id FROM recognition_ceremony_hero m WHERE m.hero_id = @hero)
                """,
            Href = "/api/v1/ceremonies/{1}",
            Read = (reader, hero, ct) => reader.Rows<HonouredAt>(HonouredAt.Columns,
                "recognition_ceremony_hero m JOIN recognition_ceremony c ON c.id = m.ceremony_id AND c.deleted_at IS NULL AND SCOPE(c)", hero, row => row, ct, order: "c.held_on, c.id")
        },
        new("honour", "recognition_recipient")
        {
            Lines =
                """
                SELECT DISTINCT a.id, 'honour' AS type, CAST(NULL AS timestamptz) AS at, a.granted_on AS on_text, a.title AS what
                FROM   recognition_recipient r
                JOIN   recognition_award a ON a.id = r.award_id
                WHERE  SCOPE(a) AND r.hero_id = @hero
                """,
            Href = "/api/v1/awards/{1}",
            Read = (reader, hero, ct) => reader.Rows<HonourView>("a.id AS award_id, a.title, a.level, a.granted_on, a.group_name, r.state",
                "recognition_recipient r JOIN recognition_award a ON a.id = r.award_id AND SCOPE(a)", hero, row => row, ct, order: "a.granted_from, a.id")
        },
        new("nomination", "recognition_nominee")
        {
            Read = (reader, hero, ct) => reader.Rows<Nominated>("n.id AS nomination_id, n.title, n.level, n.grounds, n.state",
                "recognition_nominee e JOIN recognition_nomination n ON n.id = e.nomination_id AND SCOPE(n)", hero, row => row, ct, order: "n.id")
        },
        new("contact", "recognition_contact_attempt")
        {
            Lines = "SELECT a.id, 'contact' AS type, CAST(NULL AS timestamptz) AS at, CAST(a.on_date AS text) AS on_text, a.result AS what FROM recognition_contact_attempt a WHERE a.hero_id = @hero",
            Read = (reader, hero, ct) => reader.Rows<ContactAttempt>(ContactAttempt.Columns, "recognition_contact_attempt", hero, row => row, ct)
        },
        new("turn", "recognition_contact_turn")
        {
            Read = (reader, hero, ct) => reader.Rows<ContactTurn>("on_date, state_from, state_to", "recognition_contact_turn", hero, row => row, ct, order: "number")
        },
        new("verification", "recognition_verification_item")
        {
            Read = (reader, hero, ct) => reader.Rows<Verified>(Verified.Columns, "recognition_verification_item", hero, row => row, ct, order: "round_id, id")
        },
        new("bonus", "recognition_bonus")
        {
            Lines = "SELECT b.id, 'bonus' AS type, CAST(NULL AS timestamptz) AS at, CAST(b.decided_on AS text) AS on_text, b.state AS what FROM recognition_bonus b WHERE b.hero_id = @hero AND SCOPE(b)",
            Href = "/api/v1/bonuses/{1}",
            Read = (reader, hero, ct) => reader.Rows<BonusRow>(BonusRow.Columns, "(SELECT * FROM recognition_bonus b WHERE SCOPE(b)) AS b", hero, row => row.View, ct)
        },
        new("consent", "recognition_consent")
        {
            Lines = "SELECT c.id, 'consent' AS type, CAST(NULL AS timestamptz) AS at, CAST(c.given_on AS text) AS on_text, c.purpose AS what FROM recognition_consent c WHERE c.hero_id = @hero",
            Href = "/api/v1/heroes/{0}/consents",
            Read = (reader, hero, ct) => reader.Rows<ConsentRow>(ConsentRow.Columns, "recognition_consent c", hero, row => row, ct)
        },
        new("break_glass", "recognition_break_glass")
        {
            Read = (reader, hero, ct) => reader.Rows<BreakGlassRow>(BreakGlassRow.Columns, "recognition_break_glass b", hero, row => row.View, ct)
        },
        new("paper", "recognition_file")
        {
            Read = (reader, hero, ct) => reader.Rows<PaperRow>("part_id, file_id", "recognition_file", hero, row => row, ct, order: "part_id, file_id")
        },
        new("history", "recognition_history")
        {
            Lines = "SELECT y.id, 'history' AS type, y.at, substr(CAST(y.at AS text), 1, 19) AS on_text, y.what FROM recognition_history y WHERE y.hero_id = @hero",
            Href = "/api/v1/heroes/{0}/history",
            Read = (reader, hero, ct) => reader.Rows<GetHeroHistory.Item>(GetHeroHistory.Columns, "recognition_history y", hero, row => row, ct)
        }
    ];

    /// <summary>Tables that only lead to a file and hold nothing of the person that the file itself does not show: keyed prints of its document, and that another file is of somebody else.</summary>
    internal static readonly IReadOnlySet<string> Signposts = new HashSet<string> { "recognition_person", "recognition_imported", "recognition_distinct" };
    /// <summary>Tables that only lead to a file and hold nothing of the person that the file itself does not show: keyed prints of its document.</summary>

    internal static readonly IReadOnlyList<string> Listed = [.. All.Where(part => part.Lines is not null).Select(part => part.Type)];
}

/// <summary>Reads what is kept about one person.</summary>
internal sealed class DossierReader(Db db, IMediator mediator)
{
    /// <summary>What another slice shows of it.</summary>
    internal Task<T> Ask<T>(IQuery<T> query, CancellationToken ct) => mediator.Send(query, ct);

    internal async Task<IReadOnlyList<object>> Rows<TRow>(string columns, string from, Guid hero, Func<TRow, object> shown, CancellationToken ct, string order = "id") where TRow : class =>
        [.. (await db.Query<TRow>($"SELECT {columns} FROM {from} WHERE hero_id = @hero ORDER BY {order}", new { hero }, ct)).Select(shown)];

    /// <summary>Everything about a file, part by part.</summary>
    internal async Task<IReadOnlyList<DossierContent>> Everything(Guid hero, CancellationToken ct)
    {
        var contents = new List<DossierContent>();
        foreach (var part in DossierPart.All)
            if (part.Read is { } read)
                contents.Add(new DossierContent { Type = part.Type, Items = [.. (await read(this, hero, ct)).Select(item => JsonSerializer.SerializeToElement(item, item.GetType(), Json.Web))] });
        return contents;
    }
}

/// <summary>All of one kind that is kept about a person.</summary>
internal sealed record DossierContent
{
    /// <summary>contact, consent, history, and so on.</summary>
    public required string Type { get; init; }

    /// <summary>As the system keeps them; their members are those of the kind.</summary>
    public required IReadOnlyList<JsonElement> Items { get; init; }

    internal static DossierContent Example => new() { Type = "history", Items = [JsonSerializer.SerializeToElement(GetHeroHistory.Item.Example, Json.Web)] };
}

/// <summary>An attempt to reach the person, as the dossier tells of it.</summary>
internal sealed record ContactAttempt
{
    internal const string Columns = "id, on_date, channel, result, state_said, by_whom, reason, note, taken_at";

    public required Guid Id { get; init; }
    public required DateOnly OnDate { get; init; }
    public required string Channel { get; init; }
    public required string Result { get; init; }
    public string? StateSaid { get; init; }
    public string? ByWhom { get; init; }
    public string? Reason { get; init; }
    public string? Note { get; init; }
    public required DateTimeOffset TakenAt { get; init; }
}

/// <summary>A day on which the state of contact became another one, as an export tells it.</summary>
internal sealed record ContactTurn
{
    public required DateOnly OnDate { get; init; }
    public string? StateFrom { get; init; }
    public required string StateTo { get; init; }
}

/// <summary>What a round of verification found, as an export tells it.</summary>
internal sealed record Verified
{
    internal const string Columns = "round_id, state, done_on, outcome, changes, by_whom, attempt_id";

    public required Guid RoundId { get; init; }
    public required string State { get; init; }
    public DateOnly? DoneOn { get; init; }
    public string? Outcome { get; init; }
    public string? Changes { get; init; }
    public string? ByWhom { get; init; }
    public Guid? AttemptId { get; init; }
}

/// <summary>A title that the person was nominated for, as an export tells it.</summary>
internal sealed record Nominated
{
    public required Guid NominationId { get; init; }
    public required string Title { get; init; }
    public required string Level { get; init; }
    public required string Grounds { get; init; }
    public required string State { get; init; }
}
