using System.Data.Common;
using System.Globalization;
using HeroApi.Cases.Leads;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Security;
using HeroApi.Kernel.Time;
using Npgsql;

namespace HeroApi.Benchmarks;

/// <summary>One connection of the bare server with its prepared statements: those that the host sends for the same requests.</summary>
internal sealed class BareReader
{
    private static readonly Caller Province = new() { KeyId = Guid.Empty, OrgId = Seed.Province, HasSubtree = true };
    private readonly DbCommand lead;
    private readonly DbCommand persons;
    private readonly DbCommand homes;
    private readonly DbCommand named;
    private readonly bool sqlite;

    private BareReader(DbConnection connection)
    {
        sqlite = connection is not NpgsqlConnection;
        lead = Prepare(connection, $"SELECT {LeadSource.Columns} FROM cases_lead l WHERE l.id = @id AND SCOPE(l)", Guid.Empty, "id", "callerOrg");
        persons = Prepare(connection,
            """
            SELECT id, lead_id, position, name, document_type, document_cipher, document_masked, phone_cipher, phone_masked, household_region
            FROM   cases_lead_person
            WHERE  lead_id IN (@id)
            """, Guid.Empty, "id");
        homes = Prepare(connection, "SELECT record_id, org_id FROM kernel_scope WHERE axis = 'home' AND record_id IN (@id) ORDER BY org_id", Guid.Empty, "id");
        named = Prepare(connection,
            """
            SELECT record_id, system, value
            FROM   kernel_external_id
            WHERE  record_id IN (@id) AND record_type = 'lead'
            ORDER  BY system, value
            """, Guid.Empty, "id");
        Set(lead, "callerOrg", Seed.Province);
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

        Set(persons, "id", id);
        Set(homes, "id", id);
        Set(named, "id", id);
        return LeadProjection.View(row, await All(persons, Person), await All(homes, reader => Id(reader, 1)),
            await All(named, reader => new ExternalId { System = reader.GetString(1), Value = reader.GetString(2) }), reveal: null);
    }

    private LeadRow Row(DbDataReader r) => new()
    {
        Id = Id(r, 0),
        Version = r.GetInt64(1),
        OwnerOrgId = Id(r, 2),
        Protection = r.GetString(3),
        CreatedAt = At(r, 4),
        UpdatedAt = At(r, 5),
        DeletedAt = r.IsDBNull(6) ? null : At(r, 6),
        State = r.GetString(7),
        Channel = r.GetString(8),
        Summary = r.GetString(9),
        ActedOn = PartialDate.Parse(r.GetString(10), CultureInfo.InvariantCulture),
        ActedTime = Text(r, 11),
        RegionCode = r.GetString(12),
        Address = Text(r, 13),
        Lon = Number(r, 14),
        Lat = Number(r, 15),
        GivenCrs = Text(r, 16),
        GivenLon = Number(r, 17),
        GivenLat = Number(r, 18),
        Injured = r.GetInt32(19),
        Died = r.GetInt32(20),
        Beneficiaries = r.GetString(21),
        ReporterAnonymous = r.GetBoolean(22),
        ReporterName = Text(r, 23),
        ReporterRelation = Text(r, 24),
        ReporterPhoneCipher = Bytes(r, 25),
        ReporterPhoneMasked = Text(r, 26),
        ReportingOrgId = Id(r, 27),
        CompetentOrgId = r.IsDBNull(28) ? null : Id(r, 28),
        ReportedAt = At(r, 29),
        DecidedAt = r.IsDBNull(30) ? null : At(r, 30),
        DecisionReason = Text(r, 31),
        DuplicateOfId = r.IsDBNull(32) ? null : Id(r, 32),
        CaseId = r.IsDBNull(33) ? null : Id(r, 33)
    };

    private PersonRow Person(DbDataReader r) => new()
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
    private DbCommand Prepare(DbConnection connection, string sql, object first, params string[] names)
    {
        var command = connection.CreateCommand();
        command.CommandText = ScopeSql.Expand(sql, Province);
        foreach (var name in names)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = Native(first);
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        return command;
    }

    private void Set(DbCommand command, string name, object value) => command.Parameters[name].Value = Native(value);

    private object Native(object value) => sqlite ? TypeHandlers.ToSqlite(value) : TypeHandlers.ToPostgres(value);

    private Guid Id(DbDataReader r, int column) => sqlite ? Guid.Parse(r.GetString(column)) : r.GetGuid(column);

    private DateTimeOffset At(DbDataReader r, int column) => sqlite
        ? DateTimeOffset.ParseExact(r.GetString(column), TypeHandlers.InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : new DateTimeOffset(r.GetDateTime(column));

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static double? Number(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetDouble(column);

    private static byte[]? Bytes(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<byte[]>(column);
}
