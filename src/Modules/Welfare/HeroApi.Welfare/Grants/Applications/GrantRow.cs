using System.Text.Json;
using HeroApi.Welfare.Grants.Calculations;

namespace HeroApi.Welfare.Grants.Applications;

/// <summary>The row of a grant.</summary>
internal sealed record GrantRow : Listed, IOwned
{
    internal const string Columns =
        """
        g.id, g.version, g.owner_org_id, g.owner_epoch, g.protection, g.created_at, g.updated_at, g.hero_id, g.harm, g.happened_on, g.region, g.facts, g.calculation, g.route, g.state,
        g.proposed_by, g.answered_by, g.decided_on, g.number, g.end_reason
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid HeroId { get; init; }
    public required string Harm { get; init; }
    public required DateOnly HappenedOn { get; init; }
    public required string Region { get; init; }
    public required string Facts { get; init; }
    public required string Calculation { get; init; }
    public string? Route { get; init; }
    public required string State { get; init; }
    public required Guid ProposedBy { get; init; }
    public Guid? AnsweredBy { get; init; }
    public DateOnly? DecidedOn { get; init; }
    public string? Number { get; init; }
    public string? EndReason { get; init; }

    internal GrantFacts Known => JsonSerializer.Deserialize<GrantFacts>(Facts, Json.Stored)!;

    internal GrantCalculation Calculated => JsonSerializer.Deserialize<GrantCalculation>(Calculation, Json.Stored)!;

    /// <summary>The same with other facts, and what they come to.</summary>
    internal GrantRow With(GrantFacts facts, GrantCalculation calculation) => this with
    {
        Harm = facts.Harm,
        HappenedOn = facts.On,
        Region = facts.Region,
        Facts = JsonSerializer.Serialize(facts, Json.Stored),
        Calculation = JsonSerializer.Serialize(calculation, Json.Stored),
        Route = calculation.Grant?.Code
    };

    internal GrantView View => new()
    {
        Id = Id,
        Version = Version,
        HeroId = HeroId,
        Facts = Known,
        Calculation = Calculated,
        Route = Route,
        State = State,
        Parts = [],
        PaidFen = 0,
        Deadlines = [],
        ProposedBy = ProposedBy,
        AnsweredBy = AnsweredBy,
        DecidedOn = DecidedOn,
        Number = Number,
        EndReason = EndReason,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}

/// <summary>One amount of a grant that one payer pays, as it is kept.</summary>
internal sealed record GrantPartRow
{
    internal const string Columns = "id, grant_id, position, code, per, payer, calculated_fen, floor_fen, amount_fen, reason";

    public required Guid Id { get; init; }
    public required Guid GrantId { get; init; }
    public required int Position { get; init; }
    public required string Code { get; init; }
    public required string Per { get; init; }
    public required string Payer { get; init; }
    public required long CalculatedFen { get; init; }
    public long? FloorFen { get; init; }
    public required long AmountFen { get; init; }
    public string? Reason { get; init; }

    internal GrantPartView View => new()
    {
        Id = Id,
        Code = Code,
        Per = Per,
        Payer = Payer,
        CalculatedFen = CalculatedFen,
        FloorFen = FloorFen,
        AmountFen = AmountFen,
        Reason = Reason
    };

    /// <summary>What a calculation comes to, payer by payer; a bonus is decided as such and is not among it.</summary>
    internal static IReadOnlyList<GrantPartRow> Of(Guid grantId, GrantCalculation calculation, DateTimeOffset now) =>
    [
        .. calculation.Additions.Where(added => added.DecidedAs == "grant").Prepend(calculation.Grant).OfType<GrantAmounts>().SelectMany(route => route.Parts)
            .SelectMany(part => part.Payers.Select(payer => (Part: part, Payer: payer)))
            .Select((one, index) => new GrantPartRow
            {
                Id = Guid.CreateVersion7(now),
                GrantId = grantId,
                Position = index,
                Code = one.Part.Code,
                Per = one.Part.Per,
                Payer = one.Payer.Payer,
                CalculatedFen = one.Payer.Fen,
                FloorFen = one.Part.FloorFen is { } floor ? Math.Min(one.Payer.Fen, GrantMoney.Share(floor, one.Payer.Percent)) : null,
                AmountFen = one.Payer.Fen
            })
    ];
}
