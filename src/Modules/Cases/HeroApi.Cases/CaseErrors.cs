namespace HeroApi.Cases;

/// <summary>The refusals of this module.</summary>
public static class CaseErrors
{
    public static readonly Problem LeadTransition = new("lead.transition.not_allowed", 409, "线索的当前状态不允许此操作", "The lead's state does not allow this");
    public static readonly Problem LeadUnknown = new("lead.unknown", 400, "没有这条线索，或不在可见范围内", "There is no such lead, or it is not visible to you");
    public static readonly Problem DuplicateOfItself = new("lead.duplicate_of_itself", 400, "线索不能与自身重复", "A lead is not a duplicate of itself");
    public static readonly Problem FixedAtReport = new("lead.fixed_at_report", 400, "报告时间和报告机构登记后不得更改", "When and by whom it was reported does not change afterwards");
    public static readonly Problem ReportedBeforeActed = new("lead.reported_before_acted", 400, "报告时间不得早于行为时间", "It cannot be reported before it happened");
    public static readonly Problem ReceiptUnknown = new("receipt.unknown", 404, "回执编号或查询码不正确", "The receipt number or the query code is not right");
    public static readonly Problem PlaceImplausible = new("place.point.implausible", 400, "坐标超出合理范围", "The point is out of range");
    public static readonly Problem ReporterUnnamed = new("reporter.name_needed", 400, "实名报告须填写报告人姓名", "A reporter who is not anonymous has a name");
    public static readonly Problem FilesPending = new("lead.files_pending", 409, "线索尚有附件未上传完成，上传完成或注明放弃后方可受理", "Files of the lead have not arrived; wait for them, or waive them");
    public static readonly Problem FileRepeated = new("file.repeated", 400, "同一文件重复出现", "A file appears twice");
    public static readonly Problem ExternalIdRepeated = new("external.id_repeated", 400, "外部编号重复出现", "An external id appears twice");

    public static readonly Problem CaseTransition = new("case.transition.not_allowed", 409, "案件的当前状态不允许此操作", "The case's state does not allow this");
    public static readonly Problem RuleNotConfigured = new("rule.not_configured", 409, "适用的规则未设定此项，请由有关机关公布后再办理",
        "The rules that hold here do not settle this yet; the body of that region has to publish it");
    public static readonly Problem HigherBodyOnly = new("case.higher_body_only", 409, "只能由上级机关办理", "Only the body above the owner of the case may do this");
    public static readonly Problem FiledLate = new("case.filed_late", 409, "申报已超过规定期限", "It was filed after the window of the law");
    public static readonly Problem FilingNotProvided = new("case.filing.not_provided", 409, "适用的规则不允许以此方式或由此人申报", "The rules that hold here do not provide for this way of filing, or for this filer");
    public static readonly Problem BeforeLastStep = new("case.before_last_step", 400, "日期不得早于上一步骤", "It cannot be dated before the step that it follows");
    public static readonly Problem ActorUnknown = new("case.actor.unknown", 400, "案件中没有此行为人，或其已有决定", "The case has no such actor, or there is a decision on him");
    public static readonly Problem ActorRepeated = new("case.actor.repeated", 400, "同一行为人重复出现", "An actor appears twice");
    public static readonly Problem ActorDecided = new("case.actor.decided", 409, "已提出意见或作出决定的行为人不得移除", "An actor of whom an opinion or a decision was given cannot be left out");
    public static readonly Problem ActorLeftOut = new("case.actor.left_out", 400, "须对每名行为人提出意见", "Every actor of the case needs an opinion");
    public static readonly Problem NoActors = new("case.no_actors", 409, "案件尚未登记行为人", "The case names nobody who acted");

    public static readonly Problem NoOpenTask = new("case.task.none_open", 409, "没有待办的调查任务", "The investigation has no open task");
    public static readonly Problem TasksOpen = new("case.task.open", 409, "尚有调查任务未完成", "Tasks of the investigation are still open");
    public static readonly Problem TaskUnknown = new("case.task.unknown", 400, "案件中没有此调查任务", "The case has no such task");
    public static readonly Problem TaskFinished = new("case.task.finished", 400, "该调查任务已办结", "The task is finished");
    public static readonly Problem NoStatement = new("case.statement.none", 409, "案件尚无询问笔录", "The case has no statement");
    public static readonly Problem StatementUnknown = new("case.statement.unknown", 400, "案件中没有此笔录", "The case has no such statement");
    public static readonly Problem StatementCorrected = new("case.statement.corrected", 400, "笔录已有更新的版本", "The statement has been corrected since");
    public static readonly Problem ConfidentialFile = new("case.statement.confidential_file", 400, "保密笔录不得附文件，文件的可见范围与案件相同",
        "A confidential statement has no files: everybody who sees the case would see them");
    public static readonly Problem NoEvidence = new("case.evidence.none", 409, "案件尚无证据", "The case has no evidence");
    public static readonly Problem EvidenceMissing = new("case.evidence.missing", 409, "须有经核实的证据，或依规则可单独作为依据的证据", "Nothing verified, and nothing that the rules let stand alone, carries a conclusion");
    public static readonly Problem EvidenceUnknown = new("case.evidence.unknown", 400, "案件中没有此证据", "The case has no such evidence");
    public static readonly Problem FactUnknown = new("case.fact.unknown", 400, "案件中没有此事实", "The case has no such fact");
    public static readonly Problem FactWithoutEvidence = new("case.fact.without_evidence", 400, "已查明的事实须有证据支持", "An established fact names the evidence that carries it");
    public static readonly Problem FactOpen = new("case.fact.open", 409, "尚有待查明的事实", "A fact is still to be established");
    public static readonly Problem FactUnproven = new("case.fact.unproven", 409, "已查明的事实所依据的证据均未被采信", "All evidence of a fact that is said to be established was found untrue");
    public static readonly Problem BeforeAct = new("case.before_act", 400, "日期不得早于行为发生之日", "It cannot be dated before the act");
    public static readonly Problem DutyExcluded = new("case.actor.duty_excluded", 400, "行为人负有职责或义务，拟予确认的须说明超出职责的理由",
        "The rules exclude who was bound to act so; to propose confirmation all the same, say why it was more than the duty");

    public static readonly Problem PanelMissing = new("case.panel.missing", 409, "须先经评审并出具对每名行为人的评审意见", "A panel has to give its opinion on every actor first");
    public static readonly Problem PanelNotProvided = new("case.panel.not_provided", 409, "适用的规则对本案不设评审", "The rules that hold here have no panel for this case");
    public static readonly Problem PanelNotSitting = new("case.panel.not_sitting", 409, "没有正在评议的评审组", "No panel sits on the case");
    public static readonly Problem PanelNobodyLeft = new("case.panel.nobody_left", 409, "没有可以表决或回避的评审成员", "No member of the panel is left for this");
    public static readonly Problem PanelNoQuorum = new("case.panel.no_quorum", 409, "参加表决的评审成员未达到规定人数", "Too few members of the panel have voted on the actor");
    public static readonly Problem PanelChair = new("case.panel.chair", 400, "评审组须有且只有一名组长", "A panel has exactly one chair");
    public static readonly Problem PanelQualityMissing = new("case.panel.quality_missing", 400, "评审组缺少规定身份的成员", "The panel lacks members in a quality that the rules ask for");
    public static readonly Problem PanelMemberUnknown = new("case.panel.member_unknown", 400, "评审组没有此成员", "The panel has no such member");
    public static readonly Problem PanelMemberRecused = new("case.panel.member_recused", 400, "该成员已回避", "The member is recused");
    public static readonly Problem PanelVoted = new("case.panel.voted", 400, "该成员已对此行为人表决", "The member has voted on this actor");
    public static readonly Problem PanelDeviates = new("case.panel.deviates", 400, "与评审意见不一致的，须说明理由", "What departs from the panel's opinion needs a reason");
    public static readonly Problem NoticeOfProtected = new("notice.case_protected", 409, "案件受限或封存，不得公示；可依法不予公示", "A restricted or sealed case is not published; its notice may be withheld");
    public static readonly Problem NoticeNeverWithheld = new("notice.withholding_not_provided", 409, "适用的规则未规定可以不予公示的情形", "The rules that hold here know no reason to withhold the notice");
    public static readonly Problem NoticeNotRunning = new("notice.not_running", 409, "公示未在进行中", "The notice is not running");
    public static readonly Problem NoticeNotSuspended = new("notice.not_suspended", 409, "公示未中止", "The notice is not suspended");
    public static readonly Problem NoticeTooShort = new("notice.too_short", 400, "公示期短于规定期限或已经届满", "The notice would be shorter than the rules ask, or over already");
    public static readonly Problem ObjectionHandled = new("objection.handled", 409, "该异议已经处理", "The objection has been handled");
    public static readonly Problem NoObjectionOpen = new("objection.none_open", 409, "没有待处理的异议", "No objection waits to be handled");

    public static readonly Problem ActorDecidedOn = new("case.actor.decided_on", 409, "该行为人已有决定", "There is a decision on this actor already");
    public static readonly Problem ActorUndecided = new("case.actor.undecided", 409, "该行为人尚无决定", "There is no decision on this actor yet");
    public static readonly Problem AgainstProposal = new("case.decision.against_proposal", 409, "不得作出与所提意见不一致的决定，请先重新提出意见",
        "Nothing is decided against the opinion; take it back and give a new one");
    public static readonly Problem HearingMissing = new("case.hearing_missing", 409, "作出不予确认决定前须告知并听取陈述申辩", "Who is to be refused has to be told why, and heard, first");
    public static readonly Problem NotConfirmed = new("case.actor.not_confirmed", 409, "该行为人未被确认", "The actor is not confirmed");
    public static readonly Problem DecidedOutside = new("case.decision.outside", 409, "该决定由外部机关作出，本系统不再办理", "An authority outside has decided; nothing more is done here");
    public static readonly Problem DecisionServed = new("case.decision.served", 409, "该决定已送达", "The decision has been served");
    public static readonly Problem DecisionUnserved = new("case.decision.unserved", 409, "该决定尚未送达", "The decision has not been served yet");
    public static readonly Problem JointNotProvided = new("case.joint.not_provided", 409, "适用的规则不设共同确认", "The rules that hold here have no joint confirmation");
    public static readonly Problem JointNobody = new("case.joint.nobody", 409, "行为人户籍地没有另一机构", "No other organisation cares where the actor is registered");
    public static readonly Problem JointDone = new("case.joint.done", 409, "已共同确认", "It has been confirmed jointly");
    public static readonly Problem HomeBodyOnly = new("case.home_body_only", 409, "只能由行为人户籍地机构办理", "Only the organisation of the actor's household registration may do this");
    public static readonly Problem ReviewNotProvided = new("case.review.not_provided", 409, "对此决定不得申请复核", "Nobody can ask for review of this decision");
    public static readonly Problem ReviewOnce = new("case.review.once", 409, "复核只能申请一次", "Review is asked for once");
    public static readonly Problem ReviewTooLate = new("case.review.too_late", 409, "已超过申请复核的期限", "The last day for asking for review is over");
    public static readonly Problem ReviewNone = new("case.review.none", 409, "没有待处理的复核申请", "No review has been asked for that is still open");
    public static readonly Problem ReviewRunning = new("case.review.running", 409, "复核尚未结束", "A review is running");
    public static readonly Problem RevocationNone = new("case.revocation.none", 409, "没有待处理的撤销建议", "No revocation has been proposed that is still open");
    public static readonly Problem RevocationRunning = new("case.revocation.running", 409, "撤销建议尚未处理", "A revocation has been proposed and not decided on");
    public static readonly Problem RecoverRepeated = new("case.revocation.recover_repeated", 400, "追回项目重复", "Something to be given back appears twice");
    public static readonly Problem Unfinished = new("case.unfinished", 409, "案件尚有未办结事项", "Something in the case is not finished");
    public static readonly Problem NumberTaken = new("case.decision.number_taken", 400, "该文号已被本机构使用", "Your organisation has given this document number already");

    public static readonly Problem ClockNeverStops = new("clock.never_stops", 409, "适用的规则未规定可因鉴定或其他机关认定而中止计时", "The rules that hold here stop the clock neither for an appraisal nor for another body");
    public static readonly Problem ClockDoesNotStopFor = new("clock.does_not_stop_for", 400, "适用的规则不因此中止计时", "The rules that hold here do not stop the clock for this");
    public static readonly Problem ClockNotRunning = new("clock.not_running", 409, "办理期限未在计时", "The limit for deciding does not run");
    public static readonly Problem ClockNotPaused = new("clock.not_paused", 409, "办理期限未因鉴定或其他机关认定而中止", "The limit for deciding does not wait for an appraisal or another body");
    public static readonly Problem ClockRunOut = new("clock.run_out", 409, "办理期限已届满", "The limit for deciding has run out");
    public static readonly Problem ExtensionNotProvided = new("extension.not_provided", 409, "适用的规则未规定延长期限", "The rules that hold here provide for no extension");
    public static readonly Problem ExtensionSpent = new("extension.spent", 409, "期限已延长至规则允许的最长时间", "It has been extended as far as the rules allow");
    public static readonly Problem ExtensionNeedsDay = new("extension.until_needed", 400, "适用的规则未定延长上限，须写明延长至何日", "The rules set no cap, so the new last day is needed");
    public static readonly Problem ExtensionOutOfRange = new("extension.until_out_of_range", 400, "延长后的最后一日须晚于原期限且不超过规则允许的最长时间",
        "The new last day must be after the present one, and within what the rules allow");
    public static readonly Problem TimelyStepTaken = new("timely_step.taken", 409, "及时表彰、及时帮扶均已登记，或尚无人员被确认", "Help is recorded already, and so is praise, or nobody is confirmed whom to praise");
    public static readonly Problem TimelyStepNotOpen = new("timely_step.not_open", 400, "此步骤已登记，或尚无人员被确认", "This step is recorded already, or nobody is confirmed yet whom to praise");
    public static readonly Problem ApplicantNotTold = new("extension.applicant_not_told", 400, "适用的规则要求告知申请人，须写明告知日期", "The rules ask that the applicant is told, so the day of that is needed");
    public static readonly Problem LateNeedsReason = new("case.late_needs_reason", 400, "受理逾期申报须说明理由", "What is late is accepted only for a reason");
    public static readonly Problem ConsentNotNeeded = new("case.consent.not_needed", 409, "无须报请上级决定是否受理", "There is nothing to ask the body above: it is not late, or was answered, or the law does not leave it to that body");
    public static readonly Problem MaterialOnce = new("case.material.asked_once", 409, "适用的规则只允许一次性告知补正", "The law lets the authority ask for material only once");
    public static readonly Problem MaterialAwaited = new("case.material.awaited", 409, "补正期限尚未届满", "The day for the answer is not over");
    public static readonly Problem MaterialCame = new("case.material.came", 409, "已收到部分补正材料，不得视为撤回", "Some of it came; decide on what there is");
    public static readonly Problem MaterialItemUnknown = new("case.material.item_unknown", 400, "补正通知中没有此项材料", "The request asked for no such item");
    public static readonly Problem MaterialItemRepeated = new("case.material.item_repeated", 400, "同一项材料重复出现", "An item appears twice");
    public static readonly Problem BegunExOfficio = new("case.begun_ex_officio", 409, "依职权启动的案件不得由他人撤回", "What the authority began by itself nobody withdraws");
    public static readonly Problem DecidedAlready = new("case.decided_already", 409, "案件已有行为人作出决定", "One of its actors has a decision already");
    public static readonly Problem DisputeWithOwner = new("case.dispute.with_owner", 400, "争议对方不得为本案办理机关", "The other side of a dispute is not the owner of the case");
    public static readonly Problem NotBelow = new("case.designation.not_below", 400, "只能指定本机关下级的机关", "Only an organisation below the designating one can be designated");
    public static readonly Problem RuleRegionOutOfReach = new("rule.region_out_of_reach", 403, "只有负责该区划的机构或其上级可以公布其规则", "Only the organisation that answers for the region, or one above it, may publish its rules");
    public static readonly Problem RuleSetAbove = new("rule.set_above", 409, "上级地区的规则已作规定，不得另行设定", "A wider region has settled this; its rules have to be changed there");
    public static readonly Problem RulePackStands = new("rule.pack_stands", 409, "该区划在该日已有公布的规则，请以新规则取代之", "Published rules of the region hold on that day; supersede them");
    public static readonly Problem RulePackShipped = new("rule.pack_shipped", 409, "随程序提供的规则不可更改；请公布该区划的规则", "What comes with the program is not changed; publish rules of the region");
    public static readonly Problem RulePackInForce = new("rule.pack_in_force", 409, "规则已开始适用，只能取代，不能撤回", "The pack has begun to hold; it can only be superseded");
    public static readonly Problem RulePackNotHolding = new("rule.pack_not_holding", 400, "被取代的规则在该日并不适用", "The pack to be superseded does not hold on that day");
    public static readonly Problem RuleKindWrong = new("rule.kind_wrong", 400, "此项的取值类型不对", "The key does not take this kind of value");
    public static readonly Problem RuleKeyRepeated = new("rule.key_repeated", 400, "规则项重复出现", "A key appears twice");
}
