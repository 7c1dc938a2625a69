using HeroApi.Cases.Clock;
using HeroApi.Cases.Decisions;
using HeroApi.Cases.Evidence;
using HeroApi.Cases.Filing;
using HeroApi.Cases.Investigation;
using HeroApi.Cases.Jurisdiction;
using HeroApi.Cases.Material;
using HeroApi.Cases.Notices;
using HeroApi.Cases.Objections;
using HeroApi.Cases.Opinions;
using HeroApi.Cases.Panel;
using HeroApi.Cases.PublicNotices;
using HeroApi.Cases.Receipts;
using HeroApi.Cases.Reviews;
using HeroApi.Cases.Revocations;
using HeroApi.Cases.Rules;
using HeroApi.Cases.Timeliness;
using HeroApi.Cases.Triage;

namespace HeroApi.Cases;

/// <summary>From the first word of a brave act to the decision on it.</summary>
public static class CasesModule
{
    public static void AddCases(IServiceCollection services) => services
        .AddScoped<LeadWriter>().AddScoped<LeadContext>().AddScoped<LeadNames>().AddScoped<PersonWriter>().AddScoped<AttachmentWriter>().AddScoped<LeadDecision>()
        .AddSingleton<ReceiptCodes>().AddScoped<ReceiptGuesses>()
        .AddScoped<CaseWriter>().AddScoped<ActorWriter>().AddScoped<CaseDesk>().AddScoped<Deadlines>().AddScoped<TimelinessFigures>().AddScoped<RuleBook>()
        .AddScoped<CasePapers>().AddScoped<Sendings>().AddScoped<Findings>()
        .AddScoped<NoticeWriter>().AddScoped<NoticeEnd>().AddScoped<NoticeBoard>().AddSingleton<NoticeFeed>()
        .AddSingleton(new ProtectedColumn("cases_objection", "phone", "'phone'"))
        .AddScoped<DecisionWriter>().AddScoped<ActorHistories>()
        .AddScoped<CaseEnding>().AddScoped<Referrals>()
        .AddScoped<RulePackWriter>().AddScoped<RulePackRules>()
        .AddSingleton(new ProtectedColumn("cases_lead", "reporter_phone", "'phone'"))
        .AddSingleton(new ProtectedColumn("cases_lead", "receipt_code"))
        .AddSingleton(new ProtectedColumn("cases_lead_person", "document", "'document.' || document_type"))
        .AddSingleton(new ProtectedColumn("cases_lead_person", "phone", "'phone'"))
        .AddSingleton(new ProtectedColumn("cases_actor", "document", "'document.' || document_type"))
        .AddSingleton(new ProtectedColumn("cases_actor", "phone", "'phone'"))
        .AddSingleton(new ProtectedColumn("cases_filing", "filer_phone", "'phone'"))
        .AddSingleton(new ProtectedColumn("cases_statement", "document", "'document.' || document_type"))
        .AddSingleton(new ProtectedColumn("cases_statement", "phone", "'phone'"));

    public static void MapCases(IEndpointRouteBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Leads");
        ReportLead.Map(leads);
        ListLeads.Map(leads);
        GetLead.Map(leads);
        PutLead.Map(leads);
        AmendLead.Map(leads);
        DeleteLead.Map(leads);
        UpsertLead.Map(leads);
        GetLeadByExternalId.Map(leads);

        AcceptLead.Map(leads);
        DismissLead.Map(leads);
        MarkDuplicate.Map(leads);
        ListLeadActions.Map(leads);
        FindSimilarLeads.Map(leads);

        RenewReceiptCode.Map(leads);
        LookUpReceipt.Map(api.MapGroup("/lead-receipts").WithTags("Leads"));

        var cases = api.MapGroup("/cases").WithTags("Cases");
        OpenCase.Map(cases);
        ListCases.Map(cases);
        GetCase.Map(cases);
        GetCaseByExternalId.Map(cases);
        PutCase.Map(cases);
        AmendCase.Map(cases);
        DeleteCase.Map(cases);
        ListCaseActions.Map(cases);
        GetCaseTimeline.Map(cases);

        AddFiling.Map(cases);
        AcceptCase.Map(cases);
        DeclineCase.Map(cases);
        WithdrawCase.Map(cases);
        RequestConsent.Map(cases);
        AnswerConsent.Map(cases);

        RequestMaterial.Map(cases);
        AnswerMaterial.Map(cases);
        LapseCase.Map(cases);

        TransferCase.Map(cases);
        DisputeJurisdiction.Map(cases);
        EndDispute.Map(cases);
        DesignateBody.Map(cases);

        AddTask.Map(cases);
        FinishTask.Map(cases);
        ListTasks.Map(cases);
        AddVisit.Map(cases);
        TakeStatement.Map(cases);
        CorrectStatement.Map(cases);
        GetStatement.Map(cases);
        AddEvidence.Map(cases);
        VerifyEvidence.Map(cases);
        StateFact.Map(cases);
        AssessDuty.Map(cases);
        RecordInjury.Map(cases);
        ConcludeInvestigation.Map(cases);

        ConvenePanel.Map(cases);
        RecuseMember.Map(cases);
        MinuteVotes.Map(cases);
        GivePanelOpinion.Map(cases);
        ListPanels.Map(cases);

        ProposeOutcome.Map(cases);

        DraftNotice.Map(cases);
        PublishNotice.Map(cases);
        WithholdNotice.Map(cases);
        SuspendNotice.Map(cases);
        ResumeNotice.Map(cases);
        WithdrawNotice.Map(cases);

        HearActor.Map(cases);
        ConfirmActor.Map(cases);
        RefuseActor.Map(cases);
        ReconsiderCase.Map(cases);
        RecordOutsideDecision.Map(cases);
        ServeDecision.Map(cases);
        ConfirmJointly.Map(cases);
        CloseCase.Map(cases);

        RequestReview.Map(cases);
        DecideReview.Map(cases);
        WithdrawReview.Map(cases);

        ProposeRevocation.Map(cases);
        RevokeConfirmation.Map(cases);
        RejectRevocation.Map(cases);

        PauseClock.Map(cases);
        ResumeClock.Map(cases);
        ExtendClock.Map(cases);
        ListCaseClocks.Map(api.MapGroup("/case-clocks").WithTags("Cases"));
        RecordTimelyStep.Map(cases);
        GetTimeliness.Map(api);

        var packs = api.MapGroup("/rule-packs").WithTags("Rule packs");
        PublishRulePack.Map(packs);
        ListRulePacks.Map(packs);
        ListShippedRulePacks.Map(packs);
        ShowEffectiveRules.Map(packs);
        GetRulePack.Map(packs);
        SupersedeRulePack.Map(packs);
        WithdrawRulePack.Map(packs);
        ListObjections.Map(cases);
        HandleObjection.Map(cases);

        var open = api.MapGroup("/public").WithTags("Public notices");
        ReadNoticeFeed.Map(open);
        var notices = open.MapGroup("/notices");
        ListPublicNotices.Map(notices);
        GetPublicNotice.Map(notices);
        LodgeObjection.Map(notices);
    }
}
