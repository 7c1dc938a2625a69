using System.Text.RegularExpressions;
using FluentValidation.Results;

namespace HeroApi.Exchange.Batches;

/// <summary>What a batch must say before anything of it runs.</summary>
internal static partial class SubRequestRules
{
    private const int LongestPath = 2000;
    private const int LongestId = 32;
    private const int LongestHeader = 1000;
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] Headers = ["Accept-Language", "Idempotency-Key", "If-Match", "If-None-Match", "X-Action-Note", "X-Purpose"];

    /// <summary>In the order given, except that each comes after those it depends on; shorter than the batch where some wait for each other.</summary>
    internal static IReadOnlyList<SubRequest> Order(IReadOnlyList<SubRequest> requests)
    {
        var (order, done) = (new List<SubRequest>(), new HashSet<string>());
        while (requests.FirstOrDefault(request => !done.Contains(request.Id) && request.DependsOn.All(done.Contains)) is { } next)
        {
            order.Add(next);
            done.Add(next.Id);
        }

        return order;
    }

    internal static string DerivedKey(string batchKey, string id) => $"{batchKey}/{id}";

    internal static bool IsKey(string batchKey) => BatchKey().IsMatch(batchKey);

    internal static void Shape(InlineValidator<SubRequest> rules)
    {
        rules.RuleFor(request => request.Id).Matches("^[A-Za-z0-9_-]{1,32}\\z");
        rules.RuleFor(request => request.Method).OneOf(Methods);
        rules.RuleFor(request => request.Path).MaximumLength(LongestPath);
        rules.RuleFor(request => request.DependsOn.Count).LessThanOrEqualTo(RunBatch.Most).OverridePropertyName(nameof(SubRequest.DependsOn));
        rules.RuleForEach(request => request.DependsOn).MaximumLength(LongestId);
    }

    /// <summary>What one request must be among the others.</summary>
    internal static void Check(IReadOnlyList<SubRequest> requests, ValidationContext<RunBatch.Query> context)
    {
        void Refuse(string at, Problem problem) => context.AddFailure(new ValidationFailure(at, problem.Text()) { ErrorCode = problem.Code });

        var known = requests.Select(request => request.Id).ToHashSet();
        for (var i = 0; i < requests.Count; i++)
        {
            var (request, at) = (requests[i], $"requests[{i}]");
            if (requests.Take(i).Any(other => other.Id == request.Id))
                Refuse($"{at}.id", ExchangeErrors.IdRepeated);
            if (!IsOurs(request.Path))
                Refuse($"{at}.path", ExchangeErrors.PathNotAllowed);
            foreach (var (name, value) in request.Headers)
                if (!Headers.Contains(name, StringComparer.OrdinalIgnoreCase))
                    Refuse($"{at}.headers", ExchangeErrors.HeaderNotAllowed);
                else if (value is null || value.Length > LongestHeader || value.Any(char.IsControl))
                    Refuse($"{at}.headers", Problems.HeaderInvalid);
            if (request is { Method: "GET", Body: not null })
                Refuse($"{at}.body", ValueProblems.Unwanted);
            for (var d = 0; d < request.DependsOn.Count; d++)
                if (!known.Contains(request.DependsOn[d]))
                    Refuse($"{at}.dependsOn[{d}]", ExchangeErrors.DependencyUnknown);
            if (References.In(request.Path).Except(request.DependsOn).Any())
                Refuse($"{at}.path", ExchangeErrors.ReferenceUnknown);
            if (request.Headers.Values.OfType<string>().SelectMany(References.In).Except(request.DependsOn).Any())
                Refuse($"{at}.headers", ExchangeErrors.ReferenceUnknown);
            if (References.In(request.Body).Except(request.DependsOn).Any())
                Refuse($"{at}.body", ExchangeErrors.ReferenceUnknown);
        }

        var inOrder = Order(requests);
        if (known.Count == requests.Count && requests.All(request => request.DependsOn.All(known.Contains)))
            foreach (var (i, _) in requests.Index().Where(entry => !inOrder.Contains(entry.Item)))
                Refuse($"requests[{i}].dependsOn", ExchangeErrors.DependencyCycle);
    }

    /// <summary>What a server normalises in a request line is refused here, so that only one spelling leads to a route.</summary>
    private static bool IsOurs(string path) => path.StartsWith("/api/v1/", StringComparison.Ordinal)
        && path.All(letter => letter > ' ' && !char.IsControl(letter) && letter is not ('#' or '\\'))
        && !Uri.UnescapeDataString(path.Split('?')[0][1..]).Split('/').Any(segment => segment is "." or ".." or "");

    /// <summary>So long that with a slash and an id it is still an Idempotency-Key.</summary>
    [GeneratedRegex(@"^[\x21-\x7e]{1,95}\z")]
    private static partial Regex BatchKey();
}
