using System.Text.Json;

namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>The row of a policy.</summary>
internal sealed record PolicyRow : Listed, IOwned
{
    internal const string Columns =
        """
        p.id, p.version, p.owner_org_id, p.owner_epoch, p.protection, p.created_at, p.updated_at, p.insurer_name, p.insurer_code, p.number, p.kind, p.from_day, p.to_day, p.covers,
        p.premium_fen, p.payer, p.covered, p.conditions, p.within_days, p.reach, p.region, p.report_days, p.decision_days, p.previous_id, p.note, p.state, p.ended_on, p.end_reason
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string InsurerName { get; init; }
    public required string InsurerCode { get; init; }
    public string? Number { get; init; }
    public required string Kind { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
    public required string Covers { get; init; }
    public required long PremiumFen { get; init; }
    public required string Payer { get; init; }
    public required string Covered { get; init; }
    public string? Conditions { get; init; }
    public int? WithinDays { get; init; }
    public required string Reach { get; init; }
    public string? Region { get; init; }
    public int? ReportDays { get; init; }
    public int? DecisionDays { get; init; }
    public Guid? PreviousId { get; init; }
    public string? Note { get; init; }
    public required string State { get; init; }
    public DateOnly? EndedOn { get; init; }
    public string? EndReason { get; init; }

    /// <summary>What the code of a region below it begins with.</summary>
    public string RegionFrom => RegionSpan.Of(Region).From;

    internal bool Named => Covered == PolicyCodes.NamedList;

    /// <summary>The sums that it pays at most.</summary>
    internal IReadOnlyList<CoverBody> Sums => JsonSerializer.Deserialize<IReadOnlyList<CoverBody>>(Covers, Json.Stored)!;

    /// <summary>What a caller wrote of it.</summary>
    internal PolicyBody Body => new()
    {
        InsurerName = InsurerName,
        InsurerCode = InsurerCode,
        Number = Number,
        Kind = Kind,
        From = FromDay,
        To = ToDay,
        Covers = Sums,
        PremiumFen = PremiumFen,
        Payer = Payer,
        Covered = Covered,
        Conditions = Conditions,
        WithinDays = WithinDays,
        Reach = Reach,
        Region = Region,
        ReportDays = ReportDays,
        DecisionDays = DecisionDays,
        PreviousId = PreviousId,
        Note = Note
    };

    /// <summary>The row that says what the body says.</summary>
    internal PolicyRow With(PolicyBody body) => this with
    {
        InsurerName = body.InsurerName,
        InsurerCode = CreditCode.TryNormalise(body.InsurerCode, out var code) ? code : body.InsurerCode,
        Number = string.IsNullOrWhiteSpace(body.Number) ? null : body.Number.Trim(),
        Kind = body.Kind,
        FromDay = body.From,
        ToDay = body.To,
        Covers = JsonSerializer.Serialize(body.Covers, Json.Stored),
        PremiumFen = body.PremiumFen,
        Payer = body.Payer,
        Covered = body.Covered,
        Conditions = body.Conditions,
        WithinDays = body.WithinDays,
        Reach = body.Reach,
        Region = body.Region,
        ReportDays = body.ReportDays,
        DecisionDays = body.DecisionDays,
        PreviousId = body.PreviousId,
        Note = body.Note
    };

    internal PolicyView View => new()
    {
        Id = Id,
        Version = Version,
        InsurerName = InsurerName,
        InsurerCode = InsurerCode,
        Number = Number,
        Kind = Kind,
        From = FromDay,
        To = ToDay,
        Covers = Sums,
        PremiumFen = PremiumFen,
        PaidFen = 0,
        Payer = Payer,
        Covered = Covered,
        Conditions = Conditions,
        WithinDays = WithinDays,
        Reach = Reach,
        Region = Region,
        ReportDays = ReportDays,
        DecisionDays = DecisionDays,
        PreviousId = PreviousId,
        Note = Note,
        State = State,
        EndedOn = EndedOn,
        EndReason = EndReason,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}
