using HeroApi.Exchange.Batches;
using HeroApi.Exchange.Offers;
using HeroApi.Exchange.Vocabularies;
using HeroApi.Exchange.Work;

namespace HeroApi.Exchange;

/// <summary>How records leave and change hands: the change feed, offers, the code lists, and the routes of dead letters and jobs, which the kernel keeps.</summary>
public static class ExchangeModule
{
    public static void AddExchange(IServiceCollection services) =>
        services.AddScoped<SubPipeline>().AddSingleton<FeedWatch>().AddSingleton(provider => new CodeLists(Vocabulary.In(provider.GetRequiredService<ModuleAssemblies>().All)));

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
