namespace HeroApi.Welfare.Fund.Funds;

/// <summary>The row of a fund, with what is left in it.</summary>
internal sealed record FundRow : Listed, IOwned
{
    internal const string Columns =
        """
        f.id, f.version, f.owner_org_id, f.owner_epoch, f.protection, f.created_at, f.updated_at, f.name, f.uses, f.restriction, f.opened_on, f.closed_on,
        (SELECT a.debit_fen - a.credit_fen FROM welfare_fund_account a WHERE a.fund_id = f.id AND a.account = 'cash_bank') AS balance_fen
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string Name { get; init; }

    /// <summary>Each with a space around it; empty for any.</summary>
    public required string Uses { get; init; }

    public string? Restriction { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public DateOnly? ClosedOn { get; init; }
    public required long BalanceFen { get; init; }

    internal bool Allows(string use) => Uses.Length == 0 || Uses.Contains(Word(use), StringComparison.Ordinal);

    /// <summary>Whether money that may be spent for these uses only, and is tied to that, stays so in this fund.</summary>
    internal bool Keeps(string uses, string? restriction) =>
        (restriction is null || Restriction == restriction) && (uses.Length == 0 || (Uses.Length > 0 && Body.Uses.All(use => uses.Contains(Word(use), StringComparison.Ordinal))));

    internal FundBody Body => new() { Name = Name, Uses = Codes(Uses), Restriction = Restriction, OpenedOn = OpenedOn };

    internal static IReadOnlyList<string> Codes(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    internal static string Words(IEnumerable<string> uses) => string.Concat(uses.Distinct().Order(StringComparer.Ordinal).Select(Word));

    internal FundView View => new()
    {
        Id = Id,
        Version = Version,
        Name = Name,
        Uses = Body.Uses,
        Restriction = Restriction,
        Restricted = Uses.Length > 0 || Restriction is not null,
        OpenedOn = OpenedOn,
        ClosedOn = ClosedOn,
        BalanceFen = BalanceFen,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };

    private static string Word(string use) => $" {use} ";
}
