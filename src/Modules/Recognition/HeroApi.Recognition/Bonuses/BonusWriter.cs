using System.Text.Json;
using HeroApi.Organisations.Contracts;
using HeroApi.Recognition.BonusSchemes;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Bonuses;

/// <summary>Turns a body into the row of a new or a known bonus: checked against the hero file, its acts, and what the scheme comes to.</summary>
internal sealed class BonusWriter(Db db, Call call, HeroSource heroes, DeedWriter deeds, SchemeBook book, BonusCalculator calculator, IMediator mediator, TimeProvider clock)
{
    /// <summary>The hero file that a bonus is for, as the caller sees it; held for the rest of the command, so that it is not kept more closely meanwhile.</summary>
    internal async Task<HeroRow> Hero(Guid heroId, CancellationToken ct)
    {
        await db.Execute("UPDATE recognition_hero AS h SET version = version WHERE h.id = @heroId AND SCOPE(h)", new { heroId }, ct);
        return await heroes.Seek(heroId, ct) ?? throw Invalid.At("/heroId", RecognitionErrors.HeroUnknown);
    }

    /// <summary>The row that says what the body says; refused with the bounds when the scheme does not allow the amount.</summary>
    internal async Task<BonusRow> Checked(BonusRow over, BonusBody body, HeroRow hero, CancellationToken ct)
    {
        if (body.Secret)
            call.Caller.Need(Scopes.ProtectedRead);
        if (body.CaseId is { } caseId && !await deeds.Has(hero.Id, caseId, ct))
            throw Invalid.At("/caseId", BonusErrors.BonusCase);

        var calculation = body.SchemeId is null ? null : await Calculate(body, hero, ct);
        var region = body.Region ?? (await book.Find(body.SchemeId!.Value, ct))!.Region;
        if (body.Region is not null && !(await mediator.Send(new FindPlaces([region], clock.Today()), ct)).ContainsKey(region))
            throw Invalid.At("/region", ValueProblems.UnknownRegion);

        return over with
        {
            Protection = Protection.Closer(body.Secret ? Protection.Restricted : Protection.None, hero.Protection),
            SchemeId = body.SchemeId,
            Basis = body.Basis,
            CaseId = body.CaseId,
            Region = region,
            AmountFen = body.AmountFen,
            Reason = body.Reason,
            DecidedOn = body.DecidedOn,
            Number = body.Number,
            Grade = body.Grade,
            Died = body.Died,
            IndexYear = body.IndexYear,
            Secret = body.Secret,
            Calculation = calculation is null ? null : JsonSerializer.Serialize(calculation, Json.Stored),
            ProposedBy = call.Caller.KeyId
        };
    }

    internal Task<int> Insert(BonusRow row, CancellationToken ct) => db.Execute(
        """
        INSERT INTO recognition_bonus (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, scheme_id, basis, case_id, region,
                                       amount_fen, reason, decided_on, number, grade, died, index_year, secret, calculation, state, proposed_by, paid_fen, recovered_fen)
        VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @HeroId, @SchemeId, @Basis, @CaseId, @Region,
                @AmountFen, @Reason, @DecidedOn, @Number, @Grade, @Died, @IndexYear, @Secret, @Calculation, @State, @ProposedBy, 0, 0)
        """, row, ct);

    private async Task<BonusCalculation> Calculate(BonusBody body, HeroRow hero, CancellationToken ct)
    {
        var scheme = await book.Find(body.SchemeId!.Value, ct) ?? throw Invalid.At("/schemeId", BonusErrors.SchemeUnknown);
        if (!scheme.HoldsOn(body.DecidedOn))
            throw Invalid.At("/schemeId", BonusErrors.SchemeNotHolding, new { scheme.ValidFrom, scheme.ValidTo });
        if (body.Region is { } region && !RegionSpan.Of(scheme.Region).Holds(region))
            throw Invalid.At("/region", BonusErrors.SchemeElsewhere, new { scheme.Region });

        var calculation = await calculator.Of(scheme, await calculator.Known(hero.Id, body.CaseId, body.Died, body.Grade, body.IndexYear ?? body.DecidedOn.Year - 1, ct), ct);
        if (!calculation.Allows(body.AmountFen))
            throw Invalid.At("/amountFen", BonusErrors.AmountOutOfBounds, new { calculation.FromFen, calculation.ToFen });
        if (calculation.LeavesRoom && body.AmountFen > calculation.FromFen && string.IsNullOrWhiteSpace(body.Reason))
            throw Invalid.At("/reason", ValueProblems.Required);
        return calculation;
    }
}
