using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Payments;

namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>What may be done with a benefit case, and in which states.</summary>
internal static class BenefitSteps
{
    internal static readonly LifeStep Refer = new("referral", "open", "referred", "replied", "review");
    internal static readonly LifeStep Reply = new("reply", "referred");
    internal static readonly LifeStep Decide = new("result", "open", "referred", "replied", "review");
    internal static readonly LifeStep Review = new("review", "granted", "partly", "refused");
    internal static readonly LifeStep Withdraw = new("withdrawal", "open", "referred", "replied", "review");

    internal static readonly IReadOnlyList<LifeStep> All = [Refer, Reply, Decide, Review, Withdraw];
}

/// <summary>The last day for a department's reply is over.</summary>
internal sealed record BenefitReplyDue(Guid CaseId) : INotification;

/// <summary>Where benefit cases are worked on: takes one out for a step, and puts it back with what the step changed.</summary>
internal sealed class BenefitDesk(Db db, BenefitSource source, Records records, Changes changes, Outbox outbox, TimeProvider clock)
{
    private static string Timer(Guid id) => $"welfare.benefit_reply:{id:D}";

    /// <summary>The case for a step: visible, the caller's, at the version he knows, in a state for it; held for the rest of the command.</summary>
    internal async Task<BenefitRow> Take(LifeStep step, Guid id, long version, CancellationToken ct)
    {
        var row = await records.Take<BenefitRow>(BenefitSource.Benefits, id, version, ct);
        step.MustStartFrom(row.State, row.Version, BenefitErrors.Transition, BenefitSteps.All);
        return row;
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
internal sealed class PayableBenefit(Records records) : IPayable
{
    public RecordTable Table => BenefitSource.Benefits;

    public async Task<Payable?> Find(Guid id, CancellationToken ct) =>
        await records.Held<BenefitRow>(BenefitSource.Benefits, id, ct) is { State: "granted" or "partly", AmountFen: { } amount } benefit
            ? new Payable(benefit.OwnerOrgId, benefit.HeroId, benefit.Kind is "schooling" or "study_aid" or "exam_points" ? "schooling" : "living_aid", benefit.Per == "once" ? amount : null)
            : null;
}
