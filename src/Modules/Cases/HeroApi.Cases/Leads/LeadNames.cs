namespace HeroApi.Cases.Leads;

/// <summary>The ids that other systems have for a lead.</summary>
internal sealed class LeadNames(Db db, ExternalIds externalIds)
{
    /// <summary>
    /// Gives a lead the ids it shall have and answers all that it has then. Ids of systems that the caller was not granted are not its to take away.
    /// </summary>
    internal async Task<IReadOnlyList<ExternalId>> Set(Guid leadId, IReadOnlyList<ExternalId> were, IReadOnlyList<ExternalId> wanted, CancellationToken ct)
    {
        foreach (var id in wanted.Except(were))
            if (!await externalIds.Claim(LeadSource.Name, leadId, id, ct) && await externalIds.Find(LeadSource.Name, id.System, id.Value, ct) is var taken && taken?.RecordId != leadId)
                throw await Taken(id.System, taken?.RecordId, ct);

        var after = externalIds.After(were, wanted);
        foreach (var id in were.Except(after))
            await externalIds.Remove(LeadSource.Name, id, ct);
        return after;
    }

    /// <summary>409 for an id that belongs to another lead, which is named to those who see it.</summary>
    internal async Task<Refusal> Taken(string system, Guid? by, CancellationToken ct)
    {
        var id = await db.SingleOrDefault<Guid?>("SELECT l.id FROM cases_lead l WHERE l.id = @by AND SCOPE(l)", new { by }, ct);
        return new Refusal(Problems.ExternalIdTaken, new { system, id });
    }
}
