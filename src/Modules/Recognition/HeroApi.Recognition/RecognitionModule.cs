using HeroApi.Recognition.Awards;
using HeroApi.Recognition.Bonuses;
using HeroApi.Recognition.BonusPayments;
using HeroApi.Recognition.BonusSchemes;
using HeroApi.Recognition.BreakGlass;
using HeroApi.Recognition.Ceremonies;
using HeroApi.Recognition.Certificates;
using HeroApi.Recognition.Consents;
using HeroApi.Recognition.Contact;
using HeroApi.Recognition.Documents;
using HeroApi.Recognition.Dossiers;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Imports;
using HeroApi.Recognition.Integration;
using HeroApi.Recognition.Matches;
using HeroApi.Recognition.Mergers;
using HeroApi.Recognition.Nominations;
using HeroApi.Recognition.PlaqueRegister;
using HeroApi.Recognition.Plaques;
using HeroApi.Recognition.Register;
using HeroApi.Recognition.Sections;
using HeroApi.Recognition.Selection;
using HeroApi.Recognition.Statistics;
using HeroApi.Recognition.Titles;
using HeroApi.Recognition.Verification;

namespace HeroApi.Recognition;

/// <summary>The people who were confirmed: one person, one file, and what they were honoured with.</summary>
public static class RecognitionModule
{
    public static void AddRecognition(IServiceCollection services) => services
        .AddScoped<HeroWriter>().AddScoped<HeroDesk>().AddScoped<HeroPapers>().AddScoped<DeedWriter>().AddScoped<OnCaseConfirmed>()
        .AddScoped<SectionWriter>().AddScoped<Completeness>().AddScoped<DocumentShelf>()
        .AddScoped<CertificateDesk>().AddSingleton<CertificateCodes>().AddScoped<CertificateGuesses>().AddScoped<CeremonyWriter>()
        .AddSingleton(new ProtectedColumn("recognition_certificate", "code"))
        .AddScoped<Serials>().AddScoped<PlaqueDesk>().AddScoped<PlaqueFigures>()
        .AddScoped<BreakGlassDesk>().AddScoped<DossierReader>()
        .AddScoped<ContactBook>()
        .AddScoped<HeroParts>().AddScoped<HeroMatcher>()
        .AddScoped<SchemeBook>().AddScoped<PublishedIndices>().AddScoped<BonusCalculator>().AddScoped<RegionReach>().AddScoped<BonusWriter>().AddScoped<BonusDesk>()
        .AddScoped<AwardWriter>().AddScoped<Honourees>().AddScoped<NominationDesk>()
        .AddSingleton<HeroCells>()
        .AddSingleton(new ProtectedColumn("recognition_hero", "document", "'document.' || document_type"))
        .AddSingleton(new ProtectedColumn("recognition_hero", "phone", "'phone'"))
        .AddSingleton(new ProtectedColumn("recognition_hero", "address", "'address'"))
        .AddSingleton(new ProtectedColumn("recognition_family", "phone"))
        .AddSingleton(new ProtectedColumn("recognition_merger", "state"));

    public static void MapRecognition(IEndpointRouteBuilder api)
    {
        var heroes = api.MapGroup("/heroes").WithTags("Heroes");
        OpenHeroFile.Map(heroes);
        ListHeroFiles.Map(heroes);
        GetHeroFile.Map(heroes);
        GetHeroFileByExternalId.Map(heroes);
        PutHeroFile.Map(heroes);
        AmendHeroFile.Map(heroes);
        DeleteHeroFile.Map(heroes);
        GetHeroHistory.Map(heroes);

        CountMissingSections.Map(heroes);

        AddHeroDocument.Map(heroes);
        ListHeroDocuments.Map(heroes);
        GetHeroDocument.Map(heroes);
        ReplaceHeroDocument.Map(heroes);
        RemoveHeroDocument.Map(heroes);

        RecordContactAttempt.Map(heroes);
        ListContactAttempts.Map(heroes);

        MakePlaque.Map(heroes);
        IssuePlaque.Map(heroes);
        HangPlaque.Map(heroes);
        NotePlaqueDamage.Map(heroes);
        ReplacePlaque.Map(heroes);
        ReturnPlaque.Map(heroes);
        WithdrawPlaque.Map(heroes);
        GetHeroPlaques.Map(heroes);
        ListPlaques.Map(api);
        GetPlaqueStatistics.Map(api);

        GiveConsent.Map(heroes);
        WithdrawConsent.Map(heroes);
        ListConsents.Map(heroes);

        ExportHeroFile.Map(heroes);
        ListEverything.Map(heroes);

        var glass = api.MapGroup("/break-glass").WithTags("Heroes");
        AskBreakGlass.Map(glass);
        ListBreakGlass.Map(glass);
        ApproveBreakGlass.Map(glass);
        RefuseBreakGlass.Map(glass);
        LookBehindGlass.Map(glass);

        var register = api.MapGroup("/register-statistics").WithTags("Register");
        GetRegisterStatistics.Map(register);
        CountTransitions.Map(register);

        var rounds = api.MapGroup("/verification-rounds").WithTags("Verification");
        OpenVerificationRound.Map(rounds);
        ListVerificationRounds.Map(rounds);
        GetVerificationRound.Map(rounds);
        CloseVerificationRound.Map(rounds);
        ListVerificationItems.Map(rounds);
        VerifyHeroFile.Map(rounds);
        MergeHeroFiles.Map(heroes);
        UndoHeroMerger.Map(heroes);
        ListHeroMergers.Map(api);
        var matches = api.MapGroup("/hero-matches").WithTags("Heroes");
        ListHeroMatches.Map(matches);
        DecideHeroMatch.Map(matches);


        var bonuses = api.MapGroup("/bonuses").WithTags("Bonuses");
        ProposeBonus.Map(bonuses);
        ListBonuses.Map(bonuses);
        GetBonus.Map(bonuses);
        AmendBonus.Map(bonuses);
        ApproveBonus.Map(bonuses);
        RefuseBonus.Map(bonuses);
        CancelBonus.Map(bonuses);
        RecordPayment.Map(bonuses);
        RecordRecovery.Map(bonuses);
        GetBonusStatistics.Map(api);

        var schemes = api.MapGroup("/bonus-schemes").WithTags("Bonus schemes");
        PublishBonusScheme.Map(schemes);
        ListBonusSchemes.Map(schemes);
        ListShippedBonusSchemes.Map(schemes);
        GetBonusScheme.Map(schemes);
        CalculateBonus.Map(schemes);
        EndBonusScheme.Map(schemes);
        RecordPublishedIndex.Map(api);
        ListPublishedIndices.Map(api);
        IssueCertificate.Map(heroes);
        GetHeroCertificates.Map(heroes);
        GetCertificateQr.Map(heroes);
        RevokeCertificate.Map(heroes);
        ReplaceCertificate.Map(heroes);
        var open = api.MapGroup("/public");
        LookUpCertificate.Map(open);
        ListCandidateNotices.Map(open);

        var ceremonies = api.MapGroup("/ceremonies").WithTags("Ceremonies");
        RecordCeremony.Map(ceremonies);
        ListCeremonies.Map(ceremonies);
        GetCeremony.Map(ceremonies);
        PutCeremony.Map(ceremonies);
        AmendCeremony.Map(ceremonies);
        DeleteCeremony.Map(ceremonies);
        GetCeremonyStatistics.Map(api);

        var titles = api.MapGroup("/titles").WithTags("Honours");
        ListTitles.Map(titles);
        GetTitle.Map(titles);
        AddTitle.Map(titles);
        AmendTitle.Map(titles);

        var awards = api.MapGroup("/awards").WithTags("Honours");
        GrantAward.Map(awards);
        ListAwards.Map(awards);
        GetAward.Map(awards);
        CorrectAward.Map(awards);
        RevokeAward.Map(awards);
        KeepAward.Map(awards);
        GetAwardStatistics.Map(api);

        var nominations = api.MapGroup("/nominations").WithTags("Honours");
        NominateForTitle.Map(nominations);
        ListNominations.Map(nominations);
        GetNomination.Map(nominations);
        ListNominationActions.Map(nominations);
        ResubmitNomination.Map(nominations);
        WithdrawNomination.Map(nominations);
        AcceptNomination.Map(nominations);
        ReturnNomination.Map(nominations);
        DeclineNomination.Map(nominations);
        AnnounceCandidates.Map(nominations);
        CloseCandidateNotice.Map(nominations);
        ForwardNomination.Map(nominations);
        GrantNominated.Map(nominations);
    }
}
