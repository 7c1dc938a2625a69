using System.Text.Json;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Contracts;
using HeroApi.Cases.Revocations;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Decisions;

/// <summary>What is decided on one actor.</summary>
/// <param name="Kind">Of the vocabulary decision_kind.</param>
/// <param name="Outcome">confirmed, refused or revoked.</param>
internal sealed record Decided(string Kind, string Outcome, string Number, PartialDate On)
{
    /// <summary>Who decides, when that is not the caller's organisation.</summary>
    public Guid? By { get; init; }

    public string? Reasons { get; init; }
    public string? Basis { get; init; }
    public string? Authority { get; init; }
    public Guid? FileId { get; init; }
    public string? PanelOpinion { get; init; }
    public IReadOnlyList<Recoverable> Recover { get; init; } = [];
}

/// <summary>Writes decisions, and tells the other modules of them.</summary>
internal sealed class DecisionWriter(Db db, Call call, CaseDesk desk, Deadlines deadlines, Outbox outbox, TimeProvider clock)
{
    /// <summary>Decides on one actor by the procedure; with the last of them the case is decided.</summary>
    internal async Task<CaseView> Decide(CaseAction action, CaseFile file, ActorRow actor, Decided decided, CancellationToken ct)
    {
        var after = await Write(file, actor, decided, ct);
        Say(file.Case, after, decided);
        var actors = file.With(after);
        var on = decided.On.From;
        var last = actors.All(other => !other.Pending);
        if (last && file.Deadline(RuleKeys.DecideWithin)?.Limits == "decision")
            await deadlines.Meet(file, RuleKeys.DecideWithin, on, ct);
        return await desk.Put(file, file.Case with
        {
            State = last ? "decided" : file.Case.State,
            DecidedOn = last ? on : null,
            ConfirmedAt = file.Case.ConfirmedAt ?? (after.State == "confirmed" ? clock.GetUtcNow() : null)
        }, new Step(action, actor.Id, on, decided.Reasons, decided.Basis), ct, actors);
    }

    /// <summary>Adds a decision to what was decided; it stands from now on.</summary>
    /// <returns>The actor as he is then.</returns>
    internal async Task<ActorRow> Write(CaseFile file, ActorRow actor, Decided decided, CancellationToken ct)
    {
        var id = await Add(file, actor, decided, ct);
        return actor with
        {
            State = decided.Outcome,
            DecisionId = id,
            DecidedBy = Organisation(file, decided),
            DecidedOn = decided.On,
            DecisionNumber = decided.Number,
            ServedOn = null,
            Outside = decided.Authority is not null
        };
    }

    /// <summary>Adds a decision beside the one that stands.</summary>
    internal async Task<Guid> Add(CaseFile file, ActorRow actor, Decided decided, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = new DecisionRow
        {
            Id = Guid.CreateVersion7(now),
            CaseId = file.Case.Id,
            ActorId = actor.Id,
            Kind = decided.Kind,
            Outcome = decided.Outcome,
            Number = decided.Number,
            DecidedOn = decided.On,
            Reasons = decided.Reasons,
            Basis = decided.Basis,
            OrgId = Organisation(file, decided),
            Authority = decided.Authority,
            FileId = decided.FileId,
            PanelOpinion = decided.PanelOpinion,
            Recover = JsonSerializer.Serialize(decided.Recover, Json.Stored),
            RecordedAt = now
        };
        return await db.Execute(
            """
            INSERT INTO cases_decision (id, case_id, actor_id, kind, outcome, number, decided_on, reasons, basis, org_id, authority, file_id, panel_opinion, recover, recorded_at)
            VALUES (@Id, @CaseId, @ActorId, @Kind, @Outcome, @Number, @DecidedOn, @Reasons, @Basis, @OrgId, @Authority, @FileId, @PanelOpinion, @Recover, @RecordedAt)
            ON CONFLICT (org_id, number) WHERE org_id IS NOT NULL DO NOTHING
            """, row, ct) == 1 ? row.Id : throw Invalid.At("/number", CaseErrors.NumberTaken);
    }

    /// <summary>Says that an actor was confirmed or refused.</summary>
    internal void Say(CaseRow on, ActorRow actor, Decided decided) => outbox.Add(
        actor.State == "confirmed"
            ? new CaseConfirmed(on.Id, actor.Id, actor.DecisionId!.Value, actor.DecidedBy ?? on.OwnerOrgId, on.RegionCode, actor.HouseholdRegion, actor.HomeOrgId,
                on.ActedOn.ToString(), on.Category, decided.On.ToString(), actor.Harm, actor.Outside)
            : new CaseRefused(on.Id, actor.Id, actor.DecisionId!.Value, actor.DecidedBy ?? on.OwnerOrgId, decided.On.ToString(), actor.Outside), on.Id);

    /// <summary>Who decides: the caller's organisation, and for the installation's administrator the owner of the case; nobody here for an authority outside.</summary>
    private Guid? Organisation(CaseFile file, Decided decided) => decided.Authority is null ? decided.By ?? call.Caller.OrgId ?? file.Case.OwnerOrgId : null;
}
