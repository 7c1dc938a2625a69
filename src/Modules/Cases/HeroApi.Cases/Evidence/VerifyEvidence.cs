using System.Text.Json.Serialization;

namespace HeroApi.Cases.Evidence;

/// <summary>
/// Says that a piece of evidence was verified, or found untrue, by whom and how. It may be said anew when more is known; what was
/// said before stays on the timeline.
/// </summary>
internal static class VerifyEvidence
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default) : ICommand<CaseView>
    {
        public required Guid EvidenceId { get; init; }

        /// <summary>verified or rejected.</summary>
        public required string State { get; init; }

        /// <summary>How; at most 1,000 characters.</summary>
        public required string How { get; init; }

        /// <summary>Who verified it.</summary>
        public required string By { get; init; }

        /// <summary>The day it was verified, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new()
        {
            EvidenceId = EvidenceView.Example.Id,
            State = "verified",
            How = EvidenceView.Example.VerifiedHow!,
            By = EvidenceView.Example.VerifiedBy!,
            On = EvidenceView.Example.VerifiedOn
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.State).OneOf(["verified", "rejected"]);
            RuleFor(c => c.How).NotEmpty().Prose(1000);
            RuleFor(c => c.By).NotEmpty().Line(100);
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(EvidenceActions.Verification, command.CaseId, version: null, ct);
            var proof = file.Inquiry.Evidence.FirstOrDefault(known => known.Id == command.EvidenceId) ?? throw Invalid.At("/evidenceId", CaseErrors.EvidenceUnknown);
            var on = command.On ?? file.Today;
            if (on < proof.ReceivedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { proof.ReceivedOn });

            await db.Execute("UPDATE cases_evidence SET state = @State, verified_on = @on, verified_by = @By, verified_how = @How WHERE id = @Id",
                new { proof.Id, command.State, on, command.By, command.How }, ct);
            return await desk.Put(file, file.Case, new Step(EvidenceActions.Verification, On: on, Reason: command.How), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/verifications", Verify)
        .WithName("VerifyEvidence")
        .WithSummary("Say that a piece of evidence was verified, or found untrue")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, CaseErrors.CaseTransition, CaseErrors.NoEvidence, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Verify(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id }, ct));
}
