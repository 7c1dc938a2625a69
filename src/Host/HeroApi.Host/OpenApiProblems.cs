using System.Net;
using System.Reflection;
using System.Text;
using HeroApi.Kernel;

namespace HeroApi.Host;

/// <summary>
/// The catalogue of every problem code, found in the kernel's and the modules' own fields. A problem's <c>type</c> points
/// into the page at <c>/problems</c>; <c>docs/problems.md</c> is the same catalogue and is compared by a test.
/// </summary>
internal static class OpenApiProblems
{
    internal static void MapProblems(this WebApplication app)
    {
        var page = Html(All(app.Services.GetRequiredService<ModuleAssemblies>().All));
        app.MapGet("/problems", () => Results.Content(page, "text/html; charset=utf-8")).ExcludeFromDescription().Open();
    }

    /// <summary>By the first word of the code, then by code.</summary>
    internal static IReadOnlyList<IGrouping<string, Problem>> All(IEnumerable<Assembly> assemblies) =>
    [
        .. assemblies.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(Problem)).Select(field => (Problem)field.GetValue(null)!)
            .OrderBy(problem => problem.Code, StringComparer.Ordinal).GroupBy(problem => problem.Code.Split('.')[0])
    ];

    internal static string Markdown(IReadOnlyList<IGrouping<string, Problem>> groups)
    {
        var text = new StringBuilder(
            """
            # Problems

            Every refusal is an `application/problem+json` document (RFC 9457). Act on its `code`: codes are stable and never reused; texts may change.
            `errors[]` of `request.invalid` carries codes of this list too, one for each part of the input. With **retry** the same request may succeed later.
            A host shows this list at `/problems`, where the `type` of a problem points. Generated: `build/approve`.

            """);
        foreach (var group in groups)
        {
            text.Append($"\n## {group.Key}\n\n| code | status | 中文 | English |\n|---|---|---|---|\n");
            foreach (var problem in group)
                text.Append($"| `{problem.Code}` | {problem.Status}{(problem.Retryable ? " **retry**" : "")} | {problem.Zh} | {problem.En} |\n");
        }

        return text.ToString();
    }

    private static string Html(IReadOnlyList<IGrouping<string, Problem>> groups)
    {
        var page = new StringBuilder(
            """
            <!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>HeroApi problems</title>
            <style>body{font:16px/1.5 system-ui;margin:2rem}td{padding:.2rem .8rem;vertical-align:top}tr:target{background:#fe9}</style>
            <h1>Problems</h1><table>
            """);
        foreach (var problem in groups.SelectMany(group => group))
            page.Append($"<tr id=\"{problem.Code}\"><td><code>{problem.Code}</code><td>{problem.Status}<td>{WebUtility.HtmlEncode(problem.Zh)}<td>{WebUtility.HtmlEncode(problem.En)}\n");
        return page.Append("</table></html>").ToString();
    }
}
