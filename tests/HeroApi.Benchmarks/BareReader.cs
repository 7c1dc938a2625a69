using System.Data.Common;
using System.Globalization;
using HeroApi.Cases.Leads;
using HeroApi.China;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Security;
using static HeroApi.Benchmarks.BareValues;

namespace HeroApi.Benchmarks;

/// <summary>One connection of the bare server with its prepared statements: those that the host sends for the same requests.</summary>
internal sealed class BareReader
{
    internal const int PageSize = 50;
    internal const int FeedPageSize = 1000;
    private const int Chunk = 500;

    private static readonly Caller Province = new() { KeyId = Guid.Empty, OrgId = Seed.Province, HasSubtree = true };
    private readonly DbCommand lead;
    private readonly DbCommand list;
    private readonly (DbCommand Persons, DbCommand Homes, DbCommand Named) details;
    private readonly (DbCommand Persons, DbCommand Homes, DbCommand Named) listed;
    private readonly DbCommand changes;
    private readonly DbCommand leads;
    private readonly (DbCommand Persons, DbCommand Homes, DbCommand Named) fed;

    private BareReader(DbConnection connection)
    {
        lead = Prepare(connection, $"SELECT {LeadSource.Columns} FROM cases_lead l WHERE l.id = @id AND SCOPE(l)", ("id", Guid.Empty), ("callerOrg", Seed.Province));
        list = Prepare(connection,
            $"""
            SELECT {LeadSource.Columns}, l.reported_at AS sort_key
            FROM cases_lead l WHERE SCOPE(l) AND l.deleted_at IS NULL
            AND l.state = @state
            AND l.channel = @channel
            AND l.reported_at >= @since
            AND EXISTS (SELECT 1 FROM kernel_org_tree ft WHERE ft.org_id = l.owner_org_id AND ft.ancestor_id = @org)
            ORDER BY l.reported_at DESC, l.id DESC
            LIMIT @take
            """, ("callerOrg", Seed.Province), ("state", ""), ("channel", ""), ("since", DateTimeOffset.UnixEpoch), ("org", Guid.Empty), ("take", PageSize + 1));
        details = Details(connection, 1);
        listed = Details(connection, PageSize);
        changes = Prepare(connection,
            """
            SELECT pos, record_id, version
            FROM   kernel_feed
            WHERE  pos > @after
            ORDER  BY pos
            LIMIT  @take
            """, ("after", 0L), ("take", FeedPageSize));
        leads = Prepare(connection,
            $"""
            SELECT {LeadSource.Columns}
            FROM   cases_lead l
            WHERE  SCOPE(l) AND l.deleted_at IS NULL AND l.id IN ({string.Join(", ", Enumerable.Range(0, Chunk).Select(i => $"@id{i}"))})
            """, [("callerOrg", Seed.Province), .. Enumerable.Range(0, Chunk).Select(i => ($"id{i}", (object)Guid.Empty))]);
        fed = Details(connection, Chunk);
    }

    internal static async Task<BareReader> Open(DbConnection connection)
    {
        await connection.OpenAsync();
        return new BareReader(connection);
    }

    internal async Task<LeadView?> Lead(Guid id)
    {
        Set(lead, "id", id);
        if (await First(lead, Row) is not { } row)
            return null;

        return (await Views(details, [row]))[0];
    }

    /// <summary>A whole page; the requests of the measurement always fill it.</summary>
    internal async Task<Page<LeadView>> List(string state, string channel, DateTimeOffset since, Guid org)
    {
        Set(list, "state", state);
        Set(list, "channel", channel);
        Set(list, "since", since);
        Set(list, "org", org);
        var rows = await All(list, Row);
        return new Page<LeadView> { Items = await Views(listed, rows[..PageSize]) };
    }

    /// <summary>A whole page of the feed; the requests of the measurement always fill it.</summary>
    internal async Task<FeedPage> Feed(long after)
    {
        Set(changes, "after", after);
        var rows = await All(changes, reader => (Pos: reader.GetInt64(0), Id: Id(reader, 1), Version: reader.GetInt64(2)));
        var found = new Dictionary<Guid, LeadView>(rows.Count);
        foreach (var chunk in rows.Chunk(Chunk))
        {
            for (var i = 0; i < chunk.Length; i++)
                Set(leads, $"id{i}", chunk[i].Id);
            foreach (var lead in await Views(fed, await All(leads, Row)))
                found[lead.Id] = lead;
        }

        return new FeedPage
        {
            Items = [.. rows.Select(row => new FeedItem { Pos = row.Pos, Type = LeadSource.Name, Id = row.Id, Version = row.Version, Op = "upsert", Body = found[row.Id], TxEnd = true })],
            Token = "",
            Pos = rows[^1].Pos,
            UpToDate = false,
            LagSeconds = 0,
            ServerTime = DateTimeOffset.UtcNow
        };
    }

    private static async Task<List<LeadView>> Views((DbCommand Persons, DbCommand Homes, DbCommand Named) of, List<LeadRow> rows)
    {
        for (var i = 0; i < rows.Count; i++)
            foreach (var command in (DbCommand[])[of.Persons, of.Homes, of.Named])
                Set(command, $"id{i}", rows[i].Id);

        var persons = (await All(of.Persons, Person)).ToLookup(person => person.LeadId);
        var homes = (await All(of.Homes, reader => (Lead: Id(reader, 0), Org: Id(reader, 1)))).ToLookup(home => home.Lead, home => home.Org);
        var named = (await All(of.Named, reader => (Lead: Id(reader, 0), External: new ExternalId { System = reader.GetString(1), Value = reader.GetString(2) })))
            .ToLookup(row => row.Lead, row => row.External);
        return [.. rows.Select(row => LeadProjection.View(row, persons[row.Id], [.. homes[row.Id]], [.. named[row.Id]], [], reveal: null))];
    }

    private static (DbCommand Persons, DbCommand Homes, DbCommand Named) Details(DbConnection connection, int rows)
    {
        var ids = Enumerable.Range(0, rows).Select(i => ($"id{i}", (object)Guid.Empty)).ToArray();
        var names = string.Join(", ", ids.Select(id => "@" + id.Item1));
        return (
            Prepare(connection,
                $"""
                SELECT id, lead_id, position, name, document_type, document_cipher, document_masked, phone_cipher, phone_masked, household_region
                FROM   cases_lead_person
                WHERE  lead_id IN ({names})
                """, ids),
            Prepare(connection, $"SELECT record_id, org_id FROM kernel_scope WHERE axis = 'home' AND record_id IN ({names}) ORDER BY org_id", ids),
            Prepare(connection,
                $"""
                SELECT record_id, system, value
                FROM   kernel_external_id
                WHERE  record_id IN ({names}) AND record_type = 'lead'
                ORDER  BY system, value
                """, ids));
    }

    private static LeadRow Row(DbDataReader r) => new()
    {
        Id = Id(r, 0),
        Version = r.GetInt64(1),
        OwnerOrgId = Id(r, 2),
        Protection = r.GetString(3),
        CreatedAt = At(r, 4),
        UpdatedAt = At(r, 5),
        DeletedAt = r.IsDBNull(6) ? null : At(r, 6),
        DeletedReason = Text(r, 7),
        State = r.GetString(8),
        Channel = r.GetString(9),
        Summary = r.GetString(10),
        ActedOn = PartialDate.Parse(r.GetString(11), CultureInfo.InvariantCulture),
        ActedTime = Text(r, 12),
        RegionCode = r.GetString(13),
        Address = Text(r, 14),
        Lon = Number(r, 15),
        Lat = Number(r, 16),
        GivenCrs = Text(r, 17),
        GivenLon = Number(r, 18),
        GivenLat = Number(r, 19),
        Injured = r.GetInt32(20),
        Died = r.GetInt32(21),
        Beneficiaries = r.GetString(22),
        ReporterAnonymous = r.GetBoolean(23),
        ReporterName = Text(r, 24),
        ReporterRelation = Text(r, 25),
        ReporterPhoneCipher = Bytes(r, 26),
        ReporterPhoneMasked = Text(r, 27),
        ReportingOrgId = Id(r, 28),
        CompetentOrgId = r.IsDBNull(29) ? null : Id(r, 29),
        ReportedAt = At(r, 30),
        DecidedAt = r.IsDBNull(31) ? null : At(r, 31),
        DecisionReason = Text(r, 32),
        DecisionKind = Text(r, 33),
        ReceiptNumber = r.IsDBNull(34) ? null : r.GetInt64(34),
        DuplicateOfId = r.IsDBNull(35) ? null : Id(r, 35),
        OwnerEpoch = r.GetInt64(36),
        CaseId = r.IsDBNull(37) ? null : Id(r, 37)
    };

    private static PersonRow Person(DbDataReader r) => new()
    {
        Id = Id(r, 0),
        LeadId = Id(r, 1),
        Position = r.GetInt32(2),
        Name = r.GetString(3),
        DocumentType = Text(r, 4),
        DocumentCipher = Bytes(r, 5),
        DocumentMasked = Text(r, 6),
        PhoneCipher = Bytes(r, 7),
        PhoneMasked = Text(r, 8),
        HouseholdRegion = Text(r, 9)
    };

    private static async Task<T?> First<T>(DbCommand command, Func<DbDataReader, T> read) where T : class
    {
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? read(reader) : null;
    }

    private static async Task<List<T>> All<T>(DbCommand command, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>Parameters take the type of the values they are first given.</summary>
    private static DbCommand Prepare(DbConnection connection, string sql, params (string Name, object First)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = ScopeSql.Expand(sql, Province);
        foreach (var (name, first) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = BareValues.Native(command, first);
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        return command;
    }

    private static void Set(DbCommand command, string name, object value) => command.Parameters[name].Value = BareValues.Native(command, value);
}
