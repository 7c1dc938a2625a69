namespace HeroApi.Welfare.MedicalCases;

/// <summary>Who bears what of a bill, who is asked next, and what the law of the place has the treasury pay: pure arithmetic over the lines.</summary>
internal static class MedicalReckoning
{
    /// <summary>What each payer bears or has advanced, in the order of the chain; who has neither is left out.</summary>
    internal static IReadOnlyList<ShareView> Shares(IReadOnlyCollection<LineRow> lines, IReadOnlyCollection<RecoveryRow> recoveries) =>
    [
        .. from payer in MedicalCodes.Payers
           let bears = lines.Where(line => line.Payer == payer && line.Kind == MedicalCodes.Final).Sum(line => line.LeftFen) + recoveries.Where(back => back.Payer == payer).Sum(back => back.AmountFen)
           let advanced = lines.Where(line => line.Payer == payer && line.Kind == MedicalCodes.Advance).Sum(line => line.LeftFen)
           where bears > 0 || advanced > 0
           select new ShareView { Payer = payer, BearsFen = bears, AdvancedFen = advanced }
    ];

    /// <summary>The first of the chain who has not been asked, while something is not borne for good; a line of nothing says that one was asked in vain.</summary>
    internal static string? Next(MedicalRow row, IReadOnlyCollection<LineRow> lines, IReadOnlyCollection<RecoveryRow> recoveries) => row.UncoveredFen + row.AdvancedFen == 0
        ? null
        : MedicalCodes.Chain.FirstOrDefault(payer => !lines.Any(line => line.Payer == payer && line.Kind == MedicalCodes.Final) && !recoveries.Any(back => back.Payer == payer));

    /// <summary>
    /// What the county treasury still has to pay for the time being: of what nobody else pays, all above the limit, less what the government has
    /// paid already. Null where there is no limit or it is not reached.
    /// </summary>
    internal static ProposalView? Treasury(MedicalRow row, IReadOnlyCollection<LineRow> lines)
    {
        if (row.LimitFen is not { } limit)
            return null;

        var government = lines.Where(line => line.Payer == MedicalCodes.Government).Sum(line => line.LeftFen);
        var hospital = lines.Where(line => line.Payer == MedicalCodes.Hospital).Sum(line => line.LeftFen);
        var owed = row.UncoveredFen + hospital + government - limit - government;
        return owed > 0 ? new ProposalView { Payer = MedicalCodes.Government, Kind = MedicalCodes.Advance, AmountFen = owed, Article = row.LimitArticle } : null;
    }
}
