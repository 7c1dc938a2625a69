using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Notices;

/// <summary>The last day of a notice is over.</summary>
internal sealed record NoticeDue(Guid NoticeId) : INotification;

/// <summary>A notice has been shown long enough after its end.</summary>
internal sealed record NoticeOutdated(Guid NoticeId) : INotification;

/// <summary>Ends notices, each once: when their days are over and nothing is open against them, or because they are withdrawn.</summary>
internal sealed class NoticeEnd(Db db, CaseDesk desk, Outbox outbox, HeroSettings settings, TimeProvider clock)
{
    internal static string Timer(Guid noticeId) => $"cases.notice:{noticeId:D}";

    /// <summary>Ends a notice whose days are over; the case is ready for decision.</summary>
    internal async Task<CaseView> Complete(CaseFile file, NoticeRow notice, DateOnly on, CancellationToken ct)
    {
        await db.Execute("UPDATE cases_notice SET state = 'ended', ended_on = @on, updated_at = @now WHERE id = @Id", new { notice.Id, on, now = clock.GetUtcNow() }, ct);
        var shown = file.Rules.Find(RuleKeys.NoticeTakeDown)?.Period is { } period ? WorkCalendar.China.Due(on, period).At : ChinaTime.EndOf(on) + settings.NoticeShownAfterEnd;
        outbox.At($"{Timer(notice.Id)}:shown", shown, new NoticeOutdated(notice.Id), file.Case.Id);
        return await desk.Put(file, file.Case with { State = "ready" }, new Step(NoticeActions.Ending, On: on, Basis: file.Rules.Article(RuleKeys.NoticeWithin)), ct);
    }

    /// <summary>Takes a notice back; whoever waits for an answer to an objection has none to wait for.</summary>
    internal async Task Withdraw(CaseFile file, NoticeRow notice, string reason, CancellationToken ct)
    {
        await db.Execute("UPDATE cases_notice SET state = 'withdrawn', shown = false, ended_on = @Today, reason = @reason, objections_open = 0, updated_at = @now WHERE id = @Id",
            new { notice.Id, file.Today, reason, now = clock.GetUtcNow() }, ct);
        await db.Execute("UPDATE cases_objection SET state = 'moot', handled_on = @Today WHERE notice_id = @Id AND state = 'open'", new { notice.Id, file.Today }, ct);
        outbox.Cancel(Timer(notice.Id));
    }
}

/// <summary>Ends a notice by itself, unless something is open against it: then handling the last of it does.</summary>
internal sealed class OnNoticeDue(Db db, CaseDesk desk, NoticeEnd end) : INotificationHandler<NoticeDue>
{
    public async Task Handle(NoticeDue notification, CancellationToken cancellationToken)
    {
        var ct = cancellationToken;
        var caseId = await db.Single<Guid>("SELECT case_id FROM cases_notice WHERE id = @NoticeId", notification, ct);
        if (await desk.Hold(caseId, ct) is not { Case.State: "noticed", Notice: { State: "running", ObjectionsOpen: 0, LastDay: { } last } notice } file)
            return;

        if (notice.Id == notification.NoticeId && last < file.Today)
            await end.Complete(file, notice, last, ct);
    }
}

/// <summary>Takes a notice off the public routes.</summary>
internal sealed class OnNoticeOutdated(Db db, TimeProvider clock) : INotificationHandler<NoticeOutdated>
{
    public Task Handle(NoticeOutdated notification, CancellationToken cancellationToken) =>
        db.Execute("UPDATE cases_notice SET shown = false, updated_at = @now WHERE id = @NoticeId", new { notification.NoticeId, now = clock.GetUtcNow() }, cancellationToken);
}
