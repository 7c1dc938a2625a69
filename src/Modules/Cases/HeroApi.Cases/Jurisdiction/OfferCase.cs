using System.Globalization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Jurisdiction;

/// <summary>Lets cases be offered to other organisations until there is an opinion. Who takes one over goes on with its procedure; its limits run on.</summary>
internal sealed class OfferCase(Db db, CaseDesk desk) : IOffered
{
    public RecordTable Table => CaseSource.Cases;

    public string Decides => CaseScopes.CasesDecide;

    public async Task<Visibility> Give(Guid id, long? version, CancellationToken ct)
    {
        var file = await desk.Take(JurisdictionActions.Offer, id, version, ct);
        return new Visibility(file.Case.OwnerOrgId, [], file.Case.Protection);
    }

    public async Task<OfferedRecord?> Take(Guid id, CancellationToken ct)
    {
        var known = await db.SingleOrDefault<CaseRow>(
            $"""
            SELECT {CaseSource.Columns}
            FROM   cases_case c
            WHERE  c.id = @id AND c.deleted_at IS NULL AND UNSCOPED('to whom a case is offered decides on facts that name nobody')
            """, new { id }, ct);
        if (known is null)
            return null;
        if (!JurisdictionActions.Offer.In.Contains(known.State))
            throw new Refusal(CaseErrors.CaseTransition, new { action = JurisdictionActions.Offer.Name, state = known.State });

        var decideBy = (await db.Query<DeadlineRow>($"SELECT {Deadlines.Columns} FROM cases_deadline WHERE case_id = @id AND rule = @DecideWithin ORDER BY id",
            new { id, RuleKeys.DecideWithin }, ct)).LastOrDefault()?.DueOn;
        return new OfferedRecord
        {
            Type = CaseSource.Name,
            Id = id,
            Version = known.Version,
            Facts = new Dictionary<string, string?>
            {
                ["state"] = known.State,
                ["category"] = known.Category,
                ["regionCode"] = known.RegionCode,
                ["actedOn"] = known.ActedOn.ToString(),
                ["receivedOn"] = known.ReceivedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["decideBy"] = decideBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["actors"] = known.Actors.ToString(CultureInfo.InvariantCulture),
                ["hasInjury"] = known.HasInjury ? "true" : "false"
            }.Where(fact => fact.Value is not null).ToDictionary(fact => fact.Key, fact => fact.Value!)
        };
    }
}
