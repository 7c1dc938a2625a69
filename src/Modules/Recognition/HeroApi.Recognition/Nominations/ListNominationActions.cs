using System.Text.Json;

namespace HeroApi.Recognition.Nominations;

/// <summary>Says which steps of a nomination the caller may take now, and why not the rest.</summary>
internal static class ListNominationActions
{
    internal sealed record Query(Guid Id) : IQuery<Result>;

    /// <summary>Every step, allowed or not.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<Item> Actions { get; init; }

        internal static Result Example => new()
        {
            Actions =
            [
                new Item { Name = "acceptance", Method = "POST", Href = $"/api/v1/nominations/{NominationView.Example.Id}/acceptance", Allowed = true },
                new Item { Name = "grant", Method = "POST", Href = $"/api/v1/nominations/{NominationView.Example.Id}/grant", Allowed = false,
                    Because = [new Reason { Code = RecognitionErrors.NominationTransition.Code, Params = new Dictionary<string, string> { ["state"] = "proposed" } }] }
            ]
        };
    }

    /// <summary>One step; <c>because</c> holds everything that stands against it.</summary>
    internal sealed record Item
    {
        public required string Name { get; init; }
        public required string Method { get; init; }
        public required string Href { get; init; }
        public required bool Allowed { get; init; }
        public IReadOnlyList<Reason>? Because { get; init; }
    }

    /// <summary>Why a step is refused: the code that taking it would answer, with its facts.</summary>
    internal sealed record Reason
    {
        /// <summary>The code of the problem that taking the step would answer.</summary>
        public required string Code { get; init; }

        public IReadOnlyDictionary<string, string>? Params { get; init; }

        internal static Reason Of(Refusal refusal) => new()
        {
            Code = refusal.Problem.Code,
            Params = refusal.Params is null ? null : JsonSerializer.SerializeToElement(refusal.Params, Json.Stored).EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString())
        };
    }

    internal sealed class Handler(NominationDesk desk) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var file = await desk.Read(query.Id, cancellationToken);
            return new Result
            {
                Actions = [.. (await desk.Steps(file, cancellationToken)).Select(step => new Item
                {
                    Name = step.Action.Name,
                    Method = "POST",
                    Href = $"/api/v1/nominations/{query.Id}{step.Action.Path}",
                    Allowed = step.Against.Count == 0,
                    Because = step.Against.Count == 0 ? null : [.. step.Against.Select(Reason.Of)]
                })]
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapGet("/{id:guid}/actions", List)
        .WithName("ListNominationActions")
        .WithSummary("Which steps may be taken now, and why not the rest")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound);

    private static async Task<Reply<Result>> List(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
