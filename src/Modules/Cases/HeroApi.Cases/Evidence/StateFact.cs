using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Cases.Evidence;

/// <summary>States a fact: that it has to be established, that it is, by which evidence, or that it could not be. A known fact is stated anew by its id.</summary>
internal static class StateFact
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default) : ICommand<CaseView>
    {
        /// <summary>The fact that is stated anew; absent for another one.</summary>
        public Guid? FactId { get; init; }

        /// <summary>Of the vocabulary fact_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>Of whom it is a fact, when of one actor.</summary>
        public Guid? ActorId { get; init; }

        /// <summary>What it is; at most 2,000 characters.</summary>
        public required string Detail { get; init; }

        /// <summary>to_establish, established or not_established.</summary>
        public required string State { get; init; }

        /// <summary>What carries it, at most 50; an established fact has at least one.</summary>
        public IReadOnlyList<Guid> EvidenceIds { get; init; } = [];

        internal static Command Example => new() { Kind = "danger", Detail = "井深约六米，施救有生命危险。", State = "to_establish" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Kind).OneOf(EvidenceCodes.Facts);
            RuleFor(c => c.Detail).NotEmpty().Prose(2000);
            RuleFor(c => c.State).OneOf(EvidenceCodes.FactStates);
            RuleFor(c => c.EvidenceIds.Count).LessThanOrEqualTo(50).OverridePropertyName(nameof(Command.EvidenceIds));
            RuleFor(c => c.EvidenceIds).Must(ids => ids.Count > 0).When(c => c.State == "established").Refuses(CaseErrors.FactWithoutEvidence);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(EvidenceActions.Fact, command.CaseId, version: null, ct);
            if (command.ActorId is { } actorId && file.Actor(actorId) is null)
                throw Invalid.At("/actorId", CaseErrors.ActorUnknown);
            if (command.FactId is { } factId && file.Inquiry.Facts.All(known => known.Id != factId))
                throw Invalid.At("/factId", CaseErrors.FactUnknown);
            EvidenceActions.MustBeEvidence(file, command.EvidenceIds);

            await db.Execute(
                """
                INSERT INTO cases_fact (id, case_id, kind, actor_id, detail, state, evidence)
                VALUES (@id, @CaseId, @Kind, @ActorId, @Detail, @State, @evidence)
                ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, actor_id = excluded.actor_id, detail = excluded.detail, state = excluded.state, evidence = excluded.evidence
                """,
                new
                {
                    id = command.FactId ?? Guid.CreateVersion7(clock.GetUtcNow()),
                    command.CaseId,
                    command.Kind,
                    command.ActorId,
                    command.Detail,
                    command.State,
                    evidence = JsonSerializer.Serialize(command.EvidenceIds.Distinct(), Json.Stored)
                }, ct);
            return await desk.Put(file, file.Case, new Step(EvidenceActions.Fact, command.ActorId, Reason: command.Detail), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/facts", State)
        .WithName("StateFact")
        .WithSummary("State a fact, and what carries it")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> State(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id }, ct));
}
