using HeroApi.Kernel.Http;
using Microsoft.OpenApi;

namespace HeroApi.Host;

/// <summary>The document at <c>/openapi/v1.json</c> and the page at <c>/docs</c>.</summary>
internal static class OpenApi
{
    internal static void AddHeroOpenApi(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new OpenApiInfo { Title = "HeroApi", Version = "v1" });
            swagger.SupportNonNullableReferenceTypes();
            swagger.NonNullableReferenceTypesAsRequired();
            swagger.CustomSchemaIds(SchemaId);
        });
    }

    internal static void UseHeroPages(this WebApplication app) => app.UseSwaggerUI(page =>
    {
        page.RoutePrefix = "docs";
        page.SwaggerEndpoint("/openapi/v1.json", "HeroApi v1");
        page.DocumentTitle = "HeroApi";
    });

    internal static void MapOpenApi(this WebApplication app) => app.MapSwagger("/openapi/{documentName}.json", options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1).Open();

    /// <summary>Outer and inner name, since every slice has a Command; generic arguments lead.</summary>
    private static string SchemaId(Type type)
    {
        var name = type.IsNested ? type.DeclaringType!.Name + type.Name : type.Name;
        return type.IsGenericType ? string.Concat(type.GetGenericArguments().Select(SchemaId)) + name.Split('`')[0] : name;
    }
}
