namespace HeroApi.Recognition.Awards;

/// <summary>The row of an award.</summary>
internal sealed record AwardRow : Listed, IOwned
{
    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required Guid TitleId { get; init; }
    public required string Title { get; init; }
    public required string Level { get; init; }
    public required string Kind { get; init; }
    public required string Source { get; init; }
    public required string GrantingBody { get; init; }
    public required PartialDate GrantedOn { get; init; }
    public string? Number { get; init; }
    public string? Round { get; init; }
    public string? GroupName { get; init; }
    public required bool Posthumous { get; init; }
    public Guid? CaseId { get; init; }
    public Guid? NominationId { get; init; }
    public string? Note { get; init; }
    public required string State { get; init; }
    public string? Recover { get; init; }
    public string? KeptReason { get; init; }

    // Only written: what filters and sorts stand on.
    public DateOnly GrantedFrom => GrantedOn.From;
    public DateOnly GrantedTo => GrantedOn.To;
}

/// <summary>The row of somebody who has an award.</summary>
internal sealed record RecipientRow
{
    internal const string Columns = "r.id, r.award_id, r.hero_id, r.state, r.revoked_on, r.revoked_number, r.revoked_reason";

    public required Guid Id { get; init; }
    public required Guid AwardId { get; init; }
    public required Guid HeroId { get; init; }
    public required string State { get; init; }
    public DateOnly? RevokedOn { get; init; }
    public string? RevokedNumber { get; init; }
    public string? RevokedReason { get; init; }

    internal RecipientView View => new() { HeroId = HeroId, State = State, RevokedOn = RevokedOn, RevokedNumber = RevokedNumber, RevokedReason = RevokedReason };
}

/// <summary>Something that hangs on an award by an id alone.</summary>
internal sealed record AwardPart
{
    public required Guid AwardId { get; init; }
    public required Guid PartId { get; init; }
}
