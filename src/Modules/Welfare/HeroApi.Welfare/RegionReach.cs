using HeroApi.Organisations.Contracts;

namespace HeroApi.Welfare;

/// <summary>Who may publish something for a region: who answers for it or cares for its people, and whoever stands above; for the nation the installation alone.</summary>
internal sealed class RegionReach(Call call, IMediator mediator, Records records, TimeProvider clock)
{
    /// <summary>Refuses a body that names a region which is not there today.</summary>
    internal async Task MustExist(string region, CancellationToken ct, string pointer = "/region")
    {
        if (!(await mediator.Send(new FindPlaces([region], clock.Today()), ct)).ContainsKey(region))
            throw Invalid.At(pointer, ValueProblems.UnknownRegion);
    }

    internal async Task Must(string region, CancellationToken ct)
    {
        Place? place = null;
        if (region != RegionSpan.Nation && !(await mediator.Send(new FindPlaces([region], clock.Today()), ct)).TryGetValue(region, out place))
            throw Invalid.At("/region", ValueProblems.UnknownRegion);
        if (call.Caller.OrgId is null)
            return;

        Guid[] answering = [.. new[] { place?.CompetentOrgId, place?.CareOrgId }.OfType<Guid>().Distinct()];
        if (answering.Length == 0 || (await records.Owned(answering, ct)).Count == 0)
            throw new Refusal(WelfareErrors.RegionOutOfReach, new { region, askOrgId = place?.CompetentOrgId ?? place?.CareOrgId });
    }
}
