using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace HeroApi.Exchange.Batches;

/// <summary>
/// Runs up to 20 requests in one: each as if sent by itself, with its own status, transaction, key and rate token, one
/// after the other. There is no transaction around them, so some may succeed and others not. Sending a batch again with
/// the same keys changes nothing. Each costs a token of the caller's rate limit, and the batch itself one.
/// </summary>
internal static class RunBatch
{
    internal const int Most = 20;
    private const int LongestAnswers = 4 * 1024 * 1024;

    internal sealed record Query : IQuery<Result>
    {
        /// <summary>1 to 20 requests, run in this order except that each comes after those it depends on.</summary>
        public required IReadOnlyList<SubRequest> Requests { get; init; }

        [JsonIgnore]
        public Around? Around { get; init; }

        internal static Query Example => new() { Requests = [SubRequest.Example] };
    }

    internal sealed record Result
    {
        /// <summary>What became of each, in the order of the requests.</summary>
        public required IReadOnlyList<SubAnswer> Responses { get; init; }
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Requests.Count).InclusiveBetween(1, Most).OverridePropertyName("Requests");
            RuleForEach(q => q.Requests).NotNull().ChildRules(SubRequestRules.Shape);
            RuleFor(q => q.Requests).Custom(SubRequestRules.Check).When(q => q.Requests.Count <= Most && q.Requests.All(request => request is not null));
        }
    }

    internal sealed class Handler(SubPipeline pipeline, HeroSettings settings) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            time.CancelAfter(settings.RequestTimeout);
            var (answers, size) = (new Dictionary<string, SubAnswer>(), 0L);
            foreach (var request in SubRequestRules.Order(query.Requests))
            {
                var failed = request.DependsOn.Where(id => !answers[id].Succeeded).ToList();
                var (answer, bytes) = failed.Count > 0 ? pipeline.Refuse(request, new Refusal(ExchangeErrors.DependencyFailed, new { failed }))
                    : size > LongestAnswers ? pipeline.Refuse(request, new Refusal(ExchangeErrors.AnswersTooLarge))
                    : time.IsCancellationRequested ? pipeline.Refuse(request, new Refusal(Problems.Timeout))
                    : await pipeline.Send(request, answers, query.Around!, time.Token);
                cancellationToken.ThrowIfCancellationRequested();
                answers[request.Id] = answer;
                size += bytes;
            }

            return new Result { Responses = [.. query.Requests.Select(request => answers[request.Id])] };
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/batch", Run)
        .WithName("RunBatch")
        .WithSummary("Run up to 20 requests in one")
        .WithTags("Batch")
        .DisableRequestTimeout()
        .WithMetadata(new Operation { Scope = "", Safe = true }, new Alone());

    /// <param name="batchKey">Stands in for the keys that its changes do not name: each gets this one, a slash and its own id. At most 95 characters.</param>
    /// <param name="validateOnly">Handed on to every request that changes something.</param>
    private static async Task<Reply<Result>> Run(
        Query body, [FromHeader(Name = "Idempotency-Key")] string? batchKey, bool? validateOnly, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        if (batchKey is not null && !SubRequestRules.IsKey(batchKey))
            throw Invalid.At("/headers/Idempotency-Key", Problems.HeaderInvalid);

        var around = new Around(http.Request.Headers, http.Connection.RemoteIpAddress, batchKey, validateOnly == true);
        return Answers.Ok(await mediator.Send(body with { Around = around }, ct));
    }
}
