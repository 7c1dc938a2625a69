using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using HeroApi.Recognition.BonusSchemes;

namespace HeroApi.Recognition.Bonuses;

/// <summary>The row of a bonus.</summary>
internal sealed record BonusRow : Listed, IOwned
{
    internal const string Columns =
        """
        b.id, b.version, b.owner_org_id, b.owner_epoch, b.protection, b.created_at, b.updated_at, b.hero_id, b.scheme_id, b.basis, b.case_id, b.region, b.amount_fen, b.reason,
        b.decided_on, b.number, b.grade, b.died, b.index_year, b.secret, b.calculation, b.state, b.proposed_by, b.answered_by, b.approved_on, b.end_reason, b.paid_fen, b.recovered_fen
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid HeroId { get; init; }
    public Guid? SchemeId { get; init; }
    public string? Basis { get; init; }
    public Guid? CaseId { get; init; }
    public required string Region { get; init; }
    public required long AmountFen { get; init; }
    public string? Reason { get; init; }
    public required DateOnly DecidedOn { get; init; }
    public required string Number { get; init; }
    public int? Grade { get; init; }
    public bool? Died { get; init; }
    public int? IndexYear { get; init; }
    public required bool Secret { get; init; }
    public string? Calculation { get; init; }
    public required string State { get; init; }
    public required Guid ProposedBy { get; init; }
    public Guid? AnsweredBy { get; init; }
    public DateOnly? ApprovedOn { get; init; }
    public string? EndReason { get; init; }
    public required long PaidFen { get; init; }
    public required long RecoveredFen { get; init; }

    /// <summary>What a caller wrote of it.</summary>
    internal BonusBody Body => new()
    {
        HeroId = HeroId,
        SchemeId = SchemeId,
        Basis = Basis,
        CaseId = CaseId,
        Region = Region,
        AmountFen = AmountFen,
        Reason = Reason,
        DecidedOn = DecidedOn,
        Number = Number,
        Grade = Grade,
        Died = Died,
        IndexYear = IndexYear,
        Secret = Secret
    };

    internal BonusView View => new()
    {
        Id = Id,
        Version = Version,
        HeroId = HeroId,
        SchemeId = SchemeId,
        Basis = Basis,
        CaseId = CaseId,
        Region = Region,
        AmountFen = AmountFen,
        Reason = Reason,
        DecidedOn = DecidedOn,
        Number = Number,
        Grade = Grade,
        Died = Died,
        IndexYear = IndexYear,
        Secret = Secret,
        Calculation = Calculation is null ? null : JsonSerializer.Deserialize<BonusCalculation>(Calculation, Json.Stored),
        State = State,
        ProposedBy = ProposedBy,
        AnsweredBy = AnsweredBy,
        ApprovedOn = ApprovedOn,
        EndReason = EndReason,
        PaidFen = PaidFen,
        Payments = [],
        RecoveredFen = RecoveredFen,
        Recoveries = [],
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}

/// <summary>What a hero file shows of a bonus that was granted and is not secret.</summary>
internal sealed record BonusOfHero
{
    public required Guid Id { get; init; }
    public required long AmountFen { get; init; }

    /// <summary>Of the vocabulary bonus_state.</summary>
    public required string State { get; init; }

    public required DateOnly DecidedOn { get; init; }

    [JsonIgnore]
    public Guid HeroId { get; init; }

    /// <summary>Those of each of the files; one question for all of them.</summary>
    internal static async Task<ILookup<Guid, BonusOfHero>> Of(Db db, IReadOnlyCollection<Guid> heroIds, CancellationToken ct)
    {
        var parameters = new DynamicParameters();
        return (await db.Query<BonusOfHero>(
            $"""
            SELECT b.id, b.hero_id, b.amount_fen, b.state, b.decided_on
            FROM   recognition_bonus b
            WHERE  UNSCOPED('whoever sees the file sees what its person was granted openly') AND NOT b.secret AND b.state IN {BonusCodes.Granted}
            AND    b.hero_id IN {parameters.In("hero", heroIds)}
            ORDER  BY b.decided_on, b.id
            """, parameters, ct)).ToLookup(bonus => bonus.HeroId);
    }

    internal static BonusOfHero Example => new() { Id = BonusView.Example.Id, AmountFen = BonusView.Example.AmountFen, State = "approved", DecidedOn = BonusView.Example.DecidedOn };
}
