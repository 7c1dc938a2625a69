using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using HeroApi.Cases.Leads;
using HeroApi.Kernel;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;

namespace HeroApi.Benchmarks;

/// <summary>A bare group commit on SQLite: one writer, one INSERT for each request, one flush of the disk for all that wait.</summary>
internal sealed class BareLane
{
    private const string Columns =
        "id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, state, channel, summary, acted_on, acted_from, acted_to, region_code, "
        + "address, injured, died, has_injury, beneficiaries, reporter_anonymous, reporter_name, reporter_relation, reporter_phone_masked, reporting_org_id, reported_at";

    private readonly Channel<(LeadRow Row, TaskCompletionSource Done)> waiting = Channel.CreateUnbounded<(LeadRow, TaskCompletionSource)>();
    private readonly DbConnection connection;
    private readonly DbCommand insert;

    internal BareLane(DbConnection connection)
    {
        this.connection = connection;
        connection.Open();
        Run("PRAGMA journal_mode = WAL");
        Run("PRAGMA synchronous = FULL");
        insert = connection.CreateCommand();
        var names = Columns.Split(", ");
        insert.CommandText = $"INSERT INTO cases_lead ({Columns}) VALUES ({string.Join(", ", names.Select(name => "@" + name))})";
        foreach (var name in names)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = "@" + name;
            insert.Parameters.Add(parameter);
        }

        _ = Task.Factory.StartNew(Loop, TaskCreationOptions.LongRunning);
    }

    internal async Task<LeadView> Insert(LeadBody body)
    {
        var now = Instants.Micro(DateTimeOffset.UtcNow);
        var row = new LeadRow
        {
            Id = Guid.CreateVersion7(),
            Version = 1,
            OwnerEpoch = 1,
            OwnerOrgId = Seed.County(0),
            Protection = body.Protection ?? "none",
            CreatedAt = now,
            UpdatedAt = now,
            State = "reported",
            Channel = body.Channel,
            Summary = body.Summary,
            ActedOn = body.Acted.On,
            RegionCode = body.Place.RegionCode,
            Address = body.Place.Address,
            Injured = body.Harm.Injured,
            Died = body.Harm.Died,
            Beneficiaries = JsonSerializer.Serialize(body.Beneficiaries, Json.Stored),
            ReporterAnonymous = body.Reporter.Anonymous,
            ReporterName = body.Reporter.Name,
            ReporterRelation = body.Reporter.Relation,
            ReporterPhoneMasked = body.Reporter.Phone,
            ReportingOrgId = Seed.County(0),
            ReportedAt = now
        };
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await waiting.Writer.WriteAsync((row, done));
        await done.Task;
        return LeadProjection.View(row, body.Persons.Select((person, index) => new PersonRow
        {
            Id = row.Id,
            LeadId = row.Id,
            Position = index,
            Name = person.Name,
            DocumentType = person.Document?.Type,
            DocumentMasked = person.Document?.Number,
            PhoneMasked = person.Phone,
            HouseholdRegion = person.HouseholdRegion
        }), [], body.ExternalIds, [], reveal: null);
    }

    private void Loop()
    {
        var group = new List<TaskCompletionSource>();
        while (waiting.Reader.WaitToReadAsync().AsTask().Result)
        {
            var began = Stopwatch.GetTimestamp();
            Run("BEGIN IMMEDIATE");
            while (group.Count < 64 && Stopwatch.GetElapsedTime(began).TotalMilliseconds < 5 && waiting.Reader.TryRead(out var next))
            {
                Write(next.Row);
                group.Add(next.Done);
            }

            Run("COMMIT");
            group.ForEach(done => done.SetResult());
            group.Clear();
        }
    }

    private void Write(LeadRow row)
    {
        object?[] values =
        [
            row.Id, 1L, row.OwnerOrgId, row.OwnerOrgId, 1L, row.Protection, row.CreatedAt, row.UpdatedAt, row.State, row.Channel, row.Summary, row.ActedOn, row.ActedOn.From, row.ActedOn.To,
            row.RegionCode, row.Address, row.Injured, row.Died, false, row.Beneficiaries, row.ReporterAnonymous, row.ReporterName, row.ReporterRelation, row.ReporterPhoneMasked, row.ReportingOrgId, row.ReportedAt
        ];
        for (var i = 0; i < values.Length; i++)
            insert.Parameters[i].Value = TypeHandlers.ToSqlite(values[i]);
        insert.ExecuteNonQuery();
    }

    private void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
