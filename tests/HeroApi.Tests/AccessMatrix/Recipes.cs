using HeroApi.TestKit;

namespace HeroApi.Tests.AccessMatrix;

/// <summary>A request.</summary>
internal sealed record Ask(HttpMethod Method, string Path, object? Body = null, long? IfMatch = null, params (string Name, string Value)[] Headers);

/// <summary>How to ask an operation about a record, and what it answers when the record is hidden.</summary>
/// <param name="Subjects">The kinds of records it is about; none for what is about no record.</param>
/// <param name="About">The request for one record; null when the operation lists or shows by itself.</param>
/// <param name="All">The request for everything visible; null when the operation is about one record.</param>
internal sealed record Recipe(string[] Subjects, Func<Target, Target, Ask>? About = null, Func<Ask>? All = null)
{
    /// <summary>Scopes it needs beside its own.</summary>
    public string[] AlsoNeeds { get; init; } = [];

    /// <summary>The refusal that a hidden record gets; it is the same for one that does not exist.</summary>
    public string Hidden { get; init; } = "record.not_found";

    /// <summary>Who only may look is refused with this, when the operation changes the record.</summary>
    public string? NotYours { get; init; }

    /// <summary>Whether every visible record must be among what is listed.</summary>
    public bool ListsAll { get; init; }

    /// <summary>Answers ids of records that a key of the caller's organisations acted on, hidden or not: who did what is not the record.</summary>
    public bool NamesByActor { get; init; }
}

/// <summary>One or more for every operation; an operation without any fails the matrix.</summary>
internal static class Recipes
{
    private static readonly string[] Leads = ["lead", "accepted lead"];
    private static readonly string[] Waiting = ["lead"];
    private static readonly string[] Cases = ["case"];
    private static readonly string[] Heroes = ["hero"];
    private static readonly string[] Rounds = ["verification round"];
    private static readonly string[] Bonuses = ["bonus"];
    private static readonly string[] Ceremonies = ["ceremony"];
    private static readonly string[] Awards = ["award"];
    private static readonly string[] Nominations = ["nomination"];
    private static readonly string[] Files = ["file"];
    private static readonly string[] Begun = ["upload"];
    private static readonly (string, string) Tus = ("Tus-Resumable", "1.0.0");
    private static readonly string[] Organisations = ["organisation"];
    private static readonly string[] Keys = ["api_key"];
    private static readonly string[] Jobs = ["job"];
    private static readonly string[] Imports = ["import"];
    private static readonly string[] Subjects = ["subject"];
    private static readonly string[] Offers = ["offer"];

    internal static IReadOnlyDictionary<string, Recipe[]> All { get; } = new Dictionary<string, Recipe[]>(Area.All.SelectMany(area => area.Recipes).Concat(Listed));

    private static Dictionary<string, Recipe[]> Listed => new()
    {
        ["GetLiveness"] = [Nothing("/health/live")],
        ["GetReadiness"] = [Nothing("/health/ready")],
        ["GetMeta"] = [Nothing("meta")],
        ["GetMe"] = [Nothing("me")],
        ["GetRegion"] = [Nothing("regions/350582")],
        ["ListChildRegions"] = [Nothing("regions/350582/children")],
        ["SearchRegions"] = [Nothing("regions?q=jinjiang")],
        ["ListVocabularies"] = [Nothing("vocabularies")],
        ["GetVocabulary"] = [Nothing("vocabularies/lead_channel")],
        ["FindCompetent"] = [Nothing("organisations/competent?region=350582")],

        ["ReportLead"] = [new Recipe([], All: () => Post("leads", States.LeadBody()))],
        ["ListLeads"] = [Lists(Leads, "leads?limit=7&count=exact"), Lists([], "leads?limit=7&state=accepted&sort=-reportedAt"), Lists(Leads, "leads?limit=7&count=exact&q=canary")],
        ["GetLead"] =
        [
            Shows(Leads, "leads/{0}"),
            new Recipe(Leads, (lead, _) => Get($"leads/{lead.Id}", ("X-Purpose", "verification"))) { AlsoNeeds = ["pii:read"] }
        ],
        ["GetLeadByExternalId"] = [new Recipe(Leads, (lead, _) => Get($"leads/ext/grid/{lead.External}"))],
        ["PutLead"] = [Changes(Waiting, lead => new Ask(HttpMethod.Put, $"leads/{lead.Id}", States.LeadBody(), lead.Version))],
        ["AmendLead"] = [Changes(Waiting, lead => new Ask(HttpMethod.Patch, $"leads/{lead.Id}", new { summary = "另一经过" }, lead.Version))],
        ["DeleteLead"] = [Changes(Waiting, lead => new Ask(HttpMethod.Delete, $"leads/{lead.Id}?reason=entered_in_error", null, lead.Version))],
        ["UpsertLead"] = [Changes(Waiting, lead => new Ask(HttpMethod.Put, $"leads/ext/grid/{lead.External}", States.LeadBody())) with { Hidden = "external.id_taken" }],
        ["AcceptLead"] = [Changes(Waiting, lead => Post($"leads/{lead.Id}/acceptance", new { }, lead.Version))],
        ["DismissLead"] = [Changes(Waiting, lead => Post($"leads/{lead.Id}/dismissal", new { reason = "不属见义勇为" }, lead.Version))],
        ["MarkDuplicate"] =
        [
            Changes(Waiting, (lead, anchor) => Post($"leads/{lead.Id}/duplicate", new { ofLeadId = anchor.Id }, lead.Version)),
            new Recipe(Waiting, (lead, anchor) => Post($"leads/{anchor.Id}/duplicate", new { ofLeadId = lead.Id }, anchor.Version)) { Hidden = "request.invalid" }
        ],
        ["ListLeadActions"] = [Shows(Leads, "leads/{0}/actions")],
        ["FindSimilarLeads"] = [Shows(Leads, "leads/{0}/similar")],
        ["RenewReceiptCode"] = [Changes(Leads, lead => Post($"leads/{lead.Id}/receipt-code"))],
        ["LookUpReceipt"] = [new Recipe([], All: () => Post("lead-receipts/260601-000-000-000/lookup", new { code = "00000-00000" }))],
        ["OpenCase"] = [new Recipe([], All: () => Post("cases", States.CaseBody()))],
        ["ListCases"] = [Lists(Cases, "cases?limit=7&count=exact"), Lists([], "cases?limit=7&state=filed&sort=-discoveredAt"), Lists(Cases, "cases?limit=7&count=exact&q=canary")],
        ["GetCase"] =
        [
            Shows(Cases, "cases/{0}"),
            new Recipe(Cases, (known, _) => Get($"cases/{known.Id}", ("X-Purpose", "verification"))) { AlsoNeeds = ["pii:read"] }
        ],
        ["GetCaseByExternalId"] = [new Recipe(Cases, (known, _) => Get($"cases/ext/grid/{known.External}"))],
        ["PutCase"] = [Changes(Cases, known => new Ask(HttpMethod.Put, $"cases/{known.Id}", States.CaseBody(), known.Version))],
        ["AmendCase"] = [Changes(Cases, known => new Ask(HttpMethod.Patch, $"cases/{known.Id}", new { complex = true }, known.Version))],
        ["DeleteCase"] = [Changes(Cases, known => new Ask(HttpMethod.Delete, $"cases/{known.Id}?reason=entered_in_error", null, known.Version))],
        ["ListCaseActions"] = [Shows(Cases, "cases/{0}/actions")],
        ["GetCaseTimeline"] = [Shows(Cases, "cases/{0}/timeline")],
        ["AddFiling"] = [Changes(Cases, known => Post($"cases/{known.Id}/filings", new { kind = "application", filer = "actor" }, known.Version))],
        ["AcceptCase"] = [Changes(Cases, known => Post($"cases/{known.Id}/acceptance", new { }, known.Version))],
        ["AddTask"] = [Changes(Cases, known => Post($"cases/{known.Id}/tasks", new { what = "调取监控", assignee = "示范办案人" }))],
        ["FinishTask"] = [Changes(Cases, known => Post($"cases/{known.Id}/task-results", new { taskId = known.Part, state = "done", result = "已调取" }))],
        ["ListTasks"] = [Shows(Cases, "cases/{0}/tasks")],
        ["AddVisit"] = [Changes(Cases, known => Post($"cases/{known.Id}/visits", new { visitedAt = "2026-05-20T01:00:00Z", place = "示范河边", visitors = "示范办案人", seen = "河岸陡" }))],
        ["TakeStatement"] = [Changes(Cases, known => Post($"cases/{known.Id}/statements", new { kind = "witness", name = "示范丁", takenBy = "示范办案人", text = "我看见了。" }))],
        ["CorrectStatement"] = [Changes(Cases, known => Post($"cases/{known.Id}/statement-corrections", new { statementId = known.Statement, textVersion = 1, text = "我看清了。", reason = "更正" }))],
        ["GetStatement"] =
        [
            new Recipe(Cases, (known, _) => Get($"cases/{known.Id}/statements/{known.Statement}")),
            new Recipe(Cases, (known, _) => Get($"cases/{known.Id}/statements/{known.Statement}", ("X-Purpose", "verification"))) { AlsoNeeds = ["pii:read"] }
        ],
        ["AddEvidence"] = [Changes(Cases, known => Post($"cases/{known.Id}/evidence", new { kind = "video", source = "村口监控" }))],
        ["VerifyEvidence"] = [Changes(Cases, known => Post($"cases/{known.Id}/verifications", new { evidenceId = known.Part, state = "verified", how = "核对", by = "示范办案人" }))],
        ["StateFact"] = [Changes(Cases, known => Post($"cases/{known.Id}/facts", new { kind = "danger", detail = "水深", state = "to_establish" }))],
        ["AssessDuty"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/duty-status", new { status = "none", reason = "无职责" }))],
        ["RecordInjury"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/injury", new { harm = "none", reason = "未受伤", source = "诊断证明" }))],
        ["ConcludeInvestigation"] = [Changes(Cases, known => Post($"cases/{known.Id}/conclusion", new { conclusion = "属实" }, known.Version))],
        ["ConvenePanel"] = [Changes(Cases, known => Post($"cases/{known.Id}/panel", new { quorum = 1, members = new[] { new { name = "示范委员", quality = "authority", chair = true } } }, known.Version))],
        ["RecuseMember"] = [Changes(Cases, known => Post($"cases/{known.Id}/panel/recusals", new { memberId = known.Part, reason = "近亲属" }, known.Version))],
        ["MinuteVotes"] = [Changes(Cases, known => Post($"cases/{known.Id}/panel/votes", new { votes = new[] { new { memberId = known.Part, actorId = known.Part, vote = "confirm" } } }, known.Version))],
        ["GivePanelOpinion"] = [Changes(Cases, known => Post($"cases/{known.Id}/panel/opinion", new { minutes = "一致同意" }, known.Version))],
        ["ListPanels"] = [Shows(Cases, "cases/{0}/panels")],
        ["ProposeOutcome"] = [Changes(Cases, known => Post($"cases/{known.Id}/proposal", new { actors = new[] { new { actorId = known.Part, outcome = "confirmation", reason = "属实" } } }, known.Version))],
        ["HearActor"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/hearing", new { toldOn = "2026-06-01", waived = true }))],
        ["ConfirmActor"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/confirmation", new { number = "示1号" }, known.Version))],
        ["RefuseActor"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/refusal", new { number = "示1号", reasons = "不属实" }, known.Version))],
        ["ReconsiderCase"] = [Changes(Cases, known => Post($"cases/{known.Id}/reconsideration", new { reason = "新证据" }, known.Version))],
        ["WithdrawCase"] = [Changes(Cases, known => Post($"cases/{known.Id}/withdrawal", new { reason = "申请人撤回" }, known.Version))],
        ["RequestConsent"] = [Changes(Cases, known => Post($"cases/{known.Id}/consent-request", new { reason = "因伤治疗" }, known.Version))],
        ["AnswerConsent"] = [Changes(Cases, known => Post($"cases/{known.Id}/consent", new { given = true, reason = "同意受理" }, known.Version))],
        ["RequestMaterial"] = [Changes(Cases, known => Post($"cases/{known.Id}/material-request", new { missing = new[] { "身份证明" }, answerBy = "2026-12-31" }, known.Version))],
        ["AnswerMaterial"] = [Changes(Cases, known => Post($"cases/{known.Id}/material", new { goOn = true }, known.Version))],
        ["LapseCase"] = [Changes(Cases, known => Post($"cases/{known.Id}/lapse", new { reason = "逾期未补正" }, known.Version))],
        ["TransferCase"] = [Changes(Cases, known => Post($"cases/{known.Id}/transfer", new { body = "示范区公安分局", number = "移〔2026〕1号", reason = "属其管辖" }, known.Version))],
        ["DisputeJurisdiction"] = [Changes(Cases, (known, anchor) => Post($"cases/{known.Id}/dispute", new { withOrgId = anchor.Owner, reason = "双方均主张管辖" }, known.Version))],
        ["EndDispute"] = [Changes(Cases, known => Post($"cases/{known.Id}/dispute-withdrawal", new { reason = "双方协商一致" }, known.Version))],
        ["DesignateBody"] = [Changes(Cases, (known, anchor) => Post($"cases/{known.Id}/designation", new { orgId = anchor.Owner, reason = "由最先受理的机关办理" }, known.Version))],
        ["RecordOutsideDecision"] = [Changes(Cases, known => Post($"cases/{known.Id}/outside-decision", new { actors = new[] { new { actorId = known.Part, outcome = "confirmed" } }, authority = "示范市公安局", number = "示1号", decidedOn = "2026-05" }, known.Version))],
        ["ServeDecision"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/service", new { method = "direct", receiver = "示范甲" }, known.Version))],
        ["ConfirmJointly"] = [new Recipe(Cases, (known, _) => Post($"cases/{known.Id}/actors/{known.Part}/joint-confirmation", new { number = "示1号" }, known.Version))],
        ["CloseCase"] = [Changes(Cases, known => Post($"cases/{known.Id}/closure", new { }, known.Version))],
        ["RequestReview"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/review", new { by = "applicant", reasons = "不服" }, known.Version))],
        ["DecideReview"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/review-decision", new { outcome = "upheld", number = "示1号", reasons = "属实", panelOpinion = "维持" }, known.Version))],
        ["WithdrawReview"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/review-withdrawal", new { }, known.Version))],
        ["ProposeRevocation"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/revocation-proposal", new { reason = "虚假", evidence = "笔录" }, known.Version))],
        ["RevokeConfirmation"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/revocation", new { number = "示1号", reasons = "虚假", recover = new[] { new { what = "title" } } }, known.Version))],
        ["RejectRevocation"] = [Changes(Cases, known => Post($"cases/{known.Id}/actors/{known.Part}/revocation-rejection", new { reason = "属实" }, known.Version))],
        ["DeclineCase"] = [Changes(Cases, known => Post($"cases/{known.Id}/non-acceptance", new { reason = "不属见义勇为" }, known.Version))],
        ["PauseClock"] = [Changes(Cases, known => Post($"cases/{known.Id}/clock-pause", new { @for = "appraisal", reason = "须鉴定", body = "示范鉴定中心" }, known.Version))],
        ["ResumeClock"] = [Changes(Cases, known => Post($"cases/{known.Id}/clock-resumption", new { }, known.Version))],
        ["ListCaseClocks"] = [new Recipe(Cases, All: () => Get("case-clocks?limit=7&count=exact")), new Recipe(Cases, All: () => Get("case-clocks?state=due&within=30&rule=decide.within"))],
        ["RecordTimelyStep"] = [Changes(Cases, known => Post($"cases/{known.Id}/timely-steps", new { step = "help" }, known.Version))],
        ["GetTimeliness"] = [Nothing("case-timeliness?from=2026-01-01")],
        ["ExtendClock"] = [Changes(Cases, known => Post($"cases/{known.Id}/extension", new { reason = "案情复杂", approver = "示范主任" }, known.Version))],

        ["DraftNotice"] = [Shows(Cases, "cases/{0}/notice-draft?masking=surname_only")],
        ["PublishNotice"] = [Changes(Cases, known => Post($"cases/{known.Id}/notice", new { masking = "surname_only", channels = new[] { new { kind = "website", place = "政府网站" } } }, known.Version))],
        ["WithholdNotice"] = [Changes(Cases, known => Post($"cases/{known.Id}/notice-withholding", new { reasonCode = "safety", approver = "示范丙", reason = "嫌疑人在逃" }, known.Version))],
        ["SuspendNotice"] = [Changes(Cases, known => Post($"cases/{known.Id}/notice-suspension", new { reason = "公告栏拆除" }, known.Version))],
        ["ResumeNotice"] = [Changes(Cases, known => Post($"cases/{known.Id}/notice-resumption", new { }, known.Version))],
        ["ListObjections"] = [Shows(Cases, "cases/{0}/objections"), new Recipe(Cases, (known, _) => Get($"cases/{known.Id}/objections", ("X-Purpose", "verification"))) { AlsoNeeds = ["pii:read"] }],
        ["HandleObjection"] = [Changes(Cases, known => Post($"cases/{known.Id}/objections/{Guid.Empty}/handling", new { outcome = "dismissed", reason = "经复核属实" }, known.Version))],
        ["ListCandidateNotices"] = [Nothing("public/candidate-notices?limit=7")],
        ["ListPublicNotices"] = [Nothing("public/notices?limit=7")],
        ["ReadNoticeFeed"] = [Nothing("public/notices.atom?region=410000")],
        ["GetPublicNotice"] = [Nothing("public/notices/260601-000-000-000")],
        ["LodgeObjection"] = [new Recipe([], All: () => Post("public/notices/260601-000-000-000/objections", new { text = "不属实" }))],
        ["WithdrawNotice"] = [Changes(Cases, known => Post($"cases/{known.Id}/notice-withdrawal", new { reason = "文本有误" }, known.Version))],
        ["OpenHeroFile"] = [new Recipe([], All: () => Post("heroes", new { name = "示范甲" }))],
        ["ListHeroFiles"] = [Lists(Heroes, "heroes?limit=7&count=exact"), Lists(Heroes, "heroes?limit=7&sort=name"), Lists(Heroes, "heroes?limit=7&count=exact&q=canary"), Lists([], $"heroes?limit=7&honour=nation&honourTitle={Stage.Title}&honouredOn=2004"),
            Lists(Heroes, "heroes?limit=7&missing=family&sort=-missing")],
        ["AddHeroDocument"] = [Changes(Heroes, hero => Post($"heroes/{hero.Id}/documents", new { volume = "service", kind = "receipt", title = "慰问金领取单" }))],
        ["ListHeroDocuments"] = [Shows(Heroes, "heroes/{0}/documents?limit=7")],
        ["GetHeroDocument"] = [new Recipe(Heroes, (hero, _) => Get($"heroes/{hero.Id}/documents/{hero.Document}"))],
        ["ReplaceHeroDocument"] =
        [
            Changes(Heroes, hero => new Ask(HttpMethod.Put, $"heroes/{hero.Id}/documents/{hero.Document}", new { volume = "commendation", kind = "media", title = "剪报" }, 1))
        ],
        ["RemoveHeroDocument"] = [Changes(Heroes, hero => new Ask(HttpMethod.Delete, $"heroes/{hero.Id}/documents/{hero.Document}", null, 1))],
        ["CountMissingSections"] = [Nothing("heroes/completeness?region=370000")],
        ["GetHeroFile"] =
        [
            Shows(Heroes, "heroes/{0}"),
            new Recipe(Heroes, (hero, _) => Get($"heroes/{hero.Id}", ("X-Purpose", "verification"))) { AlsoNeeds = ["pii:read"] }
        ],
        ["GetHeroFileByExternalId"] = [new Recipe(Heroes, (hero, _) => Get($"heroes/ext/grid/{hero.External}"))],
        ["PutHeroFile"] = [Changes(Heroes, hero => new Ask(HttpMethod.Put, $"heroes/{hero.Id}", new { name = "示范甲" }, hero.Version))],
        ["AmendHeroFile"] = [Changes(Heroes, hero => new Ask(HttpMethod.Patch, $"heroes/{hero.Id}", new { note = "另有旧报" }, hero.Version))],
        ["GetHeroHistory"] = [Shows(Heroes, "heroes/{0}/history")],
        ["RecordContactAttempt"] = [Changes(Heroes, hero => Post($"heroes/{hero.Id}/contact-attempts", new { channel = "phone", result = "reached" }))],
        ["MakePlaque"] = [Changes(Heroes, hero => Post($"heroes/{hero.Id}/plaques", new { by = "示范牌匾厂" }))],
        ["IssuePlaque"] = [Steps("issue")],
        ["HangPlaque"] = [Steps("hanging")],
        ["NotePlaqueDamage"] = [Steps("damage")],
        ["ReplacePlaque"] = [Steps("replacement")],
        ["ReturnPlaque"] = [Steps("return")],
        ["WithdrawPlaque"] = [Steps("withdrawal")],
        ["GetHeroPlaques"] = [Shows(Heroes, "heroes/{0}/plaques")],
        ["ListPlaques"] = [Lists(Heroes, "plaques?limit=7&count=exact"), Lists([], "plaques?limit=7&state=made&region=371502")],
        ["IssueCertificate"] = [Changes(Heroes, hero => Post($"heroes/{hero.Id}/certificates", new { kind = "honour" }))],
        ["GetHeroCertificates"] = [Shows(Heroes, "heroes/{0}/certificates")],
        ["GetCertificateQr"] = [Changes(Heroes, hero => Get($"heroes/{hero.Id}/certificates/{hero.Certificate}/qr"))],
        ["RevokeCertificate"] = [Changes(Heroes, hero => Post($"heroes/{hero.Id}/certificates/{hero.Certificate}/revocation", new { reason = "姓名有误" }, hero.Version))],
        ["ReplaceCertificate"] = [Changes(Heroes, hero => Post($"heroes/{hero.Id}/certificates/{hero.Certificate}/replacement", new { reason = "原件遗失" }, hero.Version))],
        ["LookUpCertificate"] = [new Recipe([], All: () => Post("public/certificates/2026-0001/lookup", new { code = "00000-00000" }))],
        ["RecordCeremony"] = [new Recipe([], All: () => Post("ceremonies", Ceremony()))],
        ["ListCeremonies"] = [Lists(Ceremonies, "ceremonies?limit=7&count=exact"), Lists([], "ceremonies?limit=7&kind=unveiling&sort=-on")],
        ["GetCeremony"] = [Shows(Ceremonies, "ceremonies/{0}")],
        ["PutCeremony"] = [Changes(Ceremonies, held => new Ask(HttpMethod.Put, $"ceremonies/{held.Id}", Ceremony(), held.Version))],
        ["AmendCeremony"] = [Changes(Ceremonies, held => new Ask(HttpMethod.Patch, $"ceremonies/{held.Id}", new { title = "示范" }, held.Version))],
        ["DeleteCeremony"] = [Changes(Ceremonies, held => new Ask(HttpMethod.Delete, $"ceremonies/{held.Id}?reason=entered_in_error", null, held.Version))],
        ["GetCeremonyStatistics"] = [new Recipe([], All: () => Get("ceremony-statistics?region=350000"))],
        ["GetPlaqueStatistics"] = [new Recipe([], All: () => Get("plaque-statistics?region=350000"))],
        ["GiveConsent"] = [Changes(Heroes, hero => Post($"heroes/{hero.Id}/consents", new { purpose = "volunteer", textVersion = "2026", channel = "paper" }))],
        ["WithdrawConsent"] = [Changes(Heroes, hero => Post($"heroes/{hero.Id}/consents/{hero.Consent}/withdrawal", new { }, hero.Version))],
        ["ListConsents"] = [Shows(Heroes, "heroes/{0}/consents")],
        ["ExportHeroFile"] = [new Recipe(Heroes, (hero, _) => Get($"heroes/{hero.Id}/export", ("X-Purpose", "subject_request"))) { AlsoNeeds = ["pii:read"] }],
        ["ListEverything"] = [Shows(Heroes, "heroes/{0}/everything")],
        ["AskBreakGlass"] = [new Recipe([], All: () => Post("break-glass", new { document = new { type = "passport", number = "E99999999" }, purpose = "disaster", reason = "洪水转移" }))],
        ["ListBreakGlass"] = [new Recipe([], All: () => Get("break-glass?limit=7&count=exact"))],
        ["ApproveBreakGlass"] = [Changes(Heroes, hero => Post($"break-glass/{hero.BreakGlass}/approval", new { reason = "已核实" }, 1))],
        ["RefuseBreakGlass"] = [Changes(Heroes, hero => Post($"break-glass/{hero.BreakGlass}/refusal", new { reason = "未能核实" }, 1))],
        ["LookBehindGlass"] = [Nothing($"break-glass/{Guid.Empty}/file")],
        ["ListContactAttempts"] = [Shows(Heroes, "heroes/{0}/contact-attempts")],
        ["GetRegisterStatistics"] = [Nothing("register-statistics?region=350582&asOf=2026-05-01")],
        ["CountTransitions"] = [Nothing("register-statistics/transitions?from=2026-01-01&region=350582")],
        ["OpenVerificationRound"] = [new Recipe([], All: () => Post("verification-rounds", new { title = "年度核实", dueOn = "2026-12-31" }))],
        ["ListVerificationRounds"] = [Lists(Rounds, "verification-rounds?limit=2&count=exact"), Lists([], "verification-rounds?limit=2&state=open&sort=-dueOn")],
        ["GetVerificationRound"] = [Shows(Rounds, "verification-rounds/{0}")],
        ["CloseVerificationRound"] = [Changes(Rounds, round => Post($"verification-rounds/{round.Id}/closure", null, round.Version))],
        ["ListVerificationItems"] = [Shows(Rounds, "verification-rounds/{0}/items?limit=2&state=due")],
        ["VerifyHeroFile"] = [Changes(Rounds, round => Post($"verification-rounds/{round.Id}/items/{round.Part}", new { channel = "phone", result = "reached", outcome = "unchanged" }))],
        ["MergeHeroFiles"] = [Changes(Heroes, (hero, anchor) => Post($"heroes/{hero.Id}/merger", new { intoId = anchor.Id, intoVersion = 1, reason = "同一人" }, hero.Version))],
        ["UndoHeroMerger"] = [Changes(Heroes, hero => Post($"heroes/{hero.Id}/merger-reversal", new { mergerId = Guid.Empty, reason = "两人" }, hero.Version))],
        ["ListHeroMatches"] = [Nothing("hero-matches?limit=7&count=exact")],
        ["DecideHeroMatch"] = [new Recipe([], All: () => Post($"hero-matches/{Guid.Empty}/decision", new { same = true }, 1))],
        ["ListHeroMergers"] = [Nothing("hero-mergers?limit=7&count=exact")],
        ["ListTitles"] = [Nothing("titles?limit=7&count=exact")],
        ["GetTitle"] = [Nothing($"titles/{Stage.Title}")],
        ["AddTitle"] = [new Recipe([], All: () => Post("titles", new { level = "county", regionCode = "350582", name = "示范称号", kind = "advanced", subject = "both", grantingBody = "示范市" }))],
        ["AmendTitle"] = [new Recipe([], All: () => new Ask(HttpMethod.Patch, $"titles/{Stage.Title}", new { until = "2026" }, 1))],
        ["GrantAward"] = [new Recipe(Heroes, (hero, _) => Post("awards", new { titleId = Stage.Title, heroIds = new[] { hero.Id }, grantedOn = "2005", source = "legacy" })) { Hidden = "request.invalid" }],
        ["ListAwards"] =
        [
            Lists(Awards, "awards?limit=7&count=exact"), Lists([], "awards?limit=7&sort=-grantedOn&group=false")
        ],
        ["GetAward"] = [Shows(Awards, "awards/{0}")],
        ["CorrectAward"] = [Changes(Awards, award => new Ask(HttpMethod.Patch, $"awards/{award.Id}", new { round = "第一届" }, award.Version))],
        ["RevokeAward"] = [Changes(Awards, award => Post($"awards/{award.Id}/revocation", new { number = "示1号", reason = "虚假" }, award.Version))],
        ["KeepAward"] = [Changes(Awards, award => Post($"awards/{award.Id}/retention", new { reason = "另有事迹" }, award.Version))],
        ["GetAwardStatistics"] = [Nothing("award-statistics?region=350000")],
        ["NominateForTitle"] = [new Recipe(Heroes, (hero, anchor) => Post("nominations", new { titleId = Stage.Title, heroIds = new[] { hero.Id }, grounds = "下河救人", askedOrgId = anchor.Owner })) { Hidden = "request.invalid" }],
        ["ListNominations"] = [Lists(Nominations, "nominations?limit=7&count=exact"), Lists([], "nominations?limit=7&state=proposed&level=nation")],
        ["GetNomination"] = [Shows(Nominations, "nominations/{0}")],
        ["ListNominationActions"] = [Shows(Nominations, "nominations/{0}/actions")],
        ["ResubmitNomination"] = [Changes(Nominations, known => Post($"nominations/{known.Id}/resubmission", new { grounds = "补充" }, known.Version))],
        ["WithdrawNomination"] = [Changes(Nominations, known => Post($"nominations/{known.Id}/withdrawal", new { reason = "本人请求" }, known.Version))],
        ["AcceptNomination"] = [Asked("acceptance", new { })],
        ["ReturnNomination"] = [Asked("return", new { missing = new[] { "证言" } })],
        ["DeclineNomination"] = [Asked("refusal", new { reason = "事迹不足" })],
        ["AnnounceCandidates"] = [Asked("notice", new { withheldReason = "保密" })],
        ["CloseCandidateNotice"] = [Asked("notice-result", new { objections = 0, stands = true })],
        ["ForwardNomination"] = [new Recipe(Nominations, (known, anchor) => Post($"nominations/{known.Id}/forwarding", new { askedOrgId = anchor.Owner }, known.Version))],
        ["GrantNominated"] = [Asked("grant", new { grantedOn = "2026" })],
        ["DeleteHeroFile"] = [Changes(Heroes, hero => new Ask(HttpMethod.Delete, $"heroes/{hero.Id}?reason=entered_in_error", null, hero.Version))],
        ["ProposeBonus"] = [new Recipe(Heroes, (hero, _) => Post("bonuses", new { heroId = hero.Id, basis = "示范", region = "350582", amountFen = 1, decidedOn = "2026-05-20", number = "示1号" })) { Hidden = "request.invalid" }],
        ["ListBonuses"] = [Lists(Bonuses, "bonuses?limit=7&count=exact"), Lists(Bonuses, "bonuses?limit=7&region=410000&decidedOn[gte]=2026-01-01&sort=amountFen")],
        ["GetBonus"] = [Shows(Bonuses, "bonuses/{0}")],
        ["AmendBonus"] = [Changes(Bonuses, bonus => new Ask(HttpMethod.Patch, $"bonuses/{bonus.Id}", new { heroId = bonus.Part, number = "示2号" }, bonus.Version))],
        ["ApproveBonus"] = [Changes(Bonuses, bonus => Post($"bonuses/{bonus.Id}/approval", new { }, bonus.Version))],
        ["RefuseBonus"] = [Changes(Bonuses, bonus => Post($"bonuses/{bonus.Id}/refusal", new { reason = "依据不足" }, bonus.Version))],
        ["CancelBonus"] = [Changes(Bonuses, bonus => Post($"bonuses/{bonus.Id}/cancellation", new { reason = "重复" }, bonus.Version))],
        ["RecordPayment"] = [Changes(Bonuses, bonus => Post($"bonuses/{bonus.Id}/payments", new { amountFen = 1, method = "cash", receiptNumber = "收1", payee = "本人" }))],
        ["RecordRecovery"] = [Changes(Bonuses, bonus => Post($"bonuses/{bonus.Id}/recoveries", new { amountFen = 1, method = "cash", receiptNumber = "退1" }))],
        ["GetBonusStatistics"] = [Nothing("bonus-statistics?from=2026-01-01&region=350582")],
        ["PublishBonusScheme"] = [new Recipe([], All: () => Post("bonus-schemes", new { region = "350582" }))],
        ["ListBonusSchemes"] = [Nothing("bonus-schemes?limit=7&count=exact&region=350582&on=2026-05-01")],
        ["ListShippedBonusSchemes"] = [Nothing("bonus-schemes/shipped")],
        ["GetBonusScheme"] = [Nothing("bonus-schemes/01980d2c-5a00-7000-8000-0000b0410001")],
        ["CalculateBonus"] = [new Recipe(Heroes, (hero, _) => Post("bonus-schemes/01980d2c-5a00-7000-8000-0000b0410001/calculation", new { heroId = hero.Id })) { Hidden = "request.invalid" }],
        ["EndBonusScheme"] = [new Recipe([], All: () => Post("bonus-schemes/01980d2c-5a00-7000-8000-0000b0410001/end", new { validTo = "2027-01-01" }, 1))],
        ["RecordPublishedIndex"] = [new Recipe([], All: () => Post("published-indices", new { index = "urban_income" }))],
        ["ListPublishedIndices"] = [Nothing("published-indices?index=urban_income&region=000000")],

        ["PublishRulePack"] = [new Recipe([], All: () => Post("rule-packs", States.RulePackBody()))],
        ["ListRulePacks"] = [Nothing("rule-packs?limit=7&count=exact&region=350582&on=2026-05-01")],
        ["ListShippedRulePacks"] = [Nothing("rule-packs/shipped")],
        ["ShowEffectiveRules"] = [Nothing("rule-packs/effective?region=350582&date=2026-05-01")],
        ["GetRulePack"] = [Nothing("rule-packs/01980d2c-5a00-7000-8000-000000350000")],
        ["SupersedeRulePack"] = [new Recipe([], All: () => Post("rule-packs/01980d2c-5a00-7000-8000-000000350000/supersession", States.RulePackBody(without: "region"), 1))],
        ["WithdrawRulePack"] = [new Recipe([], All: () => new Ask(HttpMethod.Delete, "rule-packs/01980d2c-5a00-7000-8000-000000350000", null, 1))],

        ["UploadFile"] = [new Recipe([], All: () => Post("files", Uploads.Body(Uploads.Photo())))],
        ["PutFile"] = [new Recipe(Files, (file, _) => new Ask(HttpMethod.Put, $"files/{file.Id}", Uploads.Body(Uploads.Photo()), null, ("If-None-Match", "*"))) { Hidden = "record.exists" }],
        ["GetFile"] = [Shows(Files, "files/{0}") with { AlsoNeeds = ["leads:read"] }],
        ["DownloadFile"] = [Shows(Files, "files/{0}/content") with { AlsoNeeds = ["leads:read"] }],
        ["DescribeUploads"] = [new Recipe([], All: () => new Ask(HttpMethod.Options, "files/uploads"))],
        ["CreateUpload"] = [new Recipe([], All: () => new Ask(HttpMethod.Post, "files/uploads", null, null, Tus, ("Upload-Length", "5")))],
        ["GetUpload"] = [new Recipe(Begun, (upload, _) => new Ask(HttpMethod.Get, $"files/uploads/{upload.Id}", null, null, Tus))],
        ["AppendUpload"] = [new Recipe(Begun, (upload, _) => new Ask(HttpMethod.Patch, $"files/uploads/{upload.Id}", new ByteArrayContent([1]) { Headers = { ContentType = new("application/offset+octet-stream") } }, null, Tus, ("Upload-Offset", "0")))],
        ["TerminateUpload"] = [new Recipe(Begun, (upload, _) => new Ask(HttpMethod.Delete, $"files/uploads/{upload.Id}", null, null, Tus))],
        ["DeleteFile"] = [new Recipe(Files, (file, _) => new Ask(HttpMethod.Delete, $"files/{file.Id}")) { AlsoNeeds = ["leads:read"] }],

        ["CreateOrganisation"] =
        [
            new Recipe(Organisations, (org, _) => Post("organisations", new { code = "MATRIX", name = "示范", kind = "association", level = "township", parentId = org.Id, regionCode = "350582" }))
                { Hidden = "organisation.parent_out_of_reach" }
        ],
        ["ListOrganisations"] = [Lists(Organisations, "organisations?limit=3"), Lists(Organisations, "organisations?limit=3&q=sfjg")],
        ["ListChildOrganisations"] = [Shows(Organisations, "organisations/{0}/children")],
        ["GetOrganisation"] = [Shows(Organisations, "organisations/{0}")],
        ["AmendOrganisation"] = [new Recipe(Organisations, (org, _) => new Ask(HttpMethod.Patch, $"organisations/{org.Id}", new { name = "示范" }, org.Version))],
        ["MoveOrganisation"] = [new Recipe(Organisations, (org, anchor) => Post($"organisations/{org.Id}/parent", new { parentId = anchor.Owner, reason = "调整" }, org.Version))],
        ["MergeOrganisation"] =
        [
            new Recipe(Organisations, (org, anchor) => Post($"organisations/{org.Id}/merger", new { intoOrgId = anchor.Owner == org.Id ? Guid.Empty : anchor.Owner, reason = "调整" }, org.Version)),
            new Recipe(Organisations, (org, anchor) => Post($"organisations/{anchor.Owner}/merger", new { intoOrgId = org.Id == anchor.Owner ? Guid.Empty : org.Id, reason = "调整" }, 1)) { Hidden = "request.invalid" }
        ],
        ["UndoMerger"] = [new Recipe(Organisations, (org, _) => new Ask(HttpMethod.Delete, $"organisations/{org.Id}/merger", null, org.Version))],
        ["ListPredecessors"] = [Shows(Organisations, "organisations/{0}/predecessors")],
        ["CountActivity"] = [Shows(Organisations, "organisations/{0}/activity")],

        ["CreateApiKey"] =
        [
            new Recipe(Organisations, (org, _) => Post("api-keys", new { name = "matrix", orgId = org.Id, scopes = new[] { "keys:manage" } })) { Hidden = "api_key.organisation_exceeded" }
        ],
        ["ListApiKeys"] = [Lists(Keys, "api-keys?limit=20")],
        ["GetApiKey"] = [Shows(Keys, "api-keys/{0}")],
        ["AmendApiKey"] = [new Recipe(Keys, (key, _) => new Ask(HttpMethod.Patch, $"api-keys/{key.Id}", new { name = "matrix" }, key.Version))],
        ["RotateApiKey"] = [new Recipe(Keys, (key, _) => Post($"api-keys/{key.Id}/rotation", new { }, key.Version))],
        ["RetireSecret"] = [new Recipe(Keys, (key, _) => new Ask(HttpMethod.Delete, $"api-keys/{key.Id}/secrets/{key.Part}", null, key.Version))],
        ["RevokeApiKey"] = [new Recipe(Keys, (key, _) => Post($"api-keys/{key.Id}/revocation", null, key.Version))],
        ["GetKeyring"] = [Nothing("keyring")],
        ["RotateKey"] = [new Recipe([], All: () => Post("keyring/rotations", new { key = "data-1" }))],
        ["RetireKey"] = [new Recipe([], All: () => Post("keyring/retirements", new { key = "data-1" }))],
        ["ListRoles"] = [Nothing("roles")],
        ["GetRole"] = [Nothing("roles/auditor")],
        ["PutRole"] = [new Recipe([], All: () => new Ask(HttpMethod.Put, "roles/auditor", new { zh = "示范", en = "Matrix", scopes = new[] { "keys:manage" } }, 1))],
        ["DeleteRole"] = [new Recipe([], All: () => new Ask(HttpMethod.Delete, "roles/auditor", null, 1))],
        ["ListSubjects"] = [Lists(Subjects, "subjects?limit=2")],
        ["GetSubject"] =
        [
            Shows(Subjects, "subjects/{0}"),
            new Recipe(Subjects, (subject, _) => Get($"subjects/{subject.Id}", ("X-Purpose", "verification"))) { AlsoNeeds = ["pii:read"] }
        ],
        ["BlockSubject"] = [new Recipe(Subjects, (subject, _) => Post($"subjects/{subject.Id}/block", new { reason = "离职" }, subject.Version))],
        ["UnblockSubject"] = [new Recipe(Subjects, (subject, _) => new Ask(HttpMethod.Delete, $"subjects/{subject.Id}/block", null, subject.Version))],
        ["RevokeTokens"] = [new Recipe(Subjects, (subject, _) => Post($"subjects/{subject.Id}/revocation", null, subject.Version))],
        ["ListAudit"] = [new Recipe([], All: () => Get("audit?limit=50")) { NamesByActor = true }],
        ["ListReads"] = [new Recipe([], All: () => Get("read-log?limit=50")) { NamesByActor = true }],

        ["StreamChanges"] =
        [
            new Recipe([.. Leads, "case", "hero", "bonus", "ceremony", .. Rounds, .. Awards, .. Nominations, .. Offers], All: () => Get("exchange/changes/stream?limit=9&wait=0")) { AlsoNeeds = ["leads:read", "cases:read", "heroes:read", "orgs:read", "offers:read"], ListsAll = true }
        ],
        ["RunBatch"] =
        [
            new Recipe(Leads, All: () => Post("batch", new
            {
                requests = new[] { new { id = "leads", method = "GET", path = "/api/v1/leads?limit=500&count=exact" }, new { id = "feed", method = "GET", path = "/api/v1/exchange/changes?types=lead" } }
            })) { AlsoNeeds = ["leads:read"], ListsAll = true }
        ],
        ["OfferRecord"] =
        [
            Changes(Waiting, (lead, anchor) => Post("offers", new { type = "lead", recordId = lead.Id, toOrgId = lead.Owner == anchor.Owner ? lead.Owner : anchor.Owner, reason = "属地管辖" }))
                with { AlsoNeeds = ["leads:triage"] }
        ],
        ["ListOffers"] = [Lists(Offers, "offers?limit=2"), Lists([], "offers?limit=2&state=open")],
        ["GetOffer"] = [Shows(Offers, "offers/{0}")],
        ["PreviewOffered"] = [Shows(Offers, "offers/{0}/preview") with { AlsoNeeds = ["leads:triage"] }],
        ["AcceptOffer"] = [new Recipe(Offers, (offer, _) => Post($"offers/{offer.Id}/acceptance", null, offer.Version)) { AlsoNeeds = ["leads:triage"] }],
        ["RefuseOffer"] = [new Recipe(Offers, (offer, _) => Post($"offers/{offer.Id}/refusal", new { reason = "非本辖区" }, offer.Version)) { AlsoNeeds = ["leads:triage"] }],
        ["WithdrawOffer"] =
        [
            new Recipe(Offers, (offer, _) => Post($"offers/{offer.Id}/withdrawal", null, offer.Version)) { AlsoNeeds = ["leads:triage"], NotYours = "offer.not_yours" }
        ],

        ["ReadChanges"] = [new Recipe([.. Leads, "case", "hero", "bonus", "ceremony", .. Rounds, .. Awards, .. Nominations, .. Offers], All: () => Get("exchange/changes?limit=9")) { AlsoNeeds = ["leads:read", "cases:read", "heroes:read", "orgs:read", "offers:read"], ListsAll = true }],
        ["StartImport"] = [new Recipe([], All: () => Post("imports", new { type = "hero", fileId = Guid.Empty })) { AlsoNeeds = ["heroes:write"] }],
        ["ListImports"] = [Lists(Imports, "imports?limit=2")],
        ["GetImport"] = [Shows(Imports, "imports/{0}")],
        ["GetImportErrors"] = [new Recipe([], All: () => Get($"imports/{Guid.Empty}/errors"))],
        ["GetImportTemplate"] = [Nothing("imports/template?type=hero")],

        ["ListJobs"] = [Lists(Jobs, "jobs?limit=2")],
        ["GetJob"] = [Shows(Jobs, "jobs/{0}")],
        ["RetryJob"] = [new Recipe(Jobs, (job, _) => Post($"jobs/{job.Id}/retry"))],
        ["CancelJob"] = [new Recipe(Jobs, (job, _) => Post($"jobs/{job.Id}/cancellation"))],
        ["ListDeadLetters"] = [new Recipe([], All: () => Get("dead-letters"))],
        ["RetryDeadLetter"] = [new Recipe([], All: () => Post("dead-letters/1/retry"))],
        ["SkipDeadLetter"] = [new Recipe([], All: () => Post("dead-letters/1/skip"))],

        [Planted.Leak] = [new Recipe([], All: () => Get("planted/leads"))]
    };

    /// <summary>A step of the body that is asked: who owns the nomination sees it, and is refused for that.</summary>
    internal static Recipe Asked(string step, object body) => new(Nominations, (known, _) => Post($"nominations/{known.Id}/{step}", body, known.Version));

    internal static Recipe Nothing(string path) => new([], All: () => Get(path));

    internal static Recipe Shows(string[] subjects, string path) => new(subjects, (target, _) => Get(string.Format(null, path, target.Id)));

    internal static Recipe Lists(string[] subjects, string path) => new(subjects, All: () => Get(path)) { ListsAll = subjects.Length > 0 };

    internal static Recipe Changes(string[] subjects, Func<Target, Ask> ask) => Changes(subjects, (target, _) => ask(target));

    internal static Recipe Changes(string[] subjects, Func<Target, Target, Ask> ask) => new(subjects, ask) { NotYours = "exchange.not_owner" };

    private static object Ceremony() => new { kind = "unveiling", title = "示范揭牌仪式", on = "2026-05-20", regionCode = "350582" };

    /// <summary>A step of a plaque's life.</summary>
    internal static Recipe Steps(string step) => Changes(Heroes, hero => Post($"heroes/{hero.Id}/plaques/{hero.Plaque}/{step}", new { by = "示范村村委会", reason = "上门" }, hero.Version));

    internal static Ask Get(string path, params (string, string)[] headers) => new(HttpMethod.Get, path, null, null, headers);

    internal static Ask Post(string path, object? body = null, long? ifMatch = null) => new(HttpMethod.Post, path, body, ifMatch);
}
