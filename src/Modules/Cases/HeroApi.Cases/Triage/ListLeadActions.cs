namespace HeroApi.Cases.Triage;

/// <summary>Says what the caller may do with a lead now, and why not the rest.</summary>
internal static class ListLeadActions
{
    internal sealed record Query(Guid LeadId) : IQuery<Result>;

    /// <summary>Everything that can be done with a lead, allowed or not.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<Item> Actions { get; init; }

        internal static Result Example => Of(LeadView.Example.Id, "accepted", scope => scope != CaseScopes.LeadsTriage, owns: true);
    }

    /// <summary>One action; <c>because</c> holds everything that stands against it.</summary>
    internal sealed record Item
    {
        public required string Name { get; init; }
        public required string Method { get; init; }
        public required string Href { get; init; }
        public required bool Allowed { get; init; }
        public IReadOnlyList<Because>? Because { get; init; }
    }

    internal sealed class Handler(LeadSource source, Call call) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var lead = await source.Find(query.LeadId, cancellationToken);
            return Of(lead.Id, lead.State, call.Caller.May, await source.Owns(lead, cancellationToken), await source.FilesPending(lead, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapGet("/{id:guid}/actions", List)
        .WithName("ListLeadActions")
        .WithSummary("What may be done with a lead now, and why not the rest")
        .RequireScope(CaseScopes.LeadsRead, Problems.NotFound, Problems.Deleted);

    private static Result Of(Guid leadId, string state, Func<string, bool> may, bool owns, int filesPending = 0) => new()
    {
        Actions = [.. LeadRules.Actions.Select(action => (action, against: LeadRules.Against(action, state, may, owns, filesPending))).Select(known => new Item
        {
            Name = known.action.Name,
            Method = known.action.Method,
            Href = known.action.Href(leadId),
            Allowed = known.against.Count == 0,
            Because = known.against.Count == 0 ? null : known.against
        })]
    };

    private static async Task<Reply<Result>> List(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
