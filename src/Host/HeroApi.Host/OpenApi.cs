using System.Text.Json.Nodes;
using HeroApi.China;
using HeroApi.Kernel.Http;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace HeroApi.Host;

/// <summary>The document at <c>/openapi/v1.json</c> and the page at <c>/docs</c>.</summary>
internal static class OpenApi
{
    private const string About =
        """
        见义勇为业务记录系统的接口：线索、机构、密钥与变更流。时间一律带时区偏移，业务日期按北京时间；错误以 `application/problem+json` 返回，按 `code` 处理。

        The record system of heroic-bravery work: leads, organisations, keys and the change feed. Send `Authorization: Bearer` with an API key or with a token of a trusted issuer.
        Clients that cannot send PUT, PATCH or DELETE send a POST with `X-HTTP-Method-Override`. Tolerate members you do not know in answers;
        unknown members and parameters of a request are refused. Any address may also answer 405 and 406, and the server
        400, 414 and 431 to a request line or headers that it cannot take. Every problem code is explained at `/problems`.
        """;

    internal static void AddHeroOpenApi(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        // The contract's JSON, not the framework's: names, ignored members and nulls are described as they are written.
        services.AddSingleton<ISerializerDataContractResolver>(new JsonSerializerDataContractResolver(Json.Web));
        services.AddSingleton<OpenApiTexts>().AddSingleton<OpenApiExamples>();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "HeroApi",
                Version = "v1",
                Description = About,
                License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" }
            });
            swagger.AddServer(new OpenApiServer { Url = "/" });
            swagger.SupportNonNullableReferenceTypes();
            swagger.NonNullableReferenceTypesAsRequired();
            swagger.CustomSchemaIds(SchemaId);
            swagger.MapType<PartialDate>(() => new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Pattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
                MaxLength = 10,
                Description = "A date as well as it is known: 2004, 2004-07 or 2004-07-15, from 1900 on.",
                Examples = [JsonValue.Create("2026-05-01")]
            });
            foreach (var file in OpenApiTexts.Files)
                swagger.IncludeXmlComments(file);
            swagger.SchemaFilter<OpenApiNulls>();
            swagger.OperationFilter<OpenApiOperations>();
            swagger.DocumentFilter<OpenApiComponentsFilter>();
            swagger.DocumentFilter<OpenApiBodies>();
        });
    }

    internal static void UseHeroPages(this WebApplication app)
    {
        // Whoever opens the bare address in a browser wants the page.
        app.MapWhen(http => http.Request.Path == "/", root => root.Run(http =>
        {
            http.Response.Redirect("/docs");
            return Task.CompletedTask;
        }));
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "docs";
            page.SwaggerEndpoint("/openapi/v1.json", "HeroApi v1");
            page.DocumentTitle = "HeroApi";
        });
    }

    internal static void MapOpenApi(this WebApplication app)
    {
        app.MapSwagger("/openapi/{documentName}.json", options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1).Open();
        app.MapProblems();
    }

    /// <summary>Outer and inner name, since every slice has a Command; generic arguments lead.</summary>
    internal static string SchemaId(Type type)
    {
        var name = type.IsNested ? type.DeclaringType!.Name + type.Name : type.Name;
        return type.IsGenericType ? string.Concat(type.GetGenericArguments().Select(SchemaId)) + name.Split('`')[0] : name;
    }
}
