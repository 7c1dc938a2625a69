using System.Text.RegularExpressions;
using HeroApi.Host;
using HeroApi.Kernel;
using HeroApi.Kernel.Events;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>Names that others build on: problem codes and event names.</summary>
public sealed partial class CatalogueTests
{
    [Fact]
    public void The_problem_catalogue_is_what_the_code_refuses_with() => Approved.Compare("docs/problems.md", OpenApiProblems.Markdown(Catalogue));

    [Fact]
    public void Problem_codes_are_unique_and_dotted_snake_case()
    {
        var problems = Catalogue.SelectMany(group => group).ToList();

        problems.Count.ShouldBeGreaterThan(50);
        problems.ShouldContain(Problems.NotFound);
        problems.Where(IsOdd).ShouldBeEmpty();
        Repeated(problems).ShouldBeEmpty();
        IsOdd(new Problem("LeadGone", 404, "不在", "Gone")).ShouldBeTrue();
        Repeated([Problems.NotFound, Problems.NotFound]).ShouldBe([Problems.NotFound.Code]);
    }

    [Fact]
    public void Event_names_and_their_subscribers_are_as_approved()
    {
        var table = new Subscriptions([.. Solution.ModuleAssemblies, .. Solution.ContractAssemblies, typeof(Problem).Assembly]).Table;

        table.Keys.ShouldContain("cases.lead_reported.v1");
        Approved.Compare("tests/HeroApi.Architecture.Tests/events.approved.txt",
            string.Concat(table.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {string.Join(", ", entry.Value)}".TrimEnd() + "\n")));
    }

    private static IReadOnlyList<IGrouping<string, Problem>> Catalogue => OpenApiProblems.All([typeof(Problem).Assembly, .. Solution.ModuleAssemblies]);

    private static bool IsOdd(Problem problem) => !Code().IsMatch(problem.Code) || problem.Status is < 400 or > 599 || problem.Zh.Length == 0 || problem.En.Length == 0;

    private static IEnumerable<string> Repeated(IEnumerable<Problem> problems) => problems.GroupBy(problem => problem.Code).Where(group => group.Count() > 1).Select(group => group.Key);

    [GeneratedRegex(@"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")]
    private static partial Regex Code();
}
