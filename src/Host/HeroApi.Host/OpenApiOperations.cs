using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using HeroApi.Kernel;
using HeroApi.Kernel.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace HeroApi.Host;

/// <summary>
/// Writes into each operation what the pipeline does with it: headers, general parameters, examples and every status
/// code, all read from the endpoint's own metadata.
/// </summary>
internal sealed class OpenApiOperations(OpenApiTexts texts, OpenApiExamples examples) : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var route = new Route(context);
        operation.Description = string.Join("\n\n", new[] { About(context.MethodInfo), route.Asks }.OfType<string>());
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Description ??= texts.Of(context.MethodInfo, parameter.Name!) ?? OpenApiShared.Path.GetValueOrDefault(parameter.Name!);
        operation.Parameters = [.. operation.Parameters ?? [], .. Parameters(route, context.Document)];
        operation.Security = route.Says.Scope is { } scope
            ? [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", context.Document)] = scope.Length > 0 ? [scope] : [] }]
            : [];

        if (operation.RequestBody?.Content is { } content && route.Body is { } body)
            foreach (var media in content.Values)
                (media.Schema, media.Example) = route.Method == "PATCH"
                    ? (Patch(body, context), Patch(examples.Of(body)))
                    : (context.SchemaGenerator.GenerateSchema(body, context.SchemaRepository), examples.Of(body));

        if (route.Transfer is { } transfer)
        {
            operation.Parameters = [.. operation.Parameters, .. transfer.Asks.Select(OpenApiShared.Header)];
            if (transfer.Takes.Count > 0)
                operation.RequestBody = new OpenApiRequestBody { Required = !transfer.BodyOptional, Content = OpenApiShared.Bytes(transfer.Takes) };
        }

        operation.Responses ??= [];
        Successes(operation.Responses, route, context);
        foreach (var (status, problems) in OpenApiRefusals.Of(route).GroupBy(problem => problem.Status).Select(group => (group.Key, group.ToList())))
            if (!operation.Responses.ContainsKey($"{status}"))
                operation.Responses[$"{status}"] = Problem(status, problems, route, context);
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in operation.Responses.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            sorted.Add(status, response);
        operation.Responses = sorted;
    }

    /// <summary>A slice's class says what it is for; the host's own routes share a class, so their methods do.</summary>
    private string? About(MethodInfo method) => method.DeclaringType!.Assembly == typeof(OpenApi).Assembly ? texts.Of(method) : texts.Of(method.DeclaringType);

    /// <summary>A merge patch has the members of what it changes, and needs none of them.</summary>
    private static IOpenApiSchema Patch(Type body, OperationFilterContext context)
    {
        if (context.SchemaGenerator.GenerateSchema(body, context.SchemaRepository) is not OpenApiSchemaReference { Reference.Id: { } id })
            return new OpenApiSchema { Type = JsonSchemaType.Object };

        if (!context.SchemaRepository.Schemas.ContainsKey(id + "Patch"))
        {
            var patch = (OpenApiSchema)context.SchemaRepository.Schemas[id].CreateShallowCopy();
            (patch.Required, patch.Description) = (null, "JSON Merge Patch: what is absent stays, null removes.");
            context.SchemaRepository.AddDefinition(id + "Patch", patch);
        }

        return new OpenApiSchemaReference(id + "Patch", context.Document);
    }

    private static JsonObject? Patch(JsonNode? whole) => whole is JsonObject record
        ? new JsonObject(record.Take(2).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
        : null;

    private static IEnumerable<IOpenApiParameter> Parameters(Route route, OpenApiDocument document)
    {
        IOpenApiParameter Shared(string id) => new OpenApiParameterReference(id, document);

        if (route.Listing is { } listing)
        {
            foreach (var name in (string[])["Limit", "Cursor", "Count", .. listing.ByOrganisation ? (string[])["Org", "OrgScope", "Axis"] : []])
                yield return Shared(name);
            yield return OpenApiShared.Query("sort", $"Field to sort by; a leading minus turns the order. Default: {(listing.Default.IsId ? "id, the order of creation" : listing.Default.Name)}.",
                OpenApiShared.OneOf([.. listing.Sorts.SelectMany(sort => (string[])[sort.Name, "-" + sort.Name])]));
            foreach (var filter in listing.Filters)
                yield return OpenApiShared.Query(filter.Name, filter.Describes, OpenApiShared.Taking(filter));
        }

        if (route.Reads && route.HasJson)
            yield return Shared("Fields");
        if (route.Changes)
            yield return Shared("ValidateOnly");
        if (route.Changes && route.Says.Scope is not null)
        {
            if (!route.Says.Repeatable)
                yield return Shared(route.Method == "POST" ? "IdempotencyKey" : "IdempotencyKeyOptional");
            yield return Shared("ActionNote");
        }

        if (route.Changes && route.Says.Scope is null)
            yield return Shared("IdempotencyKeyOptional");
        if (route.Matches)
            yield return Shared("IfMatch");
        if (route.CreatesOrReplaces)
        {
            yield return Shared("IfMatchToReplace");
            yield return Shared("IfNoneMatchToCreate");
        }

        if (route.Cached)
            yield return Shared("IfNoneMatch");
        if (route.RevealsPersons)
            yield return Shared("Purpose");
        yield return Shared("AcceptLanguage");
    }

    private void Successes(OpenApiResponses responses, Route route, OperationFilterContext context)
    {
        foreach (var (code, response) in responses.ToList())
        {
            if (response is not OpenApiResponse success)
                continue;

            success.Description = code switch
            {
                "200" when route.Changes => "Done; with validateOnly=true only checked, and the body is a ValidationOutcome.",
                "200" => "The answer.",
                "201" => "Created.",
                "202" => "A job does it; ask there how far it has come.",
                "204" => "Done.",
                "206" => "The part that was asked for.",
                "304" => "You hold this content.",
                "503" => "Not ready.",
                _ => success.Description
            };
            success.Headers = Headers(code, route, context.Document);
            if (code is "200" or "206" && route.Transfer is { Gives.Count: > 0 } given)
                success.Content = OpenApiShared.Bytes(given.Gives);
            if (context.ApiDescription.SupportedResponseTypes.FirstOrDefault(type => $"{type.StatusCode}" == code)?.Type is { } type && type != typeof(void))
                foreach (var media in success.Content?.Values ?? [])
                    media.Example = examples.Of(type);
        }

        if (route.Cached && responses.ContainsKey("200"))
            responses["304"] = new OpenApiResponse { Description = "You hold the present version.", Headers = Headers("304", route, context.Document) };
        if (route.Changes && !responses.ContainsKey("200"))
            responses["200"] = new OpenApiResponse
            {
                Description = "Checked only, because of validateOnly=true.",
                Headers = Headers("validated", route, context.Document),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = context.SchemaGenerator.GenerateSchema(typeof(ValidationOutcome), context.SchemaRepository),
                        Example = examples.Of(typeof(ValidationOutcome))
                    }
                }
            };
    }

    private static Dictionary<string, IOpenApiHeader> Headers(string code, Route route, OpenApiDocument document)
    {
        IEnumerable<string> names =
        [
            .. code is "200" or "201" or "304" && route.Versioned ? ["ETag"] : Array.Empty<string>(),
            .. code is "201" or "202" ? ["Location"] : Array.Empty<string>(),
            .. code is "200" or "201" or "202" or "204" && route.Changes && route.Says is { Scope: not null, Repeatable: false } ? ["Idempotent-Replayed"] : Array.Empty<string>(),
            .. code is "202" or "429" or "503" ? ["Retry-After"] : Array.Empty<string>(),
            .. (route.Says.Scope is not null || route.Says.PerAddress) && code is not "401" ? ["RateLimit", "RateLimit-Policy"] : Array.Empty<string>(),
            "Content-Language"
        ];
        var headers = names.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document));
        foreach (var told in route.Transfer?.Tells ?? [])
            headers[told.Name] = OpenApiShared.Told(told.Describes, told.Example);
        return headers;
    }

    private static OpenApiResponse Problem(int status, IReadOnlyList<Problem> problems, Route route, OperationFilterContext context)
    {
        context.SchemaGenerator.GenerateSchema(typeof(ProblemDocument), context.SchemaRepository);
        return new OpenApiResponse
        {
            Description = string.Join("; ", problems.Select(problem => $"`{problem.Code}` {problem.En}")),
            Headers = Headers($"{status}", route, context.Document),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new()
                {
                    Schema = new OpenApiSchemaReference(nameof(ProblemDocument), context.Document),
                    Examples = problems.ToDictionary(problem => problem.Code, IOpenApiExample (problem) => new OpenApiExampleReference(problem.Code, context.Document))
                }
            }
        };
    }

    /// <summary>An operation as its endpoint's metadata tells it.</summary>
    internal sealed class Route
    {
        internal Route(OperationFilterContext context)
        {
            var (metadata, api) = (context.ApiDescription.ActionDescriptor.EndpointMetadata, context.ApiDescription);
            Says = metadata.OfType<Operation>().Single();
            Listing = metadata.OfType<Listing>().SingleOrDefault();
            Transfer = metadata.OfType<Transfer>().SingleOrDefault();
            Method = api.HttpMethod!;
            HasRouteValues = api.RelativePath!.Contains('{', StringComparison.Ordinal);
            var body = api.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body)?.Type;
            Body = body == typeof(JsonElement) ? metadata.OfType<IAcceptsMetadata>().Select(accepts => accepts.RequestType).LastOrDefault(type => type != typeof(JsonElement)) ?? body : body;
            var answer = api.SupportedResponseTypes.FirstOrDefault(type => type.StatusCode is 200 or 201 or 202)?.Type;
            HasJson = answer is not null && answer != typeof(void) && !metadata.OfType<Alone>().Any();
            Versioned = answer?.IsAssignableTo(typeof(IVersioned)) == true || metadata.OfType<Lasts>().Any();
            var bound = context.MethodInfo.GetParameters().Select(parameter => Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).ToList();
            (Matches, CreatesOrReplaces) = (bound.Contains(typeof(IfMatch)), bound.Contains(typeof(CreateOrReplace)));
        }

        internal Operation Says { get; }
        internal Listing? Listing { get; }
        internal Transfer? Transfer { get; }
        internal string Method { get; }
        internal Type? Body { get; }
        internal bool HasRouteValues { get; }
        internal bool HasJson { get; }
        internal bool Versioned { get; }
        internal bool Matches { get; }
        internal bool CreatesOrReplaces { get; }
        internal bool Reads => Method is "GET" or "OPTIONS";
        internal bool Changes => !Reads && !Says.Safe;
        internal bool Cached => Reads && Versioned;
        internal bool RevealsPersons => Says.Refuses.Contains(Problems.PurposeNeeded);
        internal string? Asks => Says.Scope switch { null => "Open to everybody.", "" => "Needs any valid credential.", var scope => $"Needs the scope `{scope}`." };
    }
}
