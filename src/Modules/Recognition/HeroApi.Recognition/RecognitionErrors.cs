namespace HeroApi.Recognition;

/// <summary>The refusals of this module.</summary>
public static class RecognitionErrors
{
    public static readonly Problem PersonHasFile = new("hero.person_has_file", 409, "此人已有英模档案", "This person has a hero file already");
    public static readonly Problem FileNumberTaken = new("hero.file_number_taken", 409, "本机构已有此档案编号", "The organisation has a file of this number already");
    public static readonly Problem FileNumberFixed = new("hero.file_number_fixed", 400, "档案编号不得更改", "The number of a file does not change");
    public static readonly Problem NumberOfPerson = new("hero.file_number_of_person", 400, "档案编号不得使用证件号码", "The number of a file must not be that of an identity document");
    public static readonly Problem DiedBeforeBorn = new("hero.died_before_born", 400, "去世日期不得早于出生日期", "Nobody dies before being born");
    public static readonly Problem ExternalIdRepeated = new("hero.external_id_repeated", 400, "外部编号重复出现", "An external id appears twice");
    public static readonly Problem PostEndsFirst = new("hero.post_ends_first", 400, "离任日期不得早于任职日期", "A post does not end before it begins");
    public static readonly Problem VolumeFixed = new("hero.volume_fixed", 400, "材料所属卷不得更改", "A document stays in its volume");
    public static readonly Problem SectionNotEmpty = new("hero.section_not_empty", 400, "已填内容的部分不得声明为无", "A section with something in it cannot be said to have nothing");
    public static readonly Problem ContactContradicts = new("contact.result_contradicts", 400, "联系结果与所述联系状态不符", "The result of the attempt contradicts the state of contact");
    public static readonly Problem ContactNotLost = new("contact.not_lost", 409, "此人当日并未失联，不能记为重新取得联系", "The person was not out of contact on that day and so was not found again");
    public static readonly Problem ContactDeceased = new("contact.deceased", 409, "此人已登记去世；如系误登，须说明理由", "The person is noted as deceased; when that is an error, say why");
    public static readonly Problem ReachedSince = new("contact.reached_since", 409, "此人在所述去世日期之后仍被联系上", "The person was reached after the day of death");

    public static readonly Problem DueInPast = new("verification.due_in_past", 400, "截止日期不得早于今天", "The last day must not lie in the past");
    public static readonly Problem NobodyToVerify = new("verification.nobody", 409, "所选范围内没有档案", "There is no file in this area");
    public static readonly Problem VerifiedAlready = new("verification.done_already", 409, "本轮核实已完成此档案", "This file has been done in this round");
    public static readonly Problem RoundClosed = new("verification.round_closed", 409, "本轮核实已结束", "This round is closed");


    public static readonly Problem TitleUnknown = new("title.unknown", 400, "没有这个荣誉称号", "There is no such title");
    public static readonly Problem TitleKnown = new("title.known", 409, "该地区已有此荣誉称号", "The region has this title already");
    public static readonly Problem TitleShipped = new("title.shipped", 409, "随程序提供的荣誉称号不得修改", "A title that comes with the program does not change");
    public static readonly Problem TitleFixed = new("title.fixed", 400, "荣誉称号的层级和地区不得更改", "Level and region of a title do not change");
    public static readonly Problem TitleRegionOutOfReach = new("title.region_out_of_reach", 409, "只有负责该地区的机构可以增加其荣誉称号", "Only an organisation that answers for the region may add a title of it");
    public static readonly Problem TitleOfOthers = new("title.wrong_subject", 400, "该荣誉称号不授予此类对象", "The title is not for such a subject");
    public static readonly Problem TitleNotHeld = new("title.not_held", 409, "授予日期不在该荣誉称号的有效期内", "The title was not granted at that time");
    public static readonly Problem TitleOfOthersToGrant = new("title.not_yours_to_grant", 409, "该荣誉称号不由本机构授予，请登记为外单位授予", "The title is not your organisation's to grant; record it as external");

    public static readonly Problem HonourRepeats = new("honour.repeated", 400, "同一编号重复出现", "An id appears twice");
    public static readonly Problem AwardOfNoDeed = new("award.no_deed", 400, "所列人员在该案件中没有有效的确认", "Not all of the persons stand confirmed in this case");
    public static readonly Problem AwardToTheLiving = new("award.nobody_died", 400, "所列人员当时均在世，不是追授", "None of the persons had died by then");
    public static readonly Problem AwardToTheDead = new("award.all_died", 400, "所列人员当时均已去世，应为追授", "All of the persons had died by then, so it is posthumous");
    public static readonly Problem AwardRevoked = new("award.revoked", 409, "该荣誉已撤销", "The award is revoked");
    public static readonly Problem AwardRevokedEarly = new("award.revoked_early", 400, "撤销日期不得早于授予日期", "Nothing is revoked before it was granted");
    public static readonly Problem AwardOfOthers = new("award.not_recipient", 400, "该人员没有此项荣誉", "The person does not have the award");
    public static readonly Problem NominationTransition = new("nomination.transition.not_allowed", 409, "申报的当前状态不能执行该操作", "The nomination is not in a state for this");
    public static readonly Problem NominationAskedOnly = new("nomination.asked_only", 409, "只有受理申报的机构或其上级可以办理", "Only the body that is asked, or one above it, may do this");
    public static readonly Problem NominationNotAbove = new("nomination.not_above", 400, "只能向上级机构申报", "A nomination goes to a body above");
    public static readonly Problem NominationOfSealed = new("nomination.of_sealed", 409, "封存的档案不得申报", "A person whose file is sealed is not nominated");
    public static readonly Problem NominationOfProtected = new("nomination.of_protected", 409, "需要保密的申报不得公示，请说明不予公示的理由", "What is kept closely is not announced; say why the notice is withheld");
    public static readonly Problem NominationNoticeRuns = new("nomination.notice_running", 409, "公示期未满", "The public notice still runs");
    public static readonly Problem NominationRevoked = new("nomination.confirmation_revoked", 409, "被申报人的确认已被撤销，只能退回、不予受理或撤回", "The confirmation of a nominated person was revoked; it can only be returned, declined or withdrawn");
    public static readonly Problem NominationOfUnseen = new("nomination.persons_unseen", 409, "部分被申报人的档案不在可见范围内", "Some of the nominated have files that you do not see");

    public static readonly Problem AwardNotProposed = new("award.not_proposed", 409, "该荣誉没有待定的撤销", "No revocation of the award is proposed");

    public static readonly Problem HasHonours = new("hero.has_honours", 409, "有荣誉的档案不得删除", "A file with an honour cannot be deleted");
    public static readonly Problem HasDeeds = new("hero.has_deeds", 409, "有已确认事迹的档案不得删除", "A file with a confirmed act cannot be deleted");
    public static readonly Problem ProtectionNeedsReason = new("hero.protection_reason_needed", 400, "改变保密级别须在 X-Action-Note 说明理由", "A change of protection needs a reason in X-Action-Note");
    public static readonly Problem ConsentNeedsGuardian = new("consent.guardian_needed", 400, "不满十四周岁的须由监护人同意", "Below fourteen a guardian must consent");
    public static readonly Problem ConsentNeedsRelative = new("consent.relative_needed", 400, "本人已去世，须由近亲属同意", "The person had died; a near relative must consent");
    public static readonly Problem ConsentOfLiving = new("consent.person_alive", 400, "本人在世时近亲属不能代为同意", "A relative cannot consent for who is alive");
    public static readonly Problem ConsentEndsBefore = new("consent.ends_before", 400, "终止日期不得早于同意日期", "A consent does not end before it is given");
    public static readonly Problem ConsentEnded = new("consent.ended", 409, "该同意已经终止", "The consent has ended already");
    public static readonly Problem BreakGlassTooMany = new("break_glass.too_many", 429, "紧急查阅申请过于频繁，请稍后再试", "Too many emergencies within an hour; try again later", Retryable: true);
    public static readonly Problem BreakGlassDecided = new("break_glass.decided", 409, "该申请已经处理", "The request has been decided on");
    public static readonly Problem BreakGlassOwn = new("break_glass.own", 409, "须由申请人以外的人批准", "Somebody else than the asker must decide");
    public static readonly Problem BreakGlassLapsed = new("break_glass.lapsed", 409, "该申请已过时限", "The request has waited too long");
    public static readonly Problem BreakGlassNotOpen = new("break_glass.not_open", 409, "尚未获准查阅", "Nobody has approved the request");
    public static readonly Problem BreakGlassOver = new("break_glass.over", 409, "查阅时限已过", "The time to look is over");
    public static readonly Problem FileRepeated = new("hero.file_repeated", 400, "附件重复出现", "A file appears twice");
    public static readonly Problem HeroUnknown = new("hero.unknown", 400, "没有这份英模档案，或不在可见范围内", "There is no such hero file, or it is not visible to you");

    public static readonly Problem CertificateNumberTaken = new("certificate.number_taken", 409, "本机构已有此编号的证书", "The organisation has a certificate of this number already");
    public static readonly Problem CertificateEnded = new("certificate.ended", 409, "证书已作废或已换发", "The certificate was revoked or replaced");
    public static readonly Problem CertificateAboutUnknown = new("certificate.about_unknown", 400, "档案中没有证书所指的事迹或牌匾", "The file has no such act or plaque");
    public static readonly Problem CertificateBeforeIssue = new("certificate.before_issue", 400, "日期不得早于发证日期", "The date lies before that of the certificate");

    public static readonly Problem PlaqueStep = new("plaque.step_not_allowed", 409, "牌匾现在的状态不能办理此项", "The plaque is not in a state for this step");
    public static readonly Problem PlaqueSerialTaken = new("plaque.serial_taken", 409, "本机构已有此编号的牌匾", "The organisation has a plaque of this number already");
    public static readonly Problem PlaqueStands = new("plaque.household_has_one", 409, "这一户已有牌匾；损坏的请办理更换", "The household has a plaque already; a damaged one is replaced");
    public static readonly Problem PlaqueBeforeLastStep = new("plaque.before_last_step", 400, "日期不得早于上一步", "The date lies before that of the last step");

    public static readonly Problem Merged = new("hero.merged", 410, "该档案已并入另一份档案", "The file has gone into another one");
    public static readonly Problem MergerIntoItself = new("hero.merger_into_itself", 400, "档案不得并入其自身", "A file cannot go into itself");
    public static readonly Problem MergerUnknown = new("hero.merger_unknown_file", 400, "未找到该档案", "There is no such file");
    public static readonly Problem MergerMember = new("hero.merger_member", 400, "合并时不可选择此项", "A merger offers no choice of this member");
    public static readonly Problem MergerProtection = new("hero.merger_protection", 409, "两份档案的保护级别不同，请先统一", "The two files are not protected alike; make them so first");
    public static readonly Problem MergerFinal = new("hero.merger_final", 409, "合并已满三十日，不可撤销", "The merger is older than 30 days and stays");
    public static readonly Problem MergerNotLast = new("hero.merger_not_last", 409, "该档案此后又有合并，请先撤销后者", "The file has been in a later merger; undo that one first");
    public static readonly Problem MatchDecided = new("hero.match_decided", 409, "已判定为不同的人", "It was decided that they are two persons");
    public static readonly Problem MergerUndone = new("hero.merger_undone", 409, "该合并已撤销", "The merger has been undone already");
}
