namespace HeroApi.Welfare.Fund.Payments;

/// <summary>A kind of record that the fund may pay for, such as a visit or a premium.</summary>
internal interface IPayable
{
    /// <summary>Its table; a payment names it by the type of that.</summary>
    RecordTable Table { get; }

    /// <summary>The record, as the caller sees it; null when he does not. Held for the rest of the command.</summary>
    Task<Payable?> Find(Guid id, CancellationToken ct);
}

/// <summary>What a payment may be for.</summary>
/// <param name="OwnerOrgId">Whose record it is; its own funds pay for it, and those of organisations above it.</param>
/// <param name="HeroId">The hero file of the person it is about, if it is about one.</param>
/// <param name="Use">Of the vocabulary fund_use.</param>
/// <param name="MostFen">The most that may be paid for it altogether, in fen; null when it sets no bound.</param>
internal sealed record Payable(Guid OwnerOrgId, Guid? HeroId, string Use, long? MostFen);
