using System.Text.Json;
using Dapper;
using HeroApi.Cases.Reviews;
using HeroApi.Cases.Revocations;

namespace HeroApi.Cases.Decisions;

/// <summary>Reads how the decisions on actors came about; cases in which nothing has been decided cost nothing.</summary>
internal sealed class ActorHistories(Db db)
{
    /// <summary>The histories of actors whose rows were read under the caller's scope.</summary>
    internal async Task<IReadOnlyDictionary<Guid, ActorHistoryView>> Of(IReadOnlyList<ActorRow> actors, CancellationToken ct)
    {
        List<Guid> cases = [.. actors.Where(actor => actor.HeardOn is not null || actor.DecisionId is not null).Select(actor => actor.CaseId).Distinct()];
        if (cases.Count == 0)
            return new Dictionary<Guid, ActorHistoryView>();

        var hearings = (await Parts<Hearing>("actor_id, told_on, heard_on, waived, statement", "cases_hearing", "id", cases, ct)).ToLookup(part => part.ActorId);
        var decisions = (await Parts<DecisionRow>(DecisionRow.Columns, "cases_decision", "id", cases, ct)).ToLookup(part => part.ActorId);
        var services = (await Parts<Service>("decision_id, served_on, method, receiver, file_id", "cases_service", "decision_id", cases, ct)).ToDictionary(part => part.DecisionId);
        var reviews = (await Parts<Review>("id, actor_id, requested_on, asked_by, reasons, state, ended_on", "cases_review", "id", cases, ct)).ToLookup(part => part.ActorId);
        var revocations = (await Parts<Revocation>("id, actor_id, proposed_on, reason, evidence, state, ended_on, end_reason", "cases_revocation", "id", cases, ct))
            .ToLookup(part => part.ActorId);
        return actors.ToDictionary(actor => actor.Id, actor => new ActorHistoryView
        {
            Hearings = [.. hearings[actor.Id].Select(part => part.View)],
            Decisions = [.. decisions[actor.Id].Select(part => View(part, services.GetValueOrDefault(part.Id)?.View))],
            Reviews = [.. reviews[actor.Id].Select(part => part.View)],
            Revocations = [.. revocations[actor.Id].Select(part => part.View)]
        });
    }

    private Task<IReadOnlyList<T>> Parts<T>(string columns, string table, string order, List<Guid> cases, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return db.Query<T>($"SELECT {columns} FROM {table} WHERE case_id IN {parameters.In("id", cases)} ORDER BY {order}", parameters, ct);
    }

    private static DecisionView View(DecisionRow row, ServiceView? service) => new()
    {
        Id = row.Id,
        Kind = row.Kind,
        Outcome = row.Outcome,
        Number = row.Number,
        DecidedOn = row.DecidedOn,
        Reasons = row.Reasons,
        Basis = row.Basis,
        OrgId = row.OrgId,
        Authority = row.Authority,
        FileId = row.FileId,
        PanelOpinion = row.PanelOpinion,
        Recover = JsonSerializer.Deserialize<IReadOnlyList<Recoverable>>(row.Recover, Json.Stored)!,
        Service = service,
        RecordedAt = row.RecordedAt
    };

    private sealed record Hearing
    {
        public required Guid ActorId { get; init; }
        public required DateOnly ToldOn { get; init; }
        public DateOnly? HeardOn { get; init; }
        public required bool Waived { get; init; }
        public string? Statement { get; init; }

        internal HearingView View => new() { ToldOn = ToldOn, HeardOn = HeardOn, Waived = Waived, Statement = Statement };
    }

    private sealed record Service
    {
        public required Guid DecisionId { get; init; }
        public required DateOnly ServedOn { get; init; }
        public required string Method { get; init; }
        public required string Receiver { get; init; }
        public Guid? FileId { get; init; }

        internal ServiceView View => new() { ServedOn = ServedOn, Method = Method, Receiver = Receiver, FileId = FileId };
    }

    private sealed record Review
    {
        public required Guid Id { get; init; }
        public required Guid ActorId { get; init; }
        public required DateOnly RequestedOn { get; init; }
        public required string AskedBy { get; init; }
        public required string Reasons { get; init; }
        public required string State { get; init; }
        public DateOnly? EndedOn { get; init; }

        internal ReviewView View => new() { Id = Id, RequestedOn = RequestedOn, AskedBy = AskedBy, Reasons = Reasons, State = State, EndedOn = EndedOn };
    }

    private sealed record Revocation
    {
        public required Guid Id { get; init; }
        public required Guid ActorId { get; init; }
        public required DateOnly ProposedOn { get; init; }
        public required string Reason { get; init; }
        public required string Evidence { get; init; }
        public required string State { get; init; }
        public DateOnly? EndedOn { get; init; }
        public string? EndReason { get; init; }

        internal RevocationView View => new() { Id = Id, ProposedOn = ProposedOn, Reason = Reason, Evidence = Evidence, State = State, EndedOn = EndedOn, EndReason = EndReason };
    }
}
