using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>A step in the life of a benefit case, and the states that it may be taken in.</summary>
internal sealed record BenefitAct(string Name, params string[] From)
{
    internal static readonly BenefitAct Refer = new("referral", "open", "referred", "replied", "review");
    internal static readonly BenefitAct Reply = new("reply", "referred");
    internal static readonly BenefitAct Decide = new("result", "open", "referred", "replied", "review");
    internal static readonly BenefitAct Review = new("review", "granted", "partly", "refused");
    internal static readonly BenefitAct Withdraw = new("withdrawal", "open", "referred", "replied", "review");

    internal static readonly IReadOnlyList<BenefitAct> All = [Refer, Reply, Decide, Review, Withdraw];
}

/// <summary>The last day for a department's reply is over.</summary>
internal sealed record BenefitReplyDue(Guid CaseId) : INotification;

/// <summary>Where benefit cases are worked on: takes one out for a step, and puts it back with what the step changed.</summary>
internal sealed class BenefitDesk(Db db, BenefitSource source, Records records, Changes changes, Outbox outbox, TimeProvider clock)
{
    private static string Timer(Guid id) => $"welfare.benefit_reply:{id:D}";

    /// <summary>The case for a step: visible, the caller's, at the version he knows, in a state for it; held for the rest of the command.</summary>
    internal async Task<BenefitRow> Take(BenefitAct step, Guid id, long version, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_benefit AS c SET version = version WHERE c.id = @id AND SCOPE(c)", new { id }, ct);
        var row = await source.Seek(id, ct) ?? throw await records.Disowned(id, ct) ?? new Refusal(Problems.NotFound);
        await records.MustOwn(row.OwnerOrgId, ct);
        if (row.Version != version)
            throw Stale.At(row.Version);

        return step.From.Contains(row.State) ? row : throw new Refusal(BenefitErrors.Transition)
        {
            Current = new { row.Version, row.State },
            AllowedActions = [.. BenefitAct.All.Where(other => other.From.Contains(row.State)).Select(other => other.Name)]
        };
    }

    /// <summary>A day of a step: not in the future, and not before it was asked for.</summary>
    internal DateOnly Day(BenefitRow row, DateOnly? on) => (on ?? clock.Today()) is var day && day < row.AppliedOn
        ? throw Invalid.At("/on", BenefitErrors.BeforeApplication, new { row.AppliedOn })
        : day;

    /// <summary>Puts a case back: a new version and the feed; the timer of the reply runs while one is awaited.</summary>
    internal async Task<BenefitView> Put(BenefitRow row, CancellationToken ct)
    {
        await db.Execute(
            """
            UPDATE welfare_benefit AS c
            SET    version = version + 1, updated_at = @now, state = @State, department = @Department, department_name = @DepartmentName, referred_on = @ReferredOn, reply_by = @ReplyBy, reply_overdue =
                   @ReplyOverdue, replied_on = @RepliedOn, reply = @Reply, amount_fen = @AmountFen, per = @Per, measure = @Measure, from_on = @FromOn, to_on =
                   @ToOn, decided_on = @DecidedOn, number = @Number, decided_by = @DecidedBy, end_reason = @EndReason, review_reason = @ReviewReason,
                   review_asked_on = @ReviewAskedOn, reviews = @Reviews
            WHERE  c.id = @Id AND SCOPE(c)
            """,
            new
            {
                now = clock.GetUtcNow(),
                row.State,
                row.Department,
                row.DepartmentName,
                row.ReferredOn,
                row.ReplyBy,
                row.ReplyOverdue,
                row.RepliedOn,
                row.Reply,
                row.AmountFen,
                row.Per,
                row.Measure,
                row.FromOn,
                row.ToOn,
                row.DecidedOn,
                row.Number,
                row.DecidedBy,
                row.EndReason,
                row.ReviewReason,
                row.ReviewAskedOn,
                row.Reviews,
                row.Id
            }, ct);
        if (row is { State: "referred", ReplyBy: { } last })
            outbox.At(Timer(row.Id), ChinaTime.EndOf(last), new BenefitReplyDue(row.Id), row.Id);
        else
            outbox.Cancel(Timer(row.Id));
        var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
        changes.Changed(BenefitSource.Name, row.Id, row.Version + 1, seen, seen);
        return await source.Get(row.Id, ct);
    }
}

/// <summary>Notes that a department has not replied in time, and tells whoever sees the case.</summary>
internal sealed class OnBenefitReplyDue(Db db, Records records, TimeProvider clock) : INotificationHandler<BenefitReplyDue>
{
    public async Task Handle(BenefitReplyDue notification, CancellationToken cancellationToken)
    {
        var overdue = await db.Query<Guid>(
            """
            UPDATE welfare_benefit
            SET    reply_overdue = @yes
            WHERE  id = @CaseId AND state = 'referred' AND reply_by < @today AND NOT reply_overdue AND UNSCOPED('time passes for a case, whoever sees it')
            RETURNING id
            """, new { notification.CaseId, yes = true, today = clock.Today() }, cancellationToken);
        if (overdue.Count > 0)
            await records.Raise(BenefitSource.Benefits, overdue, [], cancellationToken);
    }
}

/// <summary>With the confirmation benefits stop: what is asked for is withdrawn, and what goes on ends today.</summary>
internal sealed class BenefitsFollow(Db db, Changes changes, TimeProvider clock) : IFollowsEntitlements
{
    public async Task Follow(EntitlementRow? before, EntitlementRow after, CancellationToken ct)
    {
        if (after.EndReason != "revoked" || before?.EndReason == "revoked")
            return;

        foreach (var benefit in await db.Query<Raised>(
            """
            UPDATE welfare_benefit
            SET    state = CASE WHEN state IN ('granted', 'partly') THEN state ELSE 'withdrawn' END, to_on = CASE WHEN state IN ('granted', 'partly') THEN @today ELSE to_on END,
                   end_reason = 'confirmation_revoked', version = version + 1, updated_at = @now
            WHERE  hero_id = @HeroId AND UNSCOPED('benefits stop with the confirmation, whoever gives them')
            AND    (state IN ('open', 'referred', 'replied', 'review') OR (state IN ('granted', 'partly') AND per IN ('month', 'year') AND (to_on IS NULL OR to_on > @today)))
            RETURNING id, version, owner_epoch AS epoch, protection
            """, new { after.HeroId, today = clock.Today(), now = clock.GetUtcNow() }, ct))
        {
            var seen = await changes.VisibilityOf(benefit.Id, benefit.Protection, ct);
            changes.Changed(BenefitSource.Name, benefit.Id, benefit.Version, seen, seen);
        }
    }
}

/// <summary>The fund pays what was granted once and no more; what is given every month or year has no bound.</summary>
internal sealed class PayableBenefit(Db db, BenefitSource source) : IPayable
{
    public string Type => BenefitSource.Name;

    public async Task<Payable?> Find(Guid id, CancellationToken ct)
    {
        await db.Execute("UPDATE welfare_benefit AS c SET version = version WHERE c.id = @id AND SCOPE(c)", new { id }, ct);
        return await source.Seek(id, ct) is { State: "granted" or "partly", AmountFen: { } amount } benefit
            ? new Payable(benefit.OwnerOrgId, benefit.HeroId, benefit.Kind is "schooling" or "study_aid" or "exam_points" ? "schooling" : "living_aid", benefit.Per == "once" ? amount : null)
            : null;
    }
}
