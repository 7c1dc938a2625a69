namespace HeroApi.Cases.Revocations;

/// <summary>The steps of revoking a confirmation that was obtained by fraud; a closed case does not protect it.</summary>
internal static class RevocationActions
{
    private static readonly string[] Done = ["decided", "closed"];

    internal static readonly CaseAction Proposal = new("revocation_proposal", "/actors/{actorId}/revocation-proposal", CaseScopes.CasesWrite, Done)
    {
        Unless = (_, actor) =>
            actor!.State != "confirmed" ? [new Refusal(CaseErrors.NotConfirmed, new { actorId = actor.Id, state = actor.State })]
            : actor.Revocation == "proposed" ? [new Refusal(CaseErrors.RevocationRunning, new { actorId = actor.Id })]
            : actor.Review == "requested" ? [new Refusal(CaseErrors.ReviewRunning, new { actorId = actor.Id })] : []
    };

    internal static readonly CaseAction Decision = new("revocation", "/actors/{actorId}/revocation", CaseScopes.CasesDecide, Done) { Unless = (_, actor) => NotProposed(actor!) };

    internal static readonly CaseAction Rejection = new("revocation_rejection", "/actors/{actorId}/revocation-rejection", CaseScopes.CasesDecide, Done)
    {
        Unless = (_, actor) => NotProposed(actor!)
    };

    internal static readonly IReadOnlyList<CaseAction> All = [Proposal, Decision, Rejection];

    private static IEnumerable<Refusal> NotProposed(ActorRow actor) =>
        actor.Revocation == "proposed" ? [] : [new Refusal(CaseErrors.RevocationNone, new { actorId = actor.Id })];
}
