using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Leads;

/// <summary>Where a lead belongs: who is competent for its place, where its persons are at home, whose report it is.</summary>
internal sealed class LeadContext(Call call, IMediator mediator)
{
    /// <summary>Checks the places of a body and finds who is competent and who is home.</summary>
    internal async Task<Places> Look(LeadBody body, CancellationToken ct)
    {
        var households = body.Persons.Select(person => person.HouseholdRegion).OfType<string>();
        var places = await mediator.Send(new FindPlaces([body.Place.RegionCode, .. households], body.Acted.On.From), ct);

        var unknown = body.Persons.Select((person, index) => (person.HouseholdRegion, Pointer: $"/persons/{index}/householdRegion"))
            .Prepend((body.Place.RegionCode, Pointer: "/place/regionCode"))
            .Where(place => place.Item1 is not null && !places.ContainsKey(place.Item1))
            .Select(place => new InputError(place.Pointer, ValueProblems.UnknownRegion.Code, ValueProblems.UnknownRegion.Text())).ToArray();
        if (unknown.Length > 0)
            throw new Invalid(unknown);

        var homes = households.Select(region => places[region].CareOrgId).OfType<Guid>().Distinct().Order().ToList();
        var place = places[body.Place.RegionCode];
        return new Places(place.CompetentOrgId, homes, place.FullName);
    }

    /// <summary>The organisation whose report it counts as: the caller's, or one at or below it.</summary>
    internal async Task<Guid> ReportingOrg(LeadBody body, CancellationToken ct)
    {
        var own = call.Caller.NeedOrg();
        if (body.ReportingOrgId is not { } other || other == own)
            return own;

        var found = (await mediator.Send(new FindOrganisations([other], own), ct)).GetValueOrDefault(other)
            ?? throw Invalid.At("/reportingOrgId", ValueProblems.UnknownOrganisation);
        return found.MergedInto is { } successor ? throw Invalid.At("/reportingOrgId", ValueProblems.MergedOrganisation, new { mergedInto = successor }) : other;
    }

    /// <summary>The activity of organisations is counted from the first report, so what it was counted by must stay.</summary>
    internal static void MustKeepReport(LeadRow before, LeadBody body)
    {
        var changed = new List<InputError>();
        if (body.ReportingOrgId is { } org && org != before.ReportingOrgId)
            changed.Add(new InputError("/reportingOrgId", CaseErrors.FixedAtReport.Code, CaseErrors.FixedAtReport.Text()));
        if (body.ReportedAt is { } at && at != before.ReportedAt)
            changed.Add(new InputError("/reportedAt", CaseErrors.FixedAtReport.Code, CaseErrors.FixedAtReport.Text()));
        if (changed.Count > 0)
            throw new Invalid([.. changed]);
    }

    internal sealed record Places(Guid? Competent, IReadOnlyList<Guid> Homes, string RegionName);
}
