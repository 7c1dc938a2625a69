namespace HeroApi.Cases.Procedure;

/// <summary>Says which steps of the procedure the caller may take now, and why not the rest.</summary>
internal static class ListCaseActions
{
    internal sealed record Query(Guid CaseId) : IQuery<Result>;

    /// <summary>Every step of the procedure, allowed or not; those of actors once for each actor.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<Item> Actions { get; init; }

        internal static Result Example => new()
        {
            Actions =
            [
                new Item { Name = "acceptance", Method = "POST", Href = $"/api/v1/cases/{CaseView.Example.Id}/acceptance", Allowed = false,
                    Because = [new Because { Code = CaseErrors.RuleNotConfigured.Code, Params = new Dictionary<string, string> { ["key"] = "filing.window", ["region"] = "350521" } }] }
            ]
        };
    }

    /// <summary>One step; <c>because</c> holds everything that stands against it.</summary>
    internal sealed record Item
    {
        public required string Name { get; init; }

        /// <summary>For whom, when it is a step for one actor.</summary>
        public Guid? ActorId { get; init; }

        public required string Method { get; init; }
        public required string Href { get; init; }
        public required bool Allowed { get; init; }
        public IReadOnlyList<Because>? Because { get; init; }

        /// <summary>What does not stand against it, but whoever takes it should heed.</summary>
        public IReadOnlyList<Because>? Warnings { get; init; }
    }

    internal sealed class Handler(CaseSource source, CaseDesk desk) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await source.Seek(query.CaseId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            var file = await desk.Read(row, cancellationToken);
            var owned = await desk.Owned(file, cancellationToken);
            var steps = CaseActions.All.SelectMany(action => action.OfActor ? file.Actors.Select(actor => (Action: action, Actor: (ActorRow?)actor)) : [(action, null)]);
            return new Result { Actions = [.. steps.Select(step => Of(step.Action, file, step.Actor, desk.Against(step.Action, file, step.Actor, owned)))] };
        }

        private static Item Of(CaseAction action, CaseFile file, ActorRow? actor, IReadOnlyList<Refusal> against) => new()
        {
            Name = action.Name,
            ActorId = actor?.Id,
            Method = action.Method,
            Href = action.Href(file.Case.Id, actor?.Id),
            Allowed = against.Count == 0,
            Because = against.Count == 0 ? null : [.. against.Select(Cases.Because.Of)],
            Warnings = against.Count == 0 && action.Warns(file, actor).Select(Cases.Because.Of).ToList() is { Count: > 0 } warnings ? warnings : null
        };
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/actions", List)
        .WithName("ListCaseActions")
        .WithSummary("Which steps may be taken now, and why not the rest")
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound, Problems.Deleted);

    private static async Task<Reply<Result>> List(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
