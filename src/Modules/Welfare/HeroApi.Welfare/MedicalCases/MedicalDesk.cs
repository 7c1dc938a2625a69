using HeroApi.Cases.Contracts;
using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.MedicalCases;

/// <summary>Where medical cases are worked on: takes one out for a change, and puts it back with its sums reckoned anew.</summary>
internal sealed class MedicalDesk(Db db, MedicalSource source, Records records, Changes changes, PaidFor paid, IMediator mediator, TimeProvider clock)
{
    /// <summary>The key of the rule that says above which amount the county treasury pays for the time being.</summary>
    private const string TreasuryAbove = "medical.treasury_above";

    /// <summary>The case for a change: visible, the caller's, at the version he knows; held for the rest of the command, so that of two at once one comes second.</summary>
    /// <param name="version">The version the caller knows; null for what only adds.</param>
    internal Task<MedicalRow> Take(Guid id, long? version, CancellationToken ct) => records.Take<MedicalRow>(MedicalSource.MedicalCases, id, version, ct);

    /// <summary>The row with what the law of the act's place and day says; checked against the person's acts and uses.</summary>
    internal async Task<MedicalRow> Checked(MedicalRow row, EntitlementRow person, CancellationToken ct)
    {
        if (row.UseId is not null)
            await MustBeTheirs(row, person, ct);
        if (row.DeedCaseId is not { } caseId)
            return row with { LimitState = null, LimitFen = null, LimitArticle = null };

        var deed = await mediator.Send(new FindDeed([.. new[] { person.HeroId, person.PersonId }.Distinct()], caseId), ct) ?? throw Invalid.At("/deedCaseId", MedicalErrors.DeedUnknown);
        var rule = (await mediator.Send(new GetRules(deed.RegionCode, PartialDate.Parse(deed.ActedOn, null).From, [TreasuryAbove]), ct))[TreasuryAbove];
        return row with { LimitState = rule.State, LimitFen = rule.Amount, LimitArticle = rule.Article };
    }

    /// <summary>Puts a case back with these lines: its sums, a new version and the feed.</summary>
    internal async Task<MedicalView> Put(MedicalRow before, CancellationToken ct)
    {
        var lines = await source.Lines([before.Id], ct);
        var row = before.With(lines);
        if (await paid.OrPromised(MedicalSource.Name, row.Id, Guid.Empty, ct) is var promised && promised > lines.Where(line => line.Payer == MedicalCodes.Fund).Sum(line => line.AmountFen))
            throw new Refusal(MedicalErrors.FundPaid, new { fundFen = promised });

        await db.Execute(
            """
            UPDATE welfare_medical_case AS m
            SET    version = version + 1, updated_at = @now, deed_case_id = @DeedCaseId, hospital = @Hospital, use_id = @UseId, from_on = @FromOn, to_on = @ToOn, bill_fen = @BillFen,
                   final_fen = @FinalFen, advanced_fen = @AdvancedFen, recovered_fen = @RecoveredFen, state = @State, limit_state = @LimitState, limit_fen = @LimitFen,
                   limit_article = @LimitArticle
            WHERE  m.id = @Id AND SCOPE(m)
            """,
            new
            {
                now = clock.GetUtcNow(),
                row.DeedCaseId,
                row.Hospital,
                row.UseId,
                row.FromOn,
                row.ToOn,
                row.BillFen,
                row.FinalFen,
                row.AdvancedFen,
                row.RecoveredFen,
                row.State,
                row.LimitState,
                row.LimitFen,
                row.LimitArticle,
                row.Id
            }, ct);
        var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
        changes.Changed(MedicalSource.Name, row.Id, row.Version + 1, seen, seen);
        return await source.Get(row.Id, ct);
    }

    /// <summary>A use is the person's own, under whichever file, and opens one case.</summary>
    private async Task MustBeTheirs(MedicalRow row, EntitlementRow person, CancellationToken ct)
    {
        if (await db.Single<long>(
            """
            SELECT COUNT(*)
            FROM   welfare_channel_use u
            JOIN   welfare_entitlement e ON e.id = u.entitlement_id
            WHERE  u.id = @UseId AND e.person_id = @PersonId AND SCOPE(e)
            """, new { row.UseId, person.PersonId }, ct) == 0)
            throw Invalid.At("/useId", MedicalErrors.UseUnknown);
        if (await db.Single<long>("SELECT COUNT(*) FROM welfare_medical_case m WHERE m.use_id = @UseId AND m.id <> @Id AND UNSCOPED('a use opens one case')", new { row.UseId, row.Id }, ct) > 0)
            throw new Refusal(MedicalErrors.UseTaken);
    }
}
