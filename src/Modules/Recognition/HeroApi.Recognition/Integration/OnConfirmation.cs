using HeroApi.Cases.Contracts;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Integration;

/// <summary>
/// Opens a file for who was confirmed, with the organisation of the household registration, also for acts elsewhere; who has a file
/// gets the act into that one. Known by the number of the identity document: of two confirmations at once the second waits for the first.
/// </summary>
internal sealed class OnCaseConfirmed(IMediator mediator, HeroWriter writer, HeroDesk desk, DeedWriter deeds, TimeProvider clock) : INotificationHandler<CaseConfirmed>
{
    public async Task Handle(CaseConfirmed notification, CancellationToken cancellationToken)
    {
        var (ct, said) = (cancellationToken, notification);
        if (await mediator.Send(new FindActor(said.CaseId, said.ActorId), ct) is not { } actor)
            return;

        var document = actor.DocumentType is null ? null : new DocumentBody { Type = actor.DocumentType, Number = actor.DocumentNumber! };
        var heroId = await deeds.Holder(said.CaseId, said.ActorId, ct) ?? await writer.HolderOf(document, ct) ?? await Open(said, actor, document, ct);
        await deeds.Add(new DeedRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            HeroId = await desk.Hold(heroId, ct),
            CaseId = said.CaseId,
            ActorId = said.ActorId,
            DecisionId = said.DecisionId,
            OrgId = said.OrgId,
            RegionCode = said.RegionCode,
            Category = said.Category,
            ActedOn = PartialDate.Parse(said.ActedOn, null),
            DecidedOn = PartialDate.Parse(said.DecidedOn, null),
            Harm = said.Harm,
            State = "confirmed"
        }, ct);
    }

    /// <summary>The file that is opened now, or by somebody else at the same time.</summary>
    private async Task<Guid> Open(CaseConfirmed said, ActorFacts actor, DocumentBody? document, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var body = new HeroBody
        {
            Name = actor.Name,
            Document = document,
            Phone = actor.Phone,
            HouseholdRegion = actor.HouseholdRegion,
            Protection = actor.Protection,
            RegisteredOn = PartialDate.Parse(said.DecidedOn, null)
        };
        try
        {
            await writer.Create(id, body, said.HomeOrgId ?? said.OrgId, "case", said.Harm == "died" ? "deceased" : "reachable", ct);
            return id;
        }
        catch (Refusal refusal) when (refusal.Problem == RecognitionErrors.PersonHasFile)
        {
            return (await writer.HolderOf(document, ct))!.Value;
        }
    }
}

/// <summary>A refusal that became a confirmation on review is one like any other; a confirmation that became a refusal no longer stands.</summary>
internal sealed class OnConfirmationChanged(OnCaseConfirmed confirmed, DeedWriter deeds) : INotificationHandler<ConfirmationChanged>
{
    public Task Handle(ConfirmationChanged notification, CancellationToken cancellationToken) => notification is { Confirmed: true } said
        ? confirmed.Handle(new CaseConfirmed(said.CaseId, said.ActorId, said.DecisionId, said.OrgId, said.RegionCode, said.HouseholdRegion, said.HomeOrgId,
            said.ActedOn, said.Category, said.DecidedOn, said.Harm, Outside: false), cancellationToken)
        : deeds.Revoke(notification.CaseId, notification.ActorId, cancellationToken);
}

/// <summary>A confirmation that was obtained by fraud is marked as revoked in the file; the file and its history stay.</summary>
internal sealed class OnConfirmationRevoked(DeedWriter deeds) : INotificationHandler<ConfirmationRevoked>
{
    public Task Handle(ConfirmationRevoked notification, CancellationToken cancellationToken) => deeds.Revoke(notification.CaseId, notification.ActorId, cancellationToken);
}
