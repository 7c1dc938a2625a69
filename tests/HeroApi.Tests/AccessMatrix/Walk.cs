using System.Net;
using System.Text.Json.Nodes;
using HeroApi.TestKit;

namespace HeroApi.Tests.AccessMatrix;

/// <summary>Asks every operation about every record from every vantage point, and notes where an answer leaves the table.</summary>
internal sealed class Walk(Stage stage)
{
    private readonly List<string> breaches = [];

    /// <summary>How many answers were looked at.</summary>
    internal int Answers { get; private set; }

    /// <summary>How many of them showed a record, so that "nothing leaked" is not "nothing was shown".</summary>
    internal int Shown { get; private set; }

    internal async Task<IReadOnlyList<string>> Through(IEnumerable<Listed> operations, IReadOnlyDictionary<string, Recipe[]> recipes)
    {
        foreach (var operation in operations)
            if (!recipes.TryGetValue(operation.Id, out var known))
                breaches.Add($"{operation.Id} has no recipe");
            else
                foreach (var recipe in known)
                    foreach (var vantage in stage.Vantages)
                        await From(vantage, operation, recipe);
        return breaches;
    }

    private async Task From(Vantage vantage, Listed operation, Recipe recipe)
    {
        if (operation.Scope is null)
        {
            await Egress(vantage, operation, recipe, stage.Api.Nobody, sees: false, protectedRead: false);
            return;
        }

        string[] needed = [.. new[] { operation.Scope }.Where(scope => scope.Length > 0), .. recipe.AlsoNeeds];
        if (operation.Scope == "admin")
        {
            await Forbidden(vantage, operation, recipe, await stage.Key(vantage, ["leads:read"]));
            if (vantage.OrgId is null)
                await Egress(vantage, operation, recipe, await stage.Key(vantage, ["admin"]), sees: true, protectedRead: true);
            return;
        }

        var plain = await stage.Key(vantage, needed.Length > 0 ? needed : ["leads:write"]);
        var trusted = await stage.Key(vantage, [.. needed, "protected:read"]);
        if (operation.Scope.Length > 0)
            await Forbidden(vantage, operation, recipe, await stage.Key(vantage, [operation.Scope == "leads:read" ? "orgs:read" : "leads:read", .. recipe.AlsoNeeds.Except([operation.Scope])]));
        foreach (var (caller, protectedRead) in ((Client, bool)[])[(plain, false), (trusted, true)])
        {
            if (recipe.About is null)
                await Egress(vantage, operation, recipe, caller, sees: true, protectedRead);
            else
                await Each(vantage, operation, recipe, caller, protectedRead);
        }
    }

    /// <summary>One request for each record, held against the table.</summary>
    private async Task Each(Vantage vantage, Listed operation, Recipe recipe, Client caller, bool protectedRead)
    {
        var anchor = stage.Targets.First(target => target.Subject == "lead" && target.Protection == "none" && vantage.To(target) is Relation.Own or Relation.Installation);
        var absent = new Target("nothing", Guid.CreateVersion7(), 1, anchor.Owner, null, "none", "canaryabsent");
        var missing = await Send(caller, operation, recipe.About!(absent, anchor));
        foreach (var target in stage.Targets.Where(target => recipe.Subjects.Contains(target.Subject) && target != anchor))
        {
            var relation = vantage.To(target);
            var sight = Table.Of(relation, target.Protection, protectedRead);
            var ask = recipe.About!(target, anchor);
            var answer = await Send(caller, operation, ask);
            var at = $"{operation.Id} on {target.Subject} ({relation}, {target.Protection}) from {vantage.Name}{(protectedRead ? " with protected:read" : "")}";

            if (sight == Sight.Hidden && answer.Code != recipe.Hidden)
                Breach($"{at}: answers {(int)answer.Status} {answer.Code} instead of {recipe.Hidden}");
            if (sight == Sight.Hidden && recipe.Hidden == "record.not_found" && Alike(answer) != Alike(missing))
                Breach($"{at}: can be told from a record that does not exist");
            if (sight == Sight.Look && recipe.NotYours is { } refusal && answer.Code != refusal)
                Breach($"{at}: answers {(int)answer.Status} {answer.Code} instead of {refusal}");
            if (sight != Sight.Hidden && !(sight == Sight.Look && recipe.NotYours is not null) && Denies(answer))
                Breach($"{at}: is refused with {(int)answer.Status} {answer.Code}");
            if (sight != Sight.Hidden && answer.Status == HttpStatusCode.OK)
                Shown++;
            Search(at, answer.Body, vantage, protectedRead, recipe, except: target);
        }
    }

    /// <summary>Everything an operation shows by itself, page after page.</summary>
    private async Task Egress(Vantage vantage, Listed operation, Recipe recipe, Client caller, bool sees, bool protectedRead)
    {
        var (text, ask) = ("", recipe.All!());
        for (var page = 0; page < 200; page++)
        {
            var answer = await Send(caller, operation, ask);
            text += answer.Body;
            if (answer.Response.Content.Headers.ContentType?.MediaType is not "application/json")
                break;
            if (answer.Status == HttpStatusCode.OK && answer.Text("upToDate") == "false")
                ask = ask with { Path = answer.Text("next")! };
            else if (answer.Status == HttpStatusCode.OK && answer.Text("nextCursor") is { } cursor)
                ask = ask with { Path = $"{recipe.All!().Path}&cursor={Uri.EscapeDataString(cursor)}" };
            else
                break;
        }

        var at = $"{operation.Id} from {vantage.Name}{(protectedRead ? " with protected:read" : "")}";
        Search(at, text, vantage, protectedRead && sees, recipe, except: null);
        if (recipe.ListsAll)
            foreach (var target in stage.Targets.Where(target => recipe.Subjects.Contains(target.Subject) && Table.Of(vantage.To(target), target.Protection, protectedRead) != Sight.Hidden))
                if (text.Contains(target.Id.ToString(), StringComparison.Ordinal))
                    Shown++;
                else
                    Breach($"{at}: lacks a {target.Subject} ({vantage.To(target)}, {target.Protection})");
    }

    private async Task Forbidden(Vantage vantage, Listed operation, Recipe recipe, Client caller)
    {
        var asks = recipe.About is null
            ? [recipe.All!()]
            : stage.Targets.Where(target => recipe.Subjects.Contains(target.Subject)).Select(target => recipe.About(target, target)).ToList();
        foreach (var ask in asks)
            if ((await Send(caller, operation, ask)).Code is not "auth.scope_missing" and var code)
                Breach($"{operation.Id} from {vantage.Name} without its scope: answers {code}");
    }

    /// <summary>No answer holds the id of a hidden record that was not in the question, and none of its words.</summary>
    private void Search(string at, string body, Vantage vantage, bool protectedRead, Recipe recipe, Target? except)
    {
        foreach (var hidden in stage.Targets.Where(target => target.Subject != "organisation" && Table.Of(vantage.To(target), target.Protection, protectedRead) == Sight.Hidden))
        {
            var named = hidden.Id != except?.Id && body.Contains(hidden.Id.ToString(), StringComparison.Ordinal);
            var byActor = recipe.NamesByActor && (vantage.To(hidden) is Relation.Own or Relation.Child or Relation.Installation
                || Table.Of(vantage.To(hidden), hidden.Protection, protectedRead: true) != Sight.Hidden);
            if (named && !byActor)
                Breach($"{at}: names a hidden {hidden.Subject} ({vantage.To(hidden)}, {hidden.Protection})");
            if (hidden.Id != except?.Id && hidden.Canary.Length > 0 && body.Contains(hidden.Canary, StringComparison.OrdinalIgnoreCase))
                Breach($"{at}: tells of a hidden {hidden.Subject} ({vantage.To(hidden)}, {hidden.Protection})");
        }
    }

    /// <summary>Changes are only checked, never stored, so that every record stays as it was seeded.</summary>
    private Task<Answer> Send(Client caller, Listed operation, Ask ask)
    {
        Answers++;
        var path = ask.Method == HttpMethod.Get ? ask.Path : $"{ask.Path}{(ask.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}validateOnly=true";
        return caller.Send(ask.Method, path, ask.Body, ask.IfMatch, ask.Method == HttpMethod.Post ? $"{operation.Id}-{Answers}" : null, ask.Headers);
    }

    private static bool Denies(Answer answer) => answer.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Unauthorized
        || answer.Code is "auth.scope_missing" || (int)answer.Status >= 500;

    /// <summary>A problem without what names the request itself.</summary>
    private static string Alike(Answer answer)
    {
        if (JsonNode.Parse(answer.Body) is not JsonObject problem)
            return answer.Body;

        problem.Remove("instance");
        problem.Remove("traceId");
        return problem.ToJsonString();
    }

    private void Breach(string what)
    {
        if (breaches.Count < 100)
            breaches.Add(what);
    }
}
