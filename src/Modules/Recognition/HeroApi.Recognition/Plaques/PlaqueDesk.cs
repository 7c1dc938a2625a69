using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Plaques;

/// <summary>A plaque that is held for a step, with the file it was reached through and all files of its household.</summary>
internal sealed record HeldPlaque(HeroRow Hero, PlaqueRow Plaque, IReadOnlyList<Guid> HeroIds);

/// <summary>Where plaques are worked on: which step can be taken now, and what every step leaves behind.</summary>
internal sealed class PlaqueDesk(Db db, Call call, HeroDesk desk, HeroPapers papers, Serials serials, TimeProvider clock)
{
    internal const string Kind = "plaque";

    /// <summary>Takes a step that changes nothing but the plaque.</summary>
    internal async Task<HeroView> Step(PlaqueStep step, Guid heroId, Guid plaqueId, long version, PlaqueAct act, CancellationToken ct)
    {
        var held = await Take(step, heroId, plaqueId, version, act, ct);
        await Move(held, step, act, ct);
        return await Put(held.Hero, held.HeroIds, plaqueId, act, ct);
    }

    /// <summary>The plaque of a file that the caller keeps, in a state for the step.</summary>
    internal async Task<HeldPlaque> Take(PlaqueStep step, Guid heroId, Guid plaqueId, long version, PlaqueAct act, CancellationToken ct)
    {
        var hero = await desk.Take(heroId, version, ct);
        var plaques = await db.Query<PlaqueRow>($"SELECT {PlaqueRow.Columns} FROM {PlaqueRow.Table} WHERE p.id = @plaqueId ORDER BY s.holder DESC, s.id", new { plaqueId }, ct);
        if (plaques.FirstOrDefault(row => row.HeroId == heroId) is not { } plaque)
            throw new Refusal(Problems.NotFound);
        if (!step.From.Contains(plaque.State))
            throw new Refusal(RecognitionErrors.PlaqueStep, new { step = step.Name, plaque.State })
            {
                Current = new { hero.Version, plaque.State },
                AllowedActions = PlaqueSteps.In(plaque.State)
            };
        if (act.On < plaque.Since)
            throw Invalid.At("/on", RecognitionErrors.PlaqueBeforeLastStep, new { plaque.Since });
        return new HeldPlaque(hero, plaque, [.. plaques.Select(row => row.HeroId).Distinct()]);
    }

    /// <summary>Brings the plaque into the state that the step leads to.</summary>
    internal async Task Move(HeldPlaque held, PlaqueStep step, PlaqueAct act, CancellationToken ct)
    {
        // Its household may have been at it through another file.
        var on = act.On ?? clock.Today();
        if (await db.Execute(
            """
            UPDATE recognition_plaque
            SET    state = @To, since = @on, hung_on = CASE WHEN @hung THEN @on ELSE hung_on END,
                   to_withdraw = to_withdraw AND NOT @ended
            WHERE  id = @Id AND state = @State
            """, new { held.Plaque.Id, held.Plaque.State, step.To, on, hung = step == PlaqueSteps.Hanging, ended = PlaqueSteps.In(step.To).Count == 0 }, ct) == 0)
            throw Stale.At(held.Hero.Version);
        await Note(held.Hero.Id, held.Plaque.Id, step, act, ct);
    }

    /// <summary>Makes a plaque for these files, the first of which holds it.</summary>
    /// <param name="serial">As it is on the plaque; the next of the organisation when absent.</param>
    internal async Task<Guid> Make(HeroRow hero, IReadOnlyList<Guid> heroIds, string? serial, PlaqueRow? replaces, PlaqueAct act, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        while (await db.Execute(
            """
            INSERT INTO recognition_plaque (id, household_id, org_id, serial, state, since, to_withdraw, replaces)
            VALUES (@id, @household, @OwnerOrgId, @number, 'made', @on, @toWithdraw, @replaced)
            ON CONFLICT (org_id, serial) DO NOTHING
            """,
            new
            {
                id,
                household = replaces?.HouseholdId ?? id,
                hero.OwnerOrgId,
                number = serial ?? await serials.Next(hero.OwnerOrgId, Kind, ct),
                on = act.On ?? clock.Today(),
                toWithdraw = replaces?.ToWithdraw == true,
                replaced = replaces?.Id
            }, ct) == 0)
            if (serial is not null)
                throw new Refusal(RecognitionErrors.PlaqueSerialTaken);

        await db.ExecuteAll([.. heroIds.Select((heroId, index) => new Statement(
            "INSERT INTO recognition_plaque_hero (id, plaque_id, hero_id, holder) VALUES (@row, @plaque, @hero, @holder)",
            [new("row", Guid.CreateVersion7(clock.GetUtcNow())), new("plaque", id), new("hero", heroId), new("holder", index == 0)]))], ct);
        await Note(hero.Id, id, PlaqueSteps.Making, act, ct);
        return id;
    }

    /// <summary>Puts the files of the household back: the plaque is a part of each.</summary>
    internal async Task<HeroView> Put(HeroRow hero, IReadOnlyList<Guid> heroIds, Guid plaqueId, PlaqueAct act, CancellationToken ct)
    {
        var entry = new Entry(Kind, plaqueId, Reason: act.Reason);
        await desk.Changed([.. heroIds.Where(id => id != hero.Id)], entry, ct);
        foreach (var id in heroIds)
            await desk.Say(id, "plaques", ct);
        return await desk.Put(hero, entry, ct);
    }

    private async Task Note(Guid heroId, Guid plaqueId, PlaqueStep step, PlaqueAct act, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await papers.Attach(heroId, id, act.FileIds, index => $"/fileIds/{index}", ct);
        await db.Execute(
            """
            INSERT INTO recognition_plaque_step (id, plaque_id, at, step, state, on_date, by_whom, reason, org_id, principal)
            VALUES (@id, @plaqueId, @now, @Name, @To, @on, @By, @Reason, @OrgId, @KeyId)
            """, new { id, plaqueId, now, step.Name, step.To, on = act.On ?? clock.Today(), act.By, act.Reason, call.Caller.OrgId, call.Caller.KeyId }, ct);
    }
}
