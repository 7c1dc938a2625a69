namespace HeroApi.Recognition.Plaques;

/// <summary>The row of a plaque, beside a file that it belongs to.</summary>
internal sealed record PlaqueRow
{
    internal const string Columns = "s.hero_id, p.id, p.household_id, p.org_id, p.serial, p.state, p.since, p.hung_on, p.to_withdraw, p.replaces";

    internal const string Table = "recognition_plaque_hero s JOIN recognition_plaque p ON p.id = s.plaque_id";

    public required Guid HeroId { get; init; }
    public required Guid Id { get; init; }
    public required Guid HouseholdId { get; init; }
    public required Guid OrgId { get; init; }
    public required string Serial { get; init; }
    public required string State { get; init; }

    /// <summary>The day of the last step.</summary>
    public required DateOnly Since { get; init; }

    public DateOnly? HungOn { get; init; }
    public required bool ToWithdraw { get; init; }
    public Guid? Replaces { get; init; }

    internal PlaqueView View => new() { Id = Id, Serial = Serial, State = State, HungOn = HungOn, ToWithdraw = ToWithdraw };
}

/// <summary>A plaque 见义勇为光荣之家 of the person's household.</summary>
internal sealed record PlaqueView
{
    public required Guid Id { get; init; }

    /// <summary>Unique in the organisation that gave it.</summary>
    public required string Serial { get; init; }

    /// <summary>Of the vocabulary plaque_state.</summary>
    public required string State { get; init; }

    /// <summary>The day it was hung.</summary>
    public DateOnly? HungOn { get; init; }

    /// <summary>The confirmation was revoked, and the decision asks for the plaque back.</summary>
    public required bool ToWithdraw { get; init; }

    internal static PlaqueView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000041"),
        Serial = "2026-0001",
        State = "hung",
        HungOn = new DateOnly(2026, 6, 1),
        ToWithdraw = false
    };
}
