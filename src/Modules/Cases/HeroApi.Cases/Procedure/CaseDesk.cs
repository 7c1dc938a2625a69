using HeroApi.Cases.Clock;
using HeroApi.Cases.Filing;
using HeroApi.Cases.Investigation;
using HeroApi.Cases.Jurisdiction;
using HeroApi.Cases.Material;
using HeroApi.Cases.Notices;
using HeroApi.Cases.Panel;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Procedure;

/// <summary>What is noted of a step beside who took it and when.</summary>
/// <param name="On">The business date it counts for; today when absent.</param>
/// <param name="Reason">Why, in the officer's words.</param>
/// <param name="Basis">The article it rests on.</param>
internal sealed record Step(CaseAction Action, Guid? ActorId = null, DateOnly? On = null, string? Reason = null, string? Basis = null);

/// <summary>Where cases are worked on: takes a case out for a step, and puts it back with what the step changed.</summary>
internal sealed class CaseDesk(Db db, Call call, CaseSource source, Records records, RuleBook rules, Deadlines deadlines, Changes changes, TimeProvider clock)
{
    /// <summary>
    /// The case for a step: visible, at the version the caller knows, his to act on, in a state for it, with nothing standing
    /// against it. It is held for the rest of the command, so that of two officers at once one comes second and sees what the first did.
    /// </summary>
    /// <param name="version">The version the caller knows; null for what only adds.</param>
    internal async Task<CaseFile> Take(CaseAction action, Guid caseId, long? version, CancellationToken ct, Guid? actorId = null)
    {
        await Lock(caseId, ct);
        var row = await source.Seek(caseId, ct) ?? throw await records.Disowned(caseId, ct) ?? new Refusal(Problems.NotFound);
        var file = await Read(row, ct);
        var actor = action.OfActor ? file.Actor(actorId) ?? throw new Refusal(Problems.NotFound) : null;
        if (NotHis(action, file, actor, await Owned(file, ct)) is { } stranger)
            throw stranger;
        if (version is not null && row.Version != version)
            throw Stale.At(row.Version);

        if (action.Against(file, actor).FirstOrDefault() is { } refusal)
            throw new Refusal(refusal.Problem, refusal.Params)
            {
                Current = new { row.Version, row.State },
                AllowedActions = [.. CaseActions.All.Where(other => Allowed(other, file)).Select(other => other.Name)]
            };
        return file;
    }

    /// <summary>The case for what nobody takes a step for, a timer or a word of the public: held like for one; null when there is none any more.</summary>
    internal async Task<CaseFile?> Hold(Guid caseId, CancellationToken ct)
    {
        await Lock(caseId, ct);
        var row = await db.SingleOrDefault<CaseRow>($"SELECT {CaseSource.Columns} FROM cases_case c WHERE c.id = @caseId AND c.deleted_at IS NULL AND SCOPE(c)", new { caseId }, ct);
        return row is null ? null : await Read(row, ct);
    }

    /// <summary>A case with everything that decides about it.</summary>
    internal async Task<CaseFile> Read(CaseRow row, CancellationToken ct) => (new CaseFile
    {
        Case = row,
        Actors = await db.Query<ActorRow>($"SELECT {CaseSource.ActorColumns} FROM cases_actor WHERE case_id = @Id ORDER BY position", new { row.Id }, ct),
        Deadlines = await db.Query<DeadlineRow>($"SELECT {Deadlines.Columns} FROM cases_deadline WHERE case_id = @Id ORDER BY id", new { row.Id }, ct),
        Inquiry = await Inquiry.Of(db, row, ct),
        Panel = await db.SingleOrDefault<PanelRow>($"SELECT {PanelRow.Columns} FROM cases_panel WHERE case_id = @Id AND state <> 'superseded'", new { row.Id }, ct),
        Notices = await db.Query<NoticeRow>($"SELECT {NoticeRow.Columns} FROM cases_notice WHERE case_id = @Id ORDER BY id", new { row.Id }, ct),
        Filings = await db.Query<FilingRow>($"SELECT {FilingRow.Columns} FROM cases_filing WHERE case_id = @Id ORDER BY id", new { row.Id }, ct),
        Materials = await db.Query<MaterialRow>($"SELECT {MaterialRow.Columns} FROM cases_material_request WHERE case_id = @Id ORDER BY id", new { row.Id }, ct),
        Referrals = await db.Query<ReferralRow>($"SELECT {ReferralRow.Columns} FROM cases_referral WHERE case_id = @Id ORDER BY id", new { row.Id }, ct),
        Rules = await rules.Of(row, ct),
        Today = clock.Today()
    }).UnderRulesOfToday();

    /// <summary>Puts a case back: its row, those of its actors that are different, the step on its timeline, and the feed.</summary>
    /// <returns>The case in the caller's field profile.</returns>
    internal async Task<CaseView> Put(CaseFile file, CaseRow after, Step step, CancellationToken ct, IReadOnlyList<ActorRow>? actors = null)
    {
        var now = Instants.Micro(clock.GetUtcNow());
        after = after with
        {
            Version = file.Case.Version + 1,
            UpdatedAt = now,
            Outcome = CaseCodes.OutcomeOf([.. actors ?? file.Actors]),
            RulePacks = file.Rules.Pin,
            RulePack = file.Rules.Region,
            HasInjury = (actors ?? file.Actors).Any(actor => CaseCodes.IsHurt(actor.Harm))
        };
        if (await db.Execute(
            """
            UPDATE cases_case AS c
            SET    version = @Version, updated_at = @UpdatedAt, state = @State, complex = @Complex, competent_org_id = @CompetentOrgId, has_injury = @HasInjury,
                   rule_packs = @RulePacks, rule_pack = @RulePack, initiation = @Initiation, received_on = @ReceivedOn, lateness = @Lateness,
                   accepted_on = @AcceptedOn, concluded_on = @ConcludedOn, conclusion = @Conclusion, proposed_on = @ProposedOn, decided_on = @DecidedOn,
                   closed_on = @ClosedOn, outcome = @Outcome, investigated_at = @InvestigatedAt, confirmed_at = @ConfirmedAt,
                   praised_at = @PraisedAt, helped_at = @HelpedAt,
                   investigated_after = @InvestigatedAfter, confirmed_after = @ConfirmedAfter, praised_after = @PraisedAfter, helped_after = @HelpedAfter
            WHERE  c.id = @Id AND c.version = @Version - 1 AND SCOPE(c)
            """, after, ct) == 0)
            throw Stale.At(file.Case.Version);

        foreach (var limit in file.TakenUp.Where(file.Deadlines.Contains))
            await deadlines.Change(file, limit, ct);
        foreach (var actor in actors?.Where(actor => actor != file.Actor(actor.Id)) ?? [])
            await db.Execute(
                """
                UPDATE cases_actor
                SET    harm = @Harm, duty_status = @DutyStatus, state = @State, proposal = @Proposal, proposal_reason = @ProposalReason,
                       deviation_reason = @DeviationReason, duty_override = @DutyOverride, heard_on = @HeardOn, decided_on = @DecidedOn, decision_number = @DecisionNumber, served_on = @ServedOn, review = @Review, final = @Final, joint_org_id = @JointOrgId,
                       decision_id = @DecisionId, decided_by = @DecidedBy, outside = @Outside, revocation = @Revocation
                WHERE  id = @Id
                """, actor, ct);
        await Note(file.Case, after.State, step, ct);

        var seen = await changes.VisibilityOf(after.Id, after.Protection, ct);
        changes.Changed(CaseSource.Name, after.Id, after.Version, seen, seen);
        if (JurisdictionActions.Offer.In.Contains(file.Case.State) && !JurisdictionActions.Offer.In.Contains(after.State))
            changes.Settled(after.Id);
        return await source.Get(after.Id, ct);
    }

    /// <summary>Writes a step on the timeline of a case.</summary>
    internal Task Note(CaseRow before, string stateAfter, Step step, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Execute(
            """
            INSERT INTO cases_step (id, case_id, at, action, state_from, state_to, actor_id, on_date, reason, basis, org_id, principal)
            VALUES (@id, @caseId, @now, @action, @from, @stateAfter, @ActorId, @on, @Reason, @Basis, @OrgId, @KeyId)
            """,
            new
            {
                id = Guid.CreateVersion7(now),
                caseId = before.Id,
                now,
                action = step.Action.Name,
                from = before.State,
                stateAfter,
                step.ActorId,
                on = step.On ?? clock.Today(),
                step.Reason,
                step.Basis,
                call.Caller.OrgId,
                call.Caller.KeyId
            }, ct);
    }

    /// <summary>Everything that stands against a step: scope, ownership, state, facts and rules.</summary>
    /// <param name="owned">Of <see cref="Owned"/>.</param>
    internal IReadOnlyList<Refusal> Against(CaseAction action, CaseFile file, ActorRow? actor, IReadOnlySet<Guid> owned)
    {
        Refusal?[] his = [call.Caller.May(action.Scope) ? null : new Refusal(Problems.Forbidden, new { scope = action.Scope }), NotHis(action, file, actor, owned)];
        return [.. his.OfType<Refusal>(), .. action.Against(file, actor)];
    }

    /// <summary>Of all bodies that have to do with a case, those that the caller is or stands above.</summary>
    internal Task<IReadOnlySet<Guid>> Owned(CaseFile file, CancellationToken ct) => records.Owned(
    [
        file.Case.OwnerOrgId, .. file.Actors.Select(actor => actor.HomeOrgId).OfType<Guid>(),
        .. CaseActions.All.Where(action => action.In.Contains(file.Case.State)).Select(action => action.AlsoAbove(file)).OfType<Guid>()
    ], ct);

    private static bool Allowed(CaseAction action, CaseFile file) =>
        action.OfActor ? file.Actors.Any(actor => !action.Against(file, actor).Any()) : !action.Against(file, null).Any();

    /// <summary>Makes whoever else wants this case wait until the command ends.</summary>
    internal Task<int> Lock(Guid caseId, CancellationToken ct) =>
        db.Execute("UPDATE cases_case AS c SET version = version WHERE c.id = @caseId AND SCOPE(c)", new { caseId }, ct);

    private Refusal? NotHis(CaseAction action, CaseFile file, ActorRow? actor, IReadOnlySet<Guid> owned) => action.By(file, actor) switch
    {
        By.Home => owned.Contains(actor!.HomeOrgId!.Value) ? null : new Refusal(CaseErrors.HomeBodyOnly, new { askOrgId = actor.HomeOrgId }),
        By.Above when call.Caller.OrgId is { } org && (org == file.Case.OwnerOrgId || org == actor?.DecidedBy) => new Refusal(CaseErrors.HigherBodyOnly),
        _ when !owned.Contains(file.Case.OwnerOrgId) => new Refusal(Problems.NotOwner, new { askOrgId = file.Case.OwnerOrgId }),
        _ when action.In.Contains(file.Case.State) && action.AlsoAbove(file) is { } other && !owned.Contains(other) => new Refusal(CaseErrors.HigherBodyOnly),
        _ => null
    };
}
