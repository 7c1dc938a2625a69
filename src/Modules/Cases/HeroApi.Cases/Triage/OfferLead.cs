using System.Globalization;

namespace HeroApi.Cases.Triage;

/// <summary>Lets leads be offered to other organisations for as long as they wait for triage: what was decided stays with who decided it, and so does its case.</summary>
internal sealed class OfferLead(Db db, LeadSource source) : IOffered
{
    public RecordTable Table => LeadSource.Leads;

    public string Decides => CaseScopes.LeadsTriage;

    public async Task<Visibility> Give(Guid id, long? version, CancellationToken ct)
    {
        await source.Hold([id], ct);
        var lead = await source.FindFor(LeadRules.Offer, id, version, ct);
        return new Visibility(lead.OwnerOrgId, [], lead.Protection);
    }

    public async Task<OfferedRecord?> Take(Guid id, CancellationToken ct)
    {
        var lead = await db.SingleOrDefault<LeadRow>(
            $"""
            SELECT {LeadSource.Columns}
            FROM   cases_lead l
            WHERE  l.id = @id AND l.deleted_at IS NULL AND UNSCOPED('to whom a lead is offered decides on facts that name nobody')
            """, new { id }, ct);
        if (lead is null)
            return null;

        LeadRules.MustAllow(lead, LeadRules.Offer);
        var persons = await db.Single<long>("SELECT COUNT(*) FROM cases_lead_person WHERE lead_id = @id", new { id }, ct);
        return new OfferedRecord
        {
            Type = LeadSource.Name,
            Id = id,
            Version = lead.Version,
            Facts = new Dictionary<string, string>
            {
                ["state"] = lead.State,
                ["channel"] = lead.Channel,
                ["regionCode"] = lead.RegionCode,
                ["actedOn"] = lead.ActedOn.ToString(),
                ["reportedAt"] = Instants.Format(lead.ReportedAt),
                ["persons"] = persons.ToString(CultureInfo.InvariantCulture),
                ["injured"] = lead.Injured.ToString(CultureInfo.InvariantCulture),
                ["died"] = lead.Died.ToString(CultureInfo.InvariantCulture)
            }
        };
    }
}
