namespace HeroApi.Cases.Jurisdiction;

/// <summary>Writes what is put to the body above, and its answer.</summary>
internal sealed class Referrals(Db db, Call call, TimeProvider clock)
{
    internal Task Ask(CaseFile file, string kind, DateOnly on, string reason, Guid? withOrg, CancellationToken ct) => db.Execute(
        """
        INSERT INTO cases_referral (id, case_id, kind, asked_on, reason, with_org_id, state_before)
        VALUES (@id, @caseId, @kind, @on, @reason, @withOrg, @state)
        """, new { id = Guid.CreateVersion7(clock.GetUtcNow()), caseId = file.Case.Id, kind, on, reason, withOrg, state = file.Case.State }, ct);

    internal Task Answer(ReferralRow asked, CancellationToken ct) => db.Execute(
        """
        UPDATE cases_referral
        SET    answer = @Answer, answered_on = @AnsweredOn, answer_reason = @AnswerReason, answered_by = @AnsweredBy, designated_id = @DesignatedId
        WHERE  id = @Id
        """, asked with { AnsweredBy = call.Caller.OrgId }, ct);
}
