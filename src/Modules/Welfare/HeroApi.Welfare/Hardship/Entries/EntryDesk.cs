using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.Hardship.Entries;

/// <summary>Reads households that are to be surveyed, and takes one out for a step.</summary>
internal sealed class EntryDesk(Db db, Persons persons, ListGate gate, Records records)
{
    /// <summary>The visible one, or null.</summary>
    internal Task<EntryView?> Seek(Guid id, CancellationToken ct) => db.SingleOrDefault<EntryView>($"SELECT {EntryView.Columns} {EntryView.Visible} AND x.id = @id", new { id }, ct);

    /// <summary>One that is due or in which nobody could be asked, in an open survey and of a person whom the caller cares for; its list and its person are held for the rest of the command.</summary>
    internal async Task<(EntryView Entry, EntitlementRow Person)> Take(Guid id, CancellationToken ct)
    {
        var seen = await Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        await records.MustOwn(seen.OwnerOrgId, ct);
        await gate.Over([seen.OwnerOrgId], ct);
        var person = await persons.Of(seen.HeroId, ct);
        var entry = await Seek(id, ct) ?? throw new Refusal(Problems.NotFound);
        if (entry.State is not ("due" or "refused" or "not_found"))
            throw new Refusal(entry.State == "missed" ? HardshipErrors.SurveyClosed : HardshipErrors.EntryNotOpen) { Current = new { entry.State } };
        return await db.Single<bool>("SELECT s.state = 'open' FROM welfare_hardship_survey s WHERE s.id = @SurveyId AND UNSCOPED('who sees a person on its list hears whether it is open')", new { entry.SurveyId }, ct)
            ? (entry, person)
            : throw new Refusal(HardshipErrors.SurveyClosed);
    }
}
