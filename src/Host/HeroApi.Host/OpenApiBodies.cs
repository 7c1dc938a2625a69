using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Validators;
using HeroApi.China;
using HeroApi.Kernel;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace HeroApi.Host;

/// <summary>
/// What is sent is closed and limited: unknown members are refused, and the limits are those of the validators. What is
/// answered is open, because it may gain members and codes; what has a default need not be sent, but is always answered. A
/// schema of both becomes two.
/// </summary>
internal sealed class OpenApiBodies(IServiceScopeFactory scopes, ModuleAssemblies modules) : IDocumentFilter
{
    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        Part(document);
        using var scope = scopes.CreateScope();
        var operations = document.Paths.Values.SelectMany(path => path.Operations ?? []).ToDictionary(entry => entry.Value.OperationId!, entry => entry.Value);
        foreach (var api in context.ApiDescriptions)
        {
            var (metadata, method) = (api.ActionDescriptor.EndpointMetadata, api.ActionDescriptor.EndpointMetadata.OfType<MethodInfo>().First());
            var operation = operations[metadata.OfType<IEndpointNameMetadata>().First().EndpointName];
            var route = new OpenApiOperations.Route(new OperationFilterContext(api, context.SchemaGenerator, context.SchemaRepository, document, method));
            var limits = new Limits(operation, document);
            foreach (var message in method.DeclaringType!.GetNestedTypes(BindingFlags.Public | BindingFlags.NonPublic).Append(route.Body).OfType<Type>().Where(type => !type.ContainsGenericParameters))
                foreach (var validator in scope.ServiceProvider.GetServices(typeof(IValidator<>).MakeGenericType(message)))
                    limits.Read((IValidator)validator!, "");
        }
    }

    private void Part(OpenApiDocument document)
    {
        var schemas = document.Components!.Schemas!;
        var operations = document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(entry => entry.Value).ToList();
        var (requests, responses) = (operations.SelectMany(operation => operation.RequestBody?.Content?.Values ?? []).ToList(),
            operations.SelectMany(operation => operation.Responses ?? []).SelectMany(response => response.Value.Content?.Values ?? []).ToList());
        var (sent, told) = (Reached(requests, schemas), Reached(responses, schemas));

        string Sent(string id) => !told.Contains(id) || Stem(id) + "Body" is var name && name == id ? id : Stem(id) + "Body";
        string Told(string id) => !sent.Contains(id) || !id.EndsWith("Body", StringComparison.Ordinal) ? id : Stem(id) + "View";

        var types = modules.All.Append(typeof(PartialDate).Assembly).SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsGenericType).ToLookup(OpenApi.SchemaId);
        var parted = new SortedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        foreach (var (id, schema) in schemas)
        {
            if (sent.Contains(id))
                parted.Add(Sent(id), Needing(types[id].FirstOrDefault(), (OpenApiSchema)Copy(schema, Sent, document, open: false)));
            if (told.Contains(id))
                parted.Add(Told(id), Copy(schema, Told, document, open: true));
        }

        foreach (var media in requests)
            media.Schema = media.Schema is { } schema ? Copy(schema, Sent, document, open: false) : null;
        foreach (var media in responses)
            media.Schema = media.Schema is { } schema ? Copy(schema, Told, document, open: true) : null;
        document.Components.Schemas = parted.ToDictionary();
    }

    private static OpenApiSchema Needing(Type? type, OpenApiSchema schema)
    {
        if (type is not null && schema.Required is { } required)
            schema.Required = Json.Web.GetTypeInfo(type).Properties.Where(member => member.IsRequired && required.Contains(member.Name)).Select(member => member.Name).ToHashSet();
        return schema;
    }

    private static string Stem(string id) => id.EndsWith("Body", StringComparison.Ordinal) || id.EndsWith("View", StringComparison.Ordinal) ? id[..^4] : id;

    private static HashSet<string> Reached(IEnumerable<OpenApiMediaType> bodies, IDictionary<string, IOpenApiSchema> schemas)
    {
        var (reached, ahead) = (new HashSet<string>(), new Stack<IOpenApiSchema>(bodies.Select(body => body.Schema).OfType<IOpenApiSchema>()));
        while (ahead.TryPop(out var schema))
            if (schema is not OpenApiSchemaReference { Reference.Id: { } id })
                Within(schema).ToList().ForEach(ahead.Push);
            else if (reached.Add(id))
                ahead.Push(schemas[id]);
        return reached;
    }

    private static IEnumerable<IOpenApiSchema> Within(IOpenApiSchema schema) => (schema.Properties?.Values ?? []).Concat(schema.AllOf ?? []).Concat(schema.AnyOf ?? [])
        .Concat(schema.OneOf ?? []).Append(schema.Items).Append(schema.AdditionalProperties).OfType<IOpenApiSchema>();

    private static IOpenApiSchema Copy(IOpenApiSchema schema, Func<string, string> name, OpenApiDocument document, bool open)
    {
        if (schema is OpenApiSchemaReference { Reference: { Id: { } id } said })
            return new OpenApiSchemaReference(name(id), document) { Description = said.Description };

        IOpenApiSchema Again(IOpenApiSchema part) => Copy(part, name, document, open);

        var copy = (OpenApiSchema)schema.CreateShallowCopy();
        copy.AdditionalPropertiesAllowed |= open;
        copy.Properties = copy.Properties?.ToDictionary(member => member.Key, member => Again(member.Value));
        (copy.Items, copy.AdditionalProperties) = (copy.Items is { } item ? Again(item) : null, copy.AdditionalProperties is { } other ? Again(other) : null);
        (copy.AllOf, copy.AnyOf, copy.OneOf) = (copy.AllOf?.Select(Again).ToList(), copy.AnyOf?.Select(Again).ToList(), copy.OneOf?.Select(Again).ToList());
        return copy;
    }

    /// <summary>Writes the rules of validators into the parameters and the body of one operation.</summary>
    private sealed class Limits(OpenApiOperation operation, OpenApiDocument document)
    {
        internal void Read(IValidator validator, string under)
        {
            foreach (var rule in validator.CreateDescriptor().Rules)
            {
                var each = rule.GetType().GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));
                var path = string.Join('.', new[] { under, rule.PropertyName + (each ? ".[]" : "") }.Where(part => part is { Length: > 0 }));
                foreach (var component in rule.Components)
                    if (component.Validator is IChildValidatorAdaptor child)
                        Read(Child(child), path);
                    else if (Find(path) is { } schema)
                        Limit(schema, component, guarded: rule.HasCondition || component.HasCondition);
            }
        }

        /// <summary>The library gives it out to a context alone, whatever that is about.</summary>
        private static IValidator Child(IChildValidatorAdaptor adaptor)
        {
            var parent = adaptor.GetType().GetGenericArguments()[0];
            var context = typeof(ValidationContext<>).MakeGenericType(parent).GetConstructor([parent])!.Invoke([null]);
            return (IValidator)adaptor.GetType().GetMethod("GetValidator")!.Invoke(adaptor, [context, null])!;
        }

        private OpenApiSchema? Find(string path)
        {
            var names = path.Split('.', 2);
            if (names[0] is "query" or "path" or "headers" && names.Length == 2)
                return operation.Parameters?.OfType<OpenApiParameter>().FirstOrDefault(parameter => parameter.Name == names[1])?.Schema as OpenApiSchema;

            IOpenApiSchema? at = operation.RequestBody?.Content?.Values.FirstOrDefault()?.Schema;
            foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
                at = Own(at) is not { } schema ? null : name == "[]" ? schema.Items ?? schema.AdditionalProperties
                    : schema.Properties?.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(name), out var member) == true ? member : null;
            return Own(at);
        }

        private OpenApiSchema? Own(IOpenApiSchema? schema) => schema is OpenApiSchemaReference { Reference.Id: { } id }
            ? document.Components!.Schemas![id] as OpenApiSchema
            : schema as OpenApiSchema;

        /// <param name="schema">What is limited.</param>
        /// <param name="component">The rule.</param>
        /// <param name="guarded">Whether the rule holds only sometimes; guards of what may be absent are of this kind too, so only "must be there" is left out.</param>
        private static void Limit(OpenApiSchema schema, IRuleComponent component, bool guarded)
        {
            switch (component.Validator)
            {
                case ILengthValidator length:
                    schema.MaxLength = length.Max > 0 ? length.Max : schema.MaxLength;
                    schema.MinLength = length.Min > 0 ? length.Min : schema.MinLength;
                    break;
                case INotEmptyValidator when !guarded && Is(schema, JsonSchemaType.String) && schema.Format is null:
                    schema.MinLength ??= 1;
                    break;
                case INotEmptyValidator when !guarded && Is(schema, JsonSchemaType.Array):
                    schema.MinItems = 1;
                    break;
                case IRegularExpressionValidator pattern:
                    schema.Pattern = pattern.Expression.Replace("\\z", "$", StringComparison.Ordinal);
                    break;
                case IBetweenValidator { From: int least, To: int most } when Is(schema, JsonSchemaType.Array):
                    (schema.MinItems, schema.MaxItems) = (least, most);
                    break;
                case IBetweenValidator between:
                    (schema.Minimum, schema.Maximum) = (Text(between.From), Text(between.To));
                    break;
                case IComparisonValidator { Comparison: Comparison.LessThanOrEqual, ValueToCompare: int most } when Is(schema, JsonSchemaType.Array):
                    schema.MaxItems = most;
                    break;
                case { Name: "OneOfValidator" } codes:
                    var allowed = (IReadOnlyCollection<string>)codes.GetType().GetProperty(nameof(OneOfValidator<object>.Allowed))!.GetValue(codes)!;
                    schema.Enum = [.. allowed.Select(code => (JsonNode)code)];
                    if (Is(schema, JsonSchemaType.Null))
                        schema.Enum.Add(JsonNullSentinel.JsonNull);
                    break;
            }
        }

        private static bool Is(OpenApiSchema schema, JsonSchemaType type) => schema.Type?.HasFlag(type) == true;

        private static string Text(object value) => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
    }
}
