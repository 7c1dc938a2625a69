using System.Text.Json;
using HeroApi.Cases.Leads;
using HeroApi.Kernel;
using HeroApi.Kernel.Http;

namespace HeroApi.Benchmarks;

/// <summary>Creating a lead on the bare server: one INSERT.</summary>
internal sealed class BareLeads(BareWriter writer)
{
    private static readonly string[] Columns =
    [
        "id", "version", "owner_org_id", "origin_org_id", "origin_version", "protection", "created_at", "updated_at", "state", "channel", "summary", "acted_on", "acted_from", "acted_to", "region_code",
        "address", "injured", "died", "has_injury", "beneficiaries", "reporter_anonymous", "reporter_name", "reporter_relation", "reporter_phone_masked", "reporting_org_id", "reported_at"
    ];

    private static readonly string Text = $"INSERT INTO cases_lead ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(name => "@" + name))})";

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
        (string, object?)[] values = [.. Columns.Zip(Values(row))];
        await writer.Write(db => db.Execute(Text, values));
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

    private static object?[] Values(LeadRow row) =>
    [
        row.Id, 1L, row.OwnerOrgId, row.OwnerOrgId, 1L, row.Protection, row.CreatedAt, row.UpdatedAt, row.State, row.Channel, row.Summary, row.ActedOn, row.ActedOn.From, row.ActedOn.To,
        row.RegionCode, row.Address, row.Injured, row.Died, false, row.Beneficiaries, row.ReporterAnonymous, row.ReporterName, row.ReporterRelation, row.ReporterPhoneMasked, row.ReportingOrgId, row.ReportedAt
    ];
}
