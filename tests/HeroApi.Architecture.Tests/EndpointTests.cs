using System.Reflection;
using HeroApi.Kernel;
using HeroApi.Kernel.Http;
using HeroApi.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>What every route says of itself before anybody may call it.</summary>
public sealed class EndpointTests
{
    [Fact]
    public async Task Every_endpoint_names_operation_summary_tag_and_scope()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var endpoints = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(IsDescribed).ToList();

        endpoints.Count.ShouldBeGreaterThanOrEqualTo(9);
        endpoints.SelectMany(Unsaid).ShouldBeEmpty();
        endpoints.Where(endpoint => Modules.Any(module => module == Slice(endpoint)?.Assembly)).Where(endpoint => Name(endpoint) != Slice(endpoint)!.Name)
            .Select(endpoint => $"{Slice(endpoint)!.Name} is called {Name(endpoint)}").ShouldBeEmpty();
        Unsaid(new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/bare"), 0, EndpointMetadataCollection.Empty, "bare")).Count().ShouldBe(4);
    }

    [Fact]
    public async Task A_host_with_an_unscoped_endpoint_does_not_start()
    {
        var careless = new Host.Module(typeof(EndpointTests).Assembly, _ => { }, routes => routes.MapGet("/leads/everything", () => "all of them").WithName("ListEverything"));

        var refused = await Should.ThrowAsync<HostRefused>(() => Api.On(Engine.Sqlite, [careless]));

        refused.Message.ShouldContain("/leads/everything");
    }

    private static IReadOnlyList<Assembly> Modules { get; } = Solution.ModuleAssemblies;

    private static bool IsDescribed(Endpoint endpoint) => endpoint is RouteEndpoint && endpoint.Metadata.GetMetadata<MethodInfo>() is not null
        && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null && !endpoint.DisplayName!.Contains("/openapi/", StringComparison.Ordinal);

    private static IEnumerable<string> Unsaid(Endpoint endpoint)
    {
        if (Name(endpoint) is null)
            yield return $"{endpoint.DisplayName}: operation id";
        if (endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>() is null)
            yield return $"{endpoint.DisplayName}: summary";
        if (endpoint.Metadata.GetMetadata<ITagsMetadata>() is null)
            yield return $"{endpoint.DisplayName}: tag";
        if (endpoint.Metadata.GetMetadata<Operation>() is null)
            yield return $"{endpoint.DisplayName}: scope and refusals";
    }

    private static string? Name(Endpoint endpoint) => endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;

    private static Type? Slice(Endpoint endpoint) => endpoint.Metadata.GetMetadata<MethodInfo>()?.DeclaringType is { } type ? type.DeclaringType ?? type : null;
}
