using System.Net;
using System.Text.Json.Nodes;
using HeroApi.TestKit;
using HeroApi.Tests.AccessMatrix;

namespace HeroApi.Tests.Contract;

/// <summary>Requests put together from the document and the recipes of the access matrix, which know the way to a record.</summary>
internal sealed class Requests(Stage stage)
{
    private static readonly IReadOnlyDictionary<string, string> Steps = new Dictionary<string, string> { ["case"] = "cases", ["hero"] = "heroes", ["nomination"] = "nominations", ["draft policy"] = "policies", ["policy"] = "policies", ["policy_member"] = "policy-members" };

    private readonly HashSet<Guid> used = [];
    private string[]? scopes;

    /// <summary>
    /// An operation's usual request about a record that no other changing request has been about: by its owner, by who else it
    /// concerns and by the installation, beside a lead of the same owner and of each other. One of these is allowed to.
    /// </summary>
    internal async Task<IReadOnlyList<(Ask Ask, Client Caller)>> For(ApiOperation operation, bool keep = false)
    {
        var recipe = Recipes.All[operation.Id][0];
        var everywhere = stage.Vantages.Single(vantage => vantage.OrgId is null);
        if (recipe.About is null)
            return [(recipe.All!(), await Caller(operation, stage.Vantages[0])), (recipe.All!(), await Caller(operation, everywhere))];

        var target = stage.Targets.Where(target => recipe.Subjects[0] == target.Subject && target != Anchor(target.Owner)).OrderBy(target => used.Contains(target.Id)).ThenBy(target => target.Home is null).First();
        if (operation.Changes && !keep)
            used.Add(target.Id);
        // There are more steps of a case, a hero file or a nomination than there are of these, so an earlier one may have raised the version.
        if (Steps.TryGetValue(target.Subject, out var path) && await (await Caller(operation, everywhere with { OrgId = target.Owner })).Get($"{path}/{target.Id}") is { Status: HttpStatusCode.OK } now)
            target = target with { Version = now.Version };
        var attempts = new List<(Ask, Client)>();
        foreach (var anchor in stage.Targets.Where(lead => lead.Subject == "lead").DistinctBy(lead => lead.Owner).OrderBy(lead => lead.Owner != target.Owner))
            foreach (var org in new[] { target.Owner, target.Home, null }.Distinct())
                attempts.Add((recipe.About(target, anchor), await Caller(operation, everywhere with { OrgId = org })));
        return attempts;
    }

    /// <summary>The documented example, with the ids of records that are there.</summary>
    internal static JsonNode? Body(ApiOperation operation, Ask ask)
    {
        var body = operation.TakesJson ? operation.BodyExample?.DeepClone() : null;
        if (body is JsonObject example && ask.Body is not null && System.Text.Json.JsonSerializer.SerializeToNode(ask.Body, HeroApi.Kernel.Http.Json.Web) is JsonObject known)
            foreach (var (name, value) in known)
                if (value?.GetValueKind() == System.Text.Json.JsonValueKind.String && Guid.TryParse(value.GetValue<string>(), out _))
                    example[name] = value.DeepClone();
        return body;
    }

    /// <summary>A lead of the same owner that stays as it is, for requests that name two.</summary>
    private Target Anchor(Guid owner) => stage.Targets.FirstOrDefault(target => target.Subject == "lead" && target.Owner == owner)
        ?? stage.Targets.First(target => target.Subject == "lead");

    /// <summary>Somebody who may do everything from there.</summary>
    private async Task<Client> Caller(ApiOperation operation, Vantage from)
    {
        scopes ??= [.. (await stage.Api.Admin.Get("vocabularies/scope")).Json.GetProperty("terms").EnumerateArray().Select(term => term.GetProperty("code").GetString()!)];
        return operation.Scope is null ? stage.Api.Nobody : await stage.Key(from, [.. scopes.Where(scope => scope != "admin" || from.OrgId is null)]);
    }
}
