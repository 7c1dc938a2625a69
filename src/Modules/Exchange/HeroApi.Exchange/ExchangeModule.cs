using HeroApi.Exchange.Batches;
using HeroApi.Exchange.Imports;
using HeroApi.Exchange.Imports.Tables;
using HeroApi.Exchange.Offers;
using HeroApi.Exchange.Vocabularies;
using HeroApi.Exchange.Work;

namespace HeroApi.Exchange;

/// <summary>How records come in, leave and change hands: the change feed, imports, offers, the code lists, and the routes of dead letters and jobs, which the kernel keeps.</summary>
public static class ExchangeModule
{
    public static void AddExchange(IServiceCollection services) => services
        .AddScoped<SubPipeline>().AddSingleton<FeedWatch>().AddSingleton(provider => new CodeLists(Vocabulary.In(provider.GetRequiredService<ModuleAssemblies>().All)))
        .AddSingleton<OpenSheets>().AddSingleton<ProblemTexts>()
        .AddSingleton(new ProtectedColumn("exchange_import", "header"))
        .AddSingleton(new ProtectedColumn("exchange_import_error", "cells"));

    public static void MapExchange(IEndpointRouteBuilder api)
    {
        RunBatch.Map(api);

        var exchange = api.MapGroup("/exchange").WithTags("Exchange");
        ReadChanges.Map(exchange);
        StreamChanges.Map(exchange);

        var offers = api.MapGroup("/offers").WithTags("Offers");
        OfferRecord.Map(offers);
        ListOffers.Map(offers);
        GetOffer.Map(offers);
        PreviewOffered.Map(offers);
        AcceptOffer.Map(offers);
        RefuseOffer.Map(offers);
        WithdrawOffer.Map(offers);

        var imports = api.MapGroup("/imports").WithTags("Imports");
        StartImport.Map(imports);
        ListImports.Map(imports);
        GetImport.Map(imports);
        GetImportErrors.Map(imports);
        GetImportTemplate.Map(imports);

        var letters = api.MapGroup("/dead-letters").WithTags("Work");
        ListDeadLetters.Map(letters);
        RetryDeadLetter.Map(letters);
        SkipDeadLetter.Map(letters);

        var jobs = api.MapGroup("/jobs").WithTags("Work");
        ListJobs.Map(jobs);
        GetJob.Map(jobs);
        CancelJob.Map(jobs);
        RetryJob.Map(jobs);

        var vocabularies = api.MapGroup("/vocabularies").WithTags("Vocabularies");
        ListVocabularies.Map(vocabularies);
        GetVocabulary.Map(vocabularies);
    }
}
