namespace HeroApi.Welfare.MedicalCases.Figures;

/// <summary>What one payer paid.</summary>
internal sealed record PayerFigures
{
    /// <summary>Of the vocabulary medical_payer.</summary>
    public required string Payer { get; init; }

    /// <summary>In how many cases (件) he paid.</summary>
    public required long Cases { get; init; }

    /// <summary>For how many persons (人) he paid.</summary>
    public required long Persons { get; init; }

    /// <summary>What he paid for good, before anything came back.</summary>
    public required long FinalFen { get; init; }

    /// <summary>What he advanced, before anything came back.</summary>
    public required long AdvancedFen { get; init; }

    /// <summary>What of both can still come back to him.</summary>
    public required long RecoverableFen { get; init; }

    /// <summary>What of both has come back to him.</summary>
    public required long RecoveredFen { get; init; }

    /// <summary>What others got back from him, who bears it.</summary>
    public required long RestoredFen { get; init; }

    internal static PayerFigures Example => new()
    {
        Payer = MedicalCodes.Hospital,
        Cases = 2,
        Persons = 2,
        FinalFen = 0,
        AdvancedFen = 2_000_000,
        RecoverableFen = 1_500_000,
        RecoveredFen = 500_000,
        RestoredFen = 0
    };
}
