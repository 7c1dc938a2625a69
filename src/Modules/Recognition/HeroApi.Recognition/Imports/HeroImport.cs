using Dapper;
using HeroApi.Organisations.Contracts;
using HeroApi.Recognition.Contact;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Imports;

/// <summary>
/// Opens files for the rows of an old register, many at once: what would refuse a row is looked up for all of them before anything is
/// written, and what another writer takes meanwhile is let go. A file that is there stays as it is.
/// </summary>
internal sealed class HeroImport(
    Db db, IMediator mediator, HeroCells cells, HeroWriter writer, ContactBook contact, ExternalIds externalIds, Changes changes, Outbox outbox, Protector protector, TimeProvider clock) : IImport
{
    public string Type => HeroSource.Name;

    public string Scope => RecognitionScopes.HeroesWrite;

    public IReadOnlyList<ImportColumn> Columns => HeroCells.Columns;

    public async Task<IReadOnlyList<ImportOutcome>> Take(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, Importer by, CancellationToken ct)
    {
        var all = rows.Select(row => Read(row, by)).ToList();
        await LookUp(all, by, ct);
        var open = all.Where(row => row.Outcome is null).ToList();
        if (open.Count > 0 && !by.ValidateOnly)
            await Open(open, by, ct);
        return [.. all.Select(row => row.Outcome ?? new ImportOutcome("created"))];
    }

    private Row Read(IReadOnlyDictionary<string, string> row, Importer by)
    {
        var (body, errors) = cells.Read(row, by.System);
        return new Row(Guid.CreateVersion7(clock.GetUtcNow()), body, protector.Print("import.hero", HeroCells.Said(body)), writer.Print(body.Document))
        {
            Outcome = errors.Count == 0 ? null : new ImportOutcome("error", [.. errors])
        };
    }

    private async Task LookUp(List<Row> rows, Importer by, CancellationToken ct)
    {
        await Places(Left(), ct);
        foreach (var row in Left().Where(row => row.Body.ExternalIds.Count > 0))
            if (await externalIds.Find(HeroSource.Name, by.System!, row.Body.ExternalIds[0].Value, ct) is not null)
                row.Outcome = new ImportOutcome("unchanged");

        await Those(Left(), row => row.Said, "unchanged", (prints, parameters) => db.Query<byte[]>(
            $"SELECT print FROM recognition_imported WHERE org_id = @OrgId AND print IN {prints}", With(parameters, by), ct));
        await Those(Left().Where(row => row.Person is not null), row => row.Person!, "known", (prints, parameters) => db.Query<byte[]>(
            $"SELECT print FROM recognition_person WHERE print IN {prints}", parameters, ct));
        await Numbers(Left().Where(row => row.Body.FileNumber is not null).ToList(), by, ct);

        List<Row> Left() => [.. rows.Where(row => row.Outcome is null)];
    }

    /// <summary>Rows whose key is taken, or that an earlier row of these has, are what the result says.</summary>
    private static async Task Those(IEnumerable<Row> rows, Func<Row, byte[]> key, string result, Func<string, DynamicParameters, Task<IReadOnlyList<byte[]>>> taken)
    {
        var asked = rows.Select(row => (Row: row, Key: Convert.ToHexString(key(row)))).ToList();
        if (asked.Count == 0)
            return;

        var parameters = new DynamicParameters();
        var found = (await taken(parameters.In("print", [.. asked.Select(row => key(row.Row))]), parameters)).Select(Convert.ToHexString).ToHashSet();
        foreach (var (row, print) in asked)
            if (!found.Add(print))
                row.Outcome = new ImportOutcome(result);
    }

    /// <summary>Who stands under the number already is the same person when he has the same name.</summary>
    private async Task Numbers(List<Row> rows, Importer by, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;

        var parameters = With(new DynamicParameters(), by);
        var taken = (await db.Query<Numbered>(
            $"""
            SELECT h.file_number, h.name, h.deleted_at
            FROM   recognition_hero h
            WHERE  UNSCOPED('a number is taken, whoever sees its file') AND h.owner_org_id = @OrgId AND h.file_number IN {parameters.In("number", [.. rows.Select(row => row.Body.FileNumber)])}
            """, parameters, ct)).ToDictionary(known => known.FileNumber);
        foreach (var row in rows)
            if (taken.TryGetValue(row.Body.FileNumber!, out var known))
                row.Outcome = known.DeletedAt is null && known.Name == row.Body.Name
                    ? new ImportOutcome("known")
                    : new ImportOutcome("error", ("fileNumber", RecognitionErrors.FileNumberTaken.Code));
            else
                taken.Add(row.Body.FileNumber!, new Numbered { FileNumber = row.Body.FileNumber!, Name = row.Body.Name });
    }

    private async Task Places(List<Row> rows, CancellationToken ct)
    {
        var places = await mediator.Send(new FindPlaces([.. rows.SelectMany(row => new[] { row.Body.HouseholdRegion, row.Body.LivingRegion }).OfType<string>().Distinct()], clock.Today()), ct);
        foreach (var row in rows)
        {
            row.Places = places;
            (string? Region, string Member)[] asked = [(row.Body.HouseholdRegion, "householdRegion"), (row.Body.LivingRegion, "livingRegion")];
            if (asked.Where(one => one.Region is not null && !places.ContainsKey(one.Region)).ToList() is { Count: > 0 } unknown)
                row.Outcome = new ImportOutcome("error", [.. unknown.Select(one => (one.Member, ValueProblems.UnknownRegion.Code))]);
        }
    }

    private async Task Open(List<Row> rows, Importer by, CancellationToken ct)
    {
        await Claim("recognition_person (print, hero_id, id)", rows.Where(row => row.Person is not null), row => row.Person!, "known", by, ct);
        await Claim("recognition_imported (print, hero_id, id, org_id)", rows, row => row.Said, "unchanged", by, ct);
        foreach (var row in Left().Where(row => row.Body.ExternalIds.Count > 0))
            if (!await externalIds.Claim(HeroSource.Name, row.Id, row.Body.ExternalIds[0], ct))
                row.Outcome = new ImportOutcome("unchanged");

        var now = Instants.Micro(clock.GetUtcNow());
        var numbers = new Queue<string>(await writer.NextNumbers(by.OrgId, Left().Count(row => row.Body.FileNumber is null), ct));
        foreach (var row in Left())
            row.Hero = writer.New(row.Id, row.Body, by.OrgId, row.Body.FileNumber ?? numbers.Dequeue(), "legacy", "reachable", now);
        await Insert(Left(), by, ct);
        await LetGo(rows.Where(row => row.Outcome is not null), ct);
        await Tell(Left(), by, now, ct);

        List<Row> Left() => [.. rows.Where(row => row.Outcome is null)];
    }

    /// <summary>Of two writers of one key the second waits for the first, and its row is what the result says. In one order always, so that two do not wait for each other.</summary>
    private async Task Claim(string table, IEnumerable<Row> rows, Func<Row, byte[]> key, string result, Importer by, CancellationToken ct)
    {
        var sorted = rows.Where(row => row.Outcome is null).OrderBy(row => Convert.ToHexString(key(row)), StringComparer.Ordinal).ToList();
        if (sorted.Count == 0)
            return;

        var parameters = With(new DynamicParameters(), by);
        var values = sorted.Select((row, index) =>
        {
            parameters.Add($"print{index}", key(row));
            parameters.Add($"hero{index}", row.Id);
            // Such a row has an id, by which a merger of files knows it again; that of its first file serves.
            return $"(@print{index}, @hero{index}, @hero{index}{(table.EndsWith("org_id)", StringComparison.Ordinal) ? ", @OrgId" : "")})";
        });
        var won = (await db.Query<Guid>($"INSERT INTO {table} VALUES {string.Join(", ", values)} ON CONFLICT DO NOTHING RETURNING hero_id", parameters, ct)).ToHashSet();
        foreach (var row in sorted.Where(row => !won.Contains(row.Id)))
            row.Outcome = new ImportOutcome(result);
    }

    private async Task Insert(List<Row> rows, Importer by, CancellationToken ct)
    {
        if (await writer.Insert(rows.Select(row => row.Hero), ct) == rows.Count)
            return;

        // Somebody has given one of the numbers by hand, just now or before we came to it.
        var parameters = new DynamicParameters();
        var there = (await db.Query<Guid>(
            $"SELECT h.id FROM recognition_hero h WHERE UNSCOPED('which of our own rows went in') AND h.id IN {parameters.In("id", [.. rows.Select(row => row.Id)])}", parameters, ct)).ToHashSet();
        foreach (var row in rows.Where(row => !there.Contains(row.Id)))
            if (row.Body.FileNumber is not null)
                row.Outcome = new ImportOutcome("error", ("fileNumber", RecognitionErrors.FileNumberTaken.Code));
            else
                do
                    row.Hero = row.Hero! with { FileNumber = (await writer.NextNumbers(by.OrgId, 1, ct))[0] };
                while (await writer.Insert(row.Hero, ct) == 0);
    }

    /// <summary>Gives back what a row had claimed before it lost something else.</summary>
    private async Task LetGo(IEnumerable<Row> lost, CancellationToken ct)
    {
        foreach (var row in lost)
        {
            await db.Execute("DELETE FROM recognition_person WHERE hero_id = @Id", new { row.Id }, ct);
            await db.Execute("DELETE FROM recognition_imported WHERE hero_id = @Id", new { row.Id }, ct);
            foreach (var external in row.Body.ExternalIds.Where(_ => row.Hero is not null))
                await externalIds.Remove(HeroSource.Name, external, ct);
        }
    }

    private async Task Tell(List<Row> rows, Importer by, DateTimeOffset now, CancellationToken ct)
    {
        await db.ExecuteAll([.. rows.Select(row => new Statement(
            "INSERT INTO recognition_history (id, hero_id, at, what, org_id, principal) VALUES (@id, @hero, @at, 'opened', @org, @principal)",
            [new("id", Guid.CreateVersion7(now)), new("hero", row.Id), new("at", now), new("org", by.OrgId), new("principal", by.Principal)]))], ct);
        await contact.Write(rows.Select(row => (row.Id, HeroWriter.FirstTurns(row.Hero!))), ct);
        foreach (var row in rows)
        {
            changes.Created(HeroSource.Name, row.Id, 1, new Visibility(by.OrgId, [], row.Hero!.Protection));
            changes.Found(HeroSource.Name, HeroSource.Searched(HeroSource.View(row.Hero, reveal: null), region => row.Places.GetValueOrDefault(region)?.FullName));
            outbox.Add(new HeroFileOpened(row.Id, by.OrgId), row.Id);
        }
    }

    private static DynamicParameters With(DynamicParameters parameters, Importer by)
    {
        parameters.Add("OrgId", by.OrgId);
        return parameters;
    }

    /// <param name="Id">Of the file that it will make.</param>
    /// <param name="Said">A keyed print of all that the row says: the same row again says the same, in whatever order of columns and format.</param>
    /// <param name="Person">A keyed print of the document's number.</param>
    private sealed record Row(Guid Id, HeroBody Body, byte[] Said, byte[]? Person)
    {
        internal ImportOutcome? Outcome { get; set; }
        internal HeroRow? Hero { get; set; }
        internal IReadOnlyDictionary<string, Place> Places { get; set; } = new Dictionary<string, Place>();
    }

    private sealed record Numbered
    {
        public required string FileNumber { get; init; }
        public required string Name { get; init; }
        public DateTimeOffset? DeletedAt { get; init; }
    }
}
