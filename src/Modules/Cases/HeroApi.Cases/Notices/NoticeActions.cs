using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Notices;

/// <summary>The steps of the public notice.</summary>
internal static class NoticeActions
{
    internal static readonly CaseAction Publication = new("notice", "/notice", CaseScopes.CasesDecide, "proposed")
    {
        Unless = (file, _) => [.. file.Rules.Missing(RuleKeys.NoticeWithin), .. KeptClosely(file)]
    };

    internal static readonly CaseAction Withholding = new("notice_withholding", "/notice-withholding", CaseScopes.CasesDecide, "proposed")
    {
        Unless = (file, _) => [.. file.Rules.Missing(RuleKeys.NoticeWithhold), .. NeverWithheld(file)]
    };

    internal static readonly CaseAction Suspension = new("notice_suspension", "/notice-suspension", CaseScopes.CasesDecide, "noticed")
    {
        Unless = (file, _) => file.Notice?.RunsOn(file.Today) == true ? [] : [new Refusal(CaseErrors.NoticeNotRunning)]
    };

    internal static readonly CaseAction Resumption = new("notice_resumption", "/notice-resumption", CaseScopes.CasesDecide, "noticed")
    {
        Unless = (file, _) => file.Notice?.State == "suspended" ? [] : [new Refusal(CaseErrors.NoticeNotSuspended)]
    };

    internal static readonly CaseAction Withdrawal = new("notice_withdrawal", "/notice-withdrawal", CaseScopes.CasesDecide, "noticed");

    internal static readonly CaseAction Handling = new("objection_handling", "/objections/{objectionId}/handling", CaseScopes.CasesDecide, "noticed")
    {
        Unless = (file, _) => file.Notice?.ObjectionsOpen > 0 ? [] : [new Refusal(CaseErrors.NoObjectionOpen)]
    };

    /// <summary>How a notice ends when its days are over; nobody asks for it.</summary>
    internal static readonly CaseAction Ending = new("notice_ending", "", CaseScopes.CasesDecide);

    internal static readonly IReadOnlyList<CaseAction> All = [Publication, Withholding, Suspension, Resumption, Withdrawal, Handling];

    /// <summary>What only few may see is not told to everybody.</summary>
    private static IEnumerable<Refusal> KeptClosely(CaseFile file) =>
        file.Case.Protection == Protection.None ? [] : [new Refusal(CaseErrors.NoticeOfProtected, new { file.Case.Protection })];

    private static IEnumerable<Refusal> NeverWithheld(CaseFile file) =>
        file.Rules.Find(RuleKeys.NoticeWithhold) is { Codes: null or [] } ? [new Refusal(CaseErrors.NoticeNeverWithheld)] : [];
}
