using HeroApi.Cases.Reviews;
using HeroApi.Cases.Revocations;

namespace HeroApi.Cases.Decisions;

/// <summary>How the decision on one actor came about, and what became of it; the oldest first.</summary>
internal sealed record ActorHistoryView
{
    public required IReadOnlyList<HearingView> Hearings { get; init; }

    /// <summary>Every decision ever made; the last one on the actor stands.</summary>
    public required IReadOnlyList<DecisionView> Decisions { get; init; }

    public required IReadOnlyList<ReviewView> Reviews { get; init; }
    public required IReadOnlyList<RevocationView> Revocations { get; init; }

    internal static readonly ActorHistoryView None = new() { Hearings = [], Decisions = [], Reviews = [], Revocations = [] };

    internal static ActorHistoryView Example => new()
    {
        Hearings = [HearingView.Example],
        Decisions = [DecisionView.Example],
        Reviews = [ReviewView.Example],
        Revocations = []
    };
}

/// <summary>What somebody who is to be refused was told, and said.</summary>
internal sealed record HearingView
{
    /// <summary>The day on which the facts, reasons, basis and the right to state and defend were told, in China.</summary>
    public required DateOnly ToldOn { get; init; }

    public DateOnly? HeardOn { get; init; }

    /// <summary>True when the right was given up.</summary>
    public required bool Waived { get; init; }

    public string? Statement { get; init; }

    internal static HearingView Example => new() { ToldOn = new DateOnly(2026, 5, 25), HeardOn = new DateOnly(2026, 5, 27), Waived = false, Statement = "请求再查看视频。" };
}

/// <summary>One decision on one actor.</summary>
internal sealed record DecisionView
{
    public required Guid Id { get; init; }

    /// <summary>confirmation, refusal, joint, outside, review (upheld), change (by review) or revocation.</summary>
    public required string Kind { get; init; }

    /// <summary>What it says of the actor: confirmed, refused or revoked.</summary>
    public required string Outcome { get; init; }

    /// <summary>The document number; unique within an organisation.</summary>
    public required string Number { get; init; }

    /// <summary>When it was made, in China; of old papers perhaps only the year and month.</summary>
    public required PartialDate DecidedOn { get; init; }

    public string? Reasons { get; init; }

    /// <summary>The article it rests on.</summary>
    public string? Basis { get; init; }

    /// <summary>Who made it; null for an authority outside.</summary>
    public Guid? OrgId { get; init; }

    /// <summary>The authority outside.</summary>
    public string? Authority { get; init; }

    /// <summary>The scanned paper.</summary>
    public Guid? FileId { get; init; }

    /// <summary>What the panel of a review said.</summary>
    public string? PanelOpinion { get; init; }

    /// <summary>What must be given back after a revocation.</summary>
    public required IReadOnlyList<Recoverable> Recover { get; init; }

    /// <summary>How it reached whom it concerns; null until it has.</summary>
    public ServiceView? Service { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    internal static DecisionView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000010"),
        Kind = "refusal",
        Outcome = "refused",
        Number = "示见义决〔2026〕7号",
        DecidedOn = PartialDate.Parse("2026-05-28", null),
        Reasons = "证据不足以证明行为。",
        Basis = "第十三条",
        OrgId = LeadView.Example.OwnerOrgId,
        Recover = [],
        Service = ServiceView.Example,
        RecordedAt = LeadView.Example.UpdatedAt
    };
}

/// <summary>How a decision reached whom it concerns.</summary>
internal sealed record ServiceView
{
    public required DateOnly ServedOn { get; init; }

    /// <summary>direct, post, left, public or electronic.</summary>
    public required string Method { get; init; }

    /// <summary>Who took it.</summary>
    public required string Receiver { get; init; }

    /// <summary>The receipt.</summary>
    public Guid? FileId { get; init; }

    internal static ServiceView Example => new() { ServedOn = new DateOnly(2026, 5, 29), Method = "direct", Receiver = "示范甲" };
}
