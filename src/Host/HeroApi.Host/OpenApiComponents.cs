using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using HeroApi.Kernel;
using HeroApi.Kernel.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace HeroApi.Host;

/// <summary>What operations refer to: parameters and headers that many share, an example of each problem, the security scheme.</summary>
internal sealed class OpenApiComponentsFilter : IDocumentFilter
{
    private const string Bearer =
        """
        One of two kinds, sent as `Authorization: Bearer`:

        - an API key, `hero_…`, which `/api/v1/api-keys` makes;
        - an access token (JWT) of an OpenID Connect issuer that this installation trusts. Its claims name organisation and roles; `/api/v1/me` shows what they come to.

        The scope that an operation needs stands in its description. A refused credential is answered 401 with `WWW-Authenticate: Bearer error="invalid_token"`.
        """;

    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        var components = document.Components ??= new OpenApiComponents();
        components.Parameters = OpenApiShared.Parameters;
        components.Headers = OpenApiShared.Headers;
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "API key or JWT", Description = Bearer }
        };
        components.Examples = context.ApiDescriptions.Select(api => new OpenApiOperations.Route(new OperationFilterContext(
                api, context.SchemaGenerator, context.SchemaRepository, document, api.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().First())))
            .SelectMany(OpenApiRefusals.Of).DistinctBy(problem => problem.Code).OrderBy(problem => problem.Code, StringComparer.Ordinal)
            .ToDictionary(problem => problem.Code, IOpenApiExample (problem) => new OpenApiExample { Summary = problem.En, Value = Example(problem) });

        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            paths.Add(path, item);
        document.Paths = paths;
        document.Tags = new SortedSet<OpenApiTag>(
            document.Paths.Values.SelectMany(path => path.Operations ?? []).SelectMany(operation => operation.Value.Tags ?? new HashSet<OpenApiTagReference>())
                .Select(tag => tag.Name).OfType<string>().Distinct().Select(name => new OpenApiTag { Name = name, Description = OpenApiShared.Tags.GetValueOrDefault(name) }),
            Comparer<OpenApiTag>.Create((left, right) => string.CompareOrdinal(left.Name, right.Name)));
    }

    private static JsonNode Example(Problem problem) => JsonSerializer.SerializeToNode(new ProblemDocument
    {
        Type = ProblemWriter.TypeBase + problem.Code,
        Title = problem.Zh,
        Status = problem.Status,
        Code = problem.Code,
        Instance = "/api/v1/leads",
        Retryable = problem.Retryable,
        TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
        Errors = problem == Problems.Invalid ? [new InputError("/summary", "value.required", "此项必填")] : null
    }, Json.Web)!;
}

/// <summary>The parameters and headers that many operations share.</summary>
internal static class OpenApiShared
{
    internal static Dictionary<string, IOpenApiParameter> Parameters => new()
    {
        ["AcceptLanguage"] = Header("Accept-Language", "zh-CN (default) or en, for labels and the texts of problems.", new OpenApiSchema { Type = JsonSchemaType.String }, "zh-CN"),
        ["ActionNote"] = Header("X-Action-Note", "A note for the audit trail.", new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 500 }, "family's phone call"),
        ["Axis"] = Query("axis", "With org: by owner (default) or by home, the organisation of a person's household registration.", OneOf("owner", "home")),
        ["Count"] = Query("count", "Count the matches too; counting stops at 10,000.", OneOf("none", "estimate", "exact")),
        ["Cursor"] = Query("cursor", "The nextCursor of the page before, with the same filters and sort.", new OpenApiSchema { Type = JsonSchemaType.String }),
        ["Fields"] = Query("fields", "Only these members, separated by commas, with dots for the ones inside: id,version,place.regionCode", new OpenApiSchema { Type = JsonSchemaType.String }),
        ["IdempotencyKey"] = Header("Idempotency-Key", "A fresh key for each intended change; the same key again gets the first answer again, for 7 days.", Key, "6f1d2c1e-5b7a-4c53-9d7e-1f0a7b6c5d4e", required: true),
        ["IdempotencyKeyOptional"] = Header("Idempotency-Key", "A fresh key for each intended change; the same key again gets the first answer again, for 7 days.", Key, "6f1d2c1e-5b7a-4c53-9d7e-1f0a7b6c5d4e"),
        ["IfMatch"] = Header("If-Match", "The ETag you hold; the change is refused when the record has moved on.", new OpenApiSchema { Type = JsonSchemaType.String }, "\"7\"", required: true),
        ["IfMatchToReplace"] = Header("If-Match", "The ETag you hold, to replace the record.", new OpenApiSchema { Type = JsonSchemaType.String }),
        ["IfNoneMatch"] = Header("If-None-Match", "The ETag you hold; the answer is 304 when it is the present one.", new OpenApiSchema { Type = JsonSchemaType.String }),
        ["IfNoneMatchToCreate"] = Header("If-None-Match", "`*` to create the record under an id of yours; one of If-Match and If-None-Match is needed.", OneOf("*"), "*"),
        ["Limit"] = Query("limit", "Items on a page.", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = $"{Pages.MostLimit}", Default = Pages.DefaultLimit }),
        ["Org"] = Query("org", "Only records of this organisation.", new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" }),
        ["OrgScope"] = Query("orgScope", "With org: the organisation itself (default), or with all below it.", OneOf("self", "subtree")),
        ["Purpose"] = Header("X-Purpose", "Code of the reason for reading personal data in clear; needs the scope pii:read and is kept in the read log.", new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[a-z][a-z0-9_]{1,63}$" }),
        ["ValidateOnly"] = Query("validateOnly", "Check everything and store nothing.", new OpenApiSchema { Type = JsonSchemaType.Boolean, Default = false })
    };

    /// <summary>What the ids in an address are of, where an operation says nothing else.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Path = new Dictionary<string, string>
    {
        ["id"] = "The record's id.",
        ["actorId"] = "The actor's id, as the case shows it.",
        ["documentId"] = "The document's id, as the contents of the hero file show it.",
        ["certificateId"] = "The certificate's id, as the list of the hero file shows it.",
        ["plaqueId"] = "The plaque's id, as the hero file shows it.",
        ["consentId"] = "The consent's id, as the hero file shows it.",
        ["endorsementId"] = "The endorsement's id, as the list of the policy shows it.",
        ["heroId"] = "The hero file's id.",
        ["orgId"] = "The organisation's id.",
        ["lineId"] = "The line's id.",
        ["paymentId"] = "The payment's id, as the claim shows it.",
        ["keyId"] = "The key's id.",
        ["statementId"] = "The statement's id, as the case shows it."
    };

    /// <summary>What a group of operations is about; the linter asks for the one that lacks.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Tags = new Dictionary<string, string>
    {
        ["Access"] = "Who may do what: API keys, the caller's own rights, the audit trail and the read log.",
        ["Bonus schemes"] = "奖金标准: what a place pays for which title, and the published figures that some of it is a multiple of.",
        ["Batch"] = "Several requests in one, for phones on weak links.",
        ["Bonuses"] = "奖金: what a body decides for a person, who approves it, and what was paid and given back.",
        ["Hardship"] = "困难调查: the yearly survey of households, what was found, and who is in hardship without a plan.",
        ["Benefits"] = "帮扶: what there is to be had where, what was asked for and became of it, and one plan for each household.",
        ["Grants"] = "抚恤补助: which route of the law a death or disability meets, what it comes to step by step, and what was decided.",
        ["Cases"] = "案件: one act and those who acted, from a filing to the decision on each of them.",
        ["Ceremonies"] = "仪式: commendation meetings, press conferences, unveilings, deliveries at the door: who was honoured and who came.",
        ["Entitlements"] = "权益: who is entitled to be cared for, in which county, as the register says it.",
        ["Visits"] = "慰问: campaigns and their lists, visits that are due, visits that were paid, what was found to be needed, and how many were visited.",
        ["Exchange"] = "The change feed, for those who keep a copy.",
        ["Files"] = "附件: photos, recordings and documents that records refer to, and their resumable upload.",
        ["Funds"] = "基金: what came in, what it may be spent for, who approved what was paid, and the books.",
        ["Green channel"] = "绿色通道: hospitals that treat heroes first and settle later, the codes they check, and what was used.",
        ["Health"] = "Whether the installation works, and what it is.",
        ["Heroes"] = "英模档案: the files of those who were confirmed.",
        ["Honours"] = "荣誉: the titles of brave acts, who has them, and who is nominated for one.",
        ["Imports"] = "导入: tables of records that were kept elsewhere, taken in row by row.",
        ["Insurance"] = "保险: policies, who is on their lists, what the insurer is told each month, who is covered on a day, and claims.",
        ["Keyring"] = "The keys that personal data is encrypted and indexed with, and the change to new ones.",
        ["Leads"] = "线索: reports of brave acts, and what is decided on them.",
        ["Medical cases"] = "医疗费用: what it costs to treat a hero, who pays and who bears it, in the order of the law.",
        ["Offers"] = "How a record changes hands: offered by its owner, accepted or refused by the other side.",
        ["Organisations"] = "机构: associations, foundations and authorities, their tree and the places they answer for.",
        ["Plaques"] = "牌匾、证书: the plaques 见义勇为光荣之家 at the doors of heroes, where they are missing, and whether a certificate is genuine.",
        ["Public notices"] = "公示: what everybody may read before a confirmation, and object to.",
        ["Register"] = "在册: how many persons are on the register, and who was lost and found again.",
        ["Regions"] = "行政区划: GB/T 2260 codes down to townships.",
        ["Rule packs"] = "适用规则: which law a case goes by, and what a place has published itself.",
        ["Verification"] = "信息核实: rounds in which every file of an area is asked after.",
        ["Vocabularies"] = "Lists of codes with their labels.",
        ["Work"] = "Background work: jobs, and deliveries that failed."
    };

    internal static Dictionary<string, IOpenApiHeader> Headers => new()
    {
        ["Content-Language"] = Told("The language of labels and texts."),
        ["ETag"] = Told("The record's version, for If-Match and If-None-Match."),
        ["Idempotent-Replayed"] = Told("true when this is the stored answer of an earlier request with the same key."),
        ["Location"] = Told("Where the new record is."),
        ["RateLimit"] = Told("What is left of the key's quota: `\"key\";r=99;t=1`."),
        ["RateLimit-Policy"] = Told("The key's quota: `\"key\";q=200;w=2`."),
        ["Retry-After"] = Told("Seconds to wait before trying again.")
    };

    internal static OpenApiParameter Query(string name, string describes, OpenApiSchema schema) =>
        new() { Name = name, In = ParameterLocation.Query, Description = describes, Schema = schema };

    internal static OpenApiSchema Taking(Filter filter) => filter switch
    {
        { Allowed: { } codes } => OneOf([.. codes]),
        { Format: "boolean" } => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        _ => new OpenApiSchema { Type = JsonSchemaType.String, Format = filter.Format }
    };

    internal static OpenApiSchema OneOf(params string[] values) => new() { Type = JsonSchemaType.String, Enum = [.. values.Select(value => (JsonNode)value)] };

    /// <summary>The same bytes in any of these media types.</summary>
    internal static Dictionary<string, OpenApiMediaType> Bytes(IEnumerable<string> types) => types.ToDictionary(type => type, type => new OpenApiMediaType
    {
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        Example = "(bytes)"
    });

    internal static IOpenApiParameter Header(HeaderSays asked) =>
        Header(asked.Name, asked.Describes, new OpenApiSchema { Type = JsonSchemaType.String }, asked.Example, asked.Required);

    internal static OpenApiHeader Told(string describes, string example) =>
        new() { Description = describes, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };

    private static OpenApiSchema Key => new() { Type = JsonSchemaType.String, Pattern = "^[\\x21-\\x7e]{1,128}$" };

    private static OpenApiParameter Header(string name, string describes, OpenApiSchema schema, string? example = null, bool required = false) =>
        new() { Name = name, In = ParameterLocation.Header, Description = describes, Schema = schema, Required = required, Example = example };

    private static OpenApiHeader Told(string describes) => new() { Description = describes, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
}

/// <summary>Says null only of members that take it; the generator does not see the annotations of internal types.</summary>
internal sealed class OpenApiNulls : ISchemaFilter
{
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema.Properties is not { Count: > 0 } members)
            return;

        foreach (var property in Json.Web.GetTypeInfo(context.Type).Properties.Where(property => property is { IsGetNullable: false, IsSetNullable: false }))
            if (members.TryGetValue(property.Name, out var member) && member is OpenApiSchema own)
                own.Type &= ~JsonSchemaType.Null;
    }
}
