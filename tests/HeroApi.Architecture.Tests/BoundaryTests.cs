using System.Reflection;
using MediatR;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>Modules meet only in Contracts, show only their front door, and Contracts stay thin.</summary>
public sealed class BoundaryTests
{
    /// <summary>Public beside the module class and its errors, each for a reason.</summary>
    private static readonly IReadOnlyDictionary<string, string> MayBePublic = new Dictionary<string, string>
    {
    };

    public static TheoryData<string> Modules => Solution.EachModule;

    [Theory, MemberData(nameof(Modules))]
    public void A_module_references_only_the_kernel_and_contracts(string module) => Foreign($"HeroApi.{module}", References(module)).ShouldBeEmpty();

    [Fact]
    public void A_reference_to_another_module_is_caught()
    {
        Foreign("HeroApi.Cases", ["HeroApi.Kernel", "HeroApi.Organisations.Contracts", "HeroApi.Organisations"]).ShouldBe(["HeroApi.Organisations"]);
        Solution.Modules.SelectMany(References).ShouldContain("HeroApi.Organisations.Contracts", "the test must see references at all");
    }

    [Theory, MemberData(nameof(Modules))]
    public void A_module_shows_only_its_front_door(string module) => Shown(module, Assembly.Load($"HeroApi.{module}").GetExportedTypes().Select(type => type.Name)).ShouldBeEmpty();

    [Fact]
    public void A_public_type_behind_the_door_is_caught() => Shown("Cases", ["CasesModule", "CaseErrors", "LeadView"]).ShouldBe(["LeadView"]);

    [Fact]
    public void Contracts_reference_nothing_but_MediatR()
    {
        Solution.ContractAssemblies.Count.ShouldBeGreaterThanOrEqualTo(2);
        Solution.ContractAssemblies.SelectMany(assembly => Heavy(assembly.GetReferencedAssemblies().Select(name => name.Name!))).ShouldBeEmpty();
        Heavy(["System.Runtime", "MediatR", "HeroApi.Kernel"]).ShouldBe(["HeroApi.Kernel"]);
    }

    [Fact]
    public void Contracts_hold_events_and_questions_but_no_commands()
    {
        var messages = Solution.ContractAssemblies.SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.IsAssignableTo(typeof(IBaseRequest))).ToList();

        messages.ShouldNotBeEmpty();
        messages.Where(IsCommand).ShouldBeEmpty();
        IsCommand(typeof(CloseCase)).ShouldBeTrue();
    }

    [Fact]
    public void Every_contract_question_is_asked_by_another_module()
    {
        var named = Solution.Modules.ToDictionary(module => module, module => Solution.NamedTypes(Assembly.Load($"HeroApi.{module}")));
        var questions = Solution.ContractAssemblies.SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type.IsAssignableTo(typeof(IBaseRequest))).Select(type => type.FullName!).ToList();

        questions.ShouldNotBeEmpty();
        questions.Where(question => !Asked(question, named)).ShouldBeEmpty();
        Asked("HeroApi.Cases.Contracts.GetNobodyAsks", named).ShouldBeFalse();
    }

    [Fact]
    public void The_kernel_names_no_module()
    {
        var kernel = Assembly.Load("HeroApi.Kernel").GetReferencedAssemblies().Select(name => name.Name!).ToList();

        kernel.ShouldContain("MediatR");
        kernel.Where(name => name.StartsWith("HeroApi.", StringComparison.Ordinal)).ShouldBe(["HeroApi.China"]);
        Assembly.Load("HeroApi.China").GetReferencedAssemblies().ShouldAllBe(name => name.Name!.StartsWith("System.", StringComparison.Ordinal));
    }

    [Fact]
    public void Interfaces_of_our_own_stay_few()
    {
        var interfaces = Solution.All.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsInterface).Select(type => type.Name).ToList();

        interfaces.ShouldContain("IEngine");
        interfaces.Count.ShouldBeLessThanOrEqualTo(13, string.Join(", ", interfaces));
    }

    private static IEnumerable<string> References(string module) => Assembly.Load($"HeroApi.{module}").GetReferencedAssemblies().Select(name => name.Name!);

    private static IEnumerable<string> Foreign(string module, IEnumerable<string> references) => references.Where(name =>
        name.StartsWith("HeroApi.", StringComparison.Ordinal) && name != module && name is not ("HeroApi.Kernel" or "HeroApi.China") && !name.EndsWith(".Contracts", StringComparison.Ordinal));

    private static IEnumerable<string> Shown(string module, IEnumerable<string> types) => types.Where(name =>
        name != $"{module}Module" && !name.EndsWith("Errors", StringComparison.Ordinal) && !MayBePublic.ContainsKey(name));

    private static IEnumerable<string> Heavy(IEnumerable<string> references) => references.Where(name => name != "MediatR" && !name.StartsWith("System.", StringComparison.Ordinal));

    private static bool IsCommand(Type type) => type.IsAssignableTo(typeof(IRequest)) || !(type.Name.StartsWith("Get", StringComparison.Ordinal) || type.Name.StartsWith("Find", StringComparison.Ordinal));

    private static bool Asked(string question, Dictionary<string, IReadOnlySet<string>> named) =>
        named.Any(entry => !question.StartsWith($"HeroApi.{entry.Key}.", StringComparison.Ordinal) && entry.Value.Contains(question));

    private sealed record CloseCase : IRequest<int>;
}
