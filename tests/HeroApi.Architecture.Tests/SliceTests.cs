using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FluentValidation;
using HeroApi.Kernel.Messages;
using MediatR;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>The shape of slices, files and folders (house style §3.1–§3.9).</summary>
public sealed partial class SliceTests
{
    private const int MostSlices = 8;
    private const int LongestFile = 400;
    private const int LongestSlice = 200;
    private const int LongestKernel = 8000;
    private static readonly string[] BannedFolders = ["Features", "Domain", "Application", "Infrastructure", "Common", "Helpers", "Services", "Utils"];
    private static readonly string[] BannedCalls = ["DateTime.get_Now/0", "DateTime.get_UtcNow/0", "DateTime.get_Today/0", "DateTimeOffset.get_Now/0", "DateTimeOffset.get_UtcNow/0", "Guid.NewGuid/0", "Guid.CreateVersion7/0"];

    [Fact]
    public void Every_command_with_a_body_has_a_validator()
    {
        var commands = Types.Where(IsCommand).ToList();

        commands.Count.ShouldBeGreaterThanOrEqualTo(3);
        commands.Where(command => HasBody(command) && !IsValidated(command, Types)).Select(Name).ShouldBeEmpty();
        (HasBody(typeof(Unvalidated)) && !IsValidated(typeof(Unvalidated), Types)).ShouldBeTrue();
    }

    [Fact]
    public void Every_request_has_exactly_one_handler()
    {
        var handlers = Types.SelectMany(Handled).ToList();
        var requests = Types.Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IBaseRequest))).ToList();

        requests.Count.ShouldBeGreaterThanOrEqualTo(5);
        Repeated(handlers).Select(Name).ShouldBeEmpty();
        requests.Except(handlers).Select(Name).ShouldBeEmpty();
        Repeated([typeof(Unvalidated), typeof(Unvalidated)]).ShouldBe([typeof(Unvalidated)]);
    }

    [Fact]
    public void Every_slice_and_every_contract_says_what_it_is_for()
    {
        var documented = Directory.EnumerateFiles(AppContext.BaseDirectory, "HeroApi.*.xml").SelectMany(file => XDocument.Load(file).Descendants("member"))
            .Where(member => member.Element("summary")?.Value.Trim().Length > 10).Select(member => member.Attribute("name")!.Value).ToHashSet();
        var slices = Types.Where(IsSlice).ToList();
        var contracts = Solution.ContractAssemblies.SelectMany(assembly => assembly.GetExportedTypes()).ToList();

        slices.Count.ShouldBeGreaterThanOrEqualTo(6);
        contracts.Count.ShouldBeGreaterThanOrEqualTo(3);
        slices.Concat(contracts).Where(type => !documented.Contains($"T:{Name(type)}")).Select(Name).ShouldBeEmpty();
        documented.ShouldNotContain("T:HeroApi.Cases.Nothing");
    }

    [Fact]
    public void Time_and_ids_come_from_the_clock()
    {
        Solution.All.SelectMany(assembly => Solution.Calls(assembly).Intersect(BannedCalls).Select(call => $"{assembly.GetName().Name}: {call}")).ShouldBeEmpty();
        Now().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        Solution.Calls(typeof(SliceTests).Assembly).ShouldContain("DateTimeOffset.get_UtcNow/0");
    }

    [Fact]
    public void Our_own_methods_carry_no_Async_suffix()
    {
        var methods = Types.SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)).ToList();

        methods.Count.ShouldBeGreaterThan(500);
        methods.Where(IsSuffixed).Select(method => $"{Name(method.DeclaringType!)}.{method.Name}").ShouldBeEmpty();
        IsSuffixed(typeof(SliceTests).GetMethod(nameof(SaveAsync), BindingFlags.Static | BindingFlags.NonPublic)!).ShouldBeTrue();
    }

    [Fact]
    public void Folders_are_named_after_the_business_and_hold_a_screenful_of_slices()
    {
        var files = Solution.Sources().Select(file => Path.GetRelativePath(Solution.Root, file)).ToList();

        files.Count.ShouldBeGreaterThan(50);
        files.Where(IsMisplaced).ShouldBeEmpty();
        Crowded(files.Where(file => SliceMap().IsMatch(File.ReadAllText(Path.Combine(Solution.Root, file))))).ShouldBeEmpty();
        IsMisplaced("src/Modules/Cases/HeroApi.Cases/Services/LeadService.cs").ShouldBeTrue();
        Crowded(Enumerable.Range(0, MostSlices + 1).Select(number => $"src/Modules/Cases/HeroApi.Cases/Leads/Slice{number}.cs")).ShouldNotBeEmpty();
    }

    [Fact]
    public void Files_stay_readable_and_the_kernel_small()
    {
        var lines = Solution.Sources().ToDictionary(file => Path.GetRelativePath(Solution.Root, file), file => File.ReadLines(file).Count());

        lines.Where(file => file.Value > LongestFile).ShouldBeEmpty();
        lines.Where(file => file.Value > LongestSlice && SliceMap().IsMatch(File.ReadAllText(Path.Combine(Solution.Root, file.Key)))).ShouldBeEmpty();
        lines.Where(file => file.Key.Contains("HeroApi.Kernel", StringComparison.Ordinal)).Sum(file => file.Value).ShouldBeInRange(1000, LongestKernel);
    }

    [Fact]
    public void A_comment_promises_nothing()
    {
        var texts = Solution.Sources().Concat(Solution.Sources("tests")).Where(file => Path.GetFileName(file) != "SliceTests.cs").Select(File.ReadAllText).ToList();

        texts.Count.ShouldBeGreaterThan(80);
        texts.SelectMany(text => Promise().Matches(text)).Select(match => match.Value).ShouldBeEmpty();
        Promise().IsMatch("// TODO later").ShouldBeTrue();
    }

    /// <summary>What we wrote: not what the compiler, or the generator of routes, wrote for us.</summary>
    private static IReadOnlyList<Type> Types { get; } = [.. Solution.All.SelectMany(assembly => assembly.GetTypes())
        .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false) && type.FullName!.StartsWith("HeroApi.", StringComparison.Ordinal))];

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private static bool IsCommand(Type type) => type is { IsAbstract: false, IsInterface: false }
        && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(ICommand<>));

    /// <summary>A body is whatever a caller can write: every member that JSON does not ignore and that is no route id or version.</summary>
    private static bool HasBody(Type command) => command.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Any(member => !member.IsDefined(typeof(JsonIgnoreAttribute)) && !(member.PropertyType == typeof(Guid) || member.PropertyType == typeof(long) || member.PropertyType == typeof(long?)));

    /// <summary>A patch takes shape only when it is merged, so its slice validates the outcome.</summary>
    private static bool IsValidated(Type command, IEnumerable<Type> types) => types.Any(type => type.IsAssignableTo(typeof(IValidator<>).MakeGenericType(command)))
        || (command.GetProperties().Any(member => member.PropertyType == typeof(JsonElement)) && command.DeclaringType?.GetNestedType("Validator", BindingFlags.NonPublic) is not null);

    private static IEnumerable<Type> Handled(Type type) => type.IsAbstract || type.IsGenericTypeDefinition
        ? []
        : type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)).Select(face => face.GetGenericArguments()[0]);

    private static IEnumerable<Type> Repeated(IEnumerable<Type> handled) => handled.GroupBy(type => type).Where(group => group.Count() > 1).Select(group => group.Key);

    private static bool IsSlice(Type type) => type is { IsAbstract: true, IsSealed: true } && type.GetNestedType("Handler", BindingFlags.NonPublic | BindingFlags.Public) is not null;

    /// <summary>Names that a framework or an interface gave are not ours.</summary>
    private static bool IsSuffixed(MethodInfo method)
    {
        if (!method.Name.EndsWith("Async", StringComparison.Ordinal) || method.Name is "InvokeAsync" or "BindAsync" || method.GetBaseDefinition() != method)
            return false;

        var owner = method.DeclaringType!;
        return owner.IsInterface || !owner.GetInterfaces().Any(face => owner.GetInterfaceMap(face).TargetMethods.Contains(method));
    }

    private static bool IsMisplaced(string file) => file.Split('/', '\\').Any(BannedFolders.Contains);

    private static IEnumerable<string> Crowded(IEnumerable<string> slices) => slices.GroupBy(file => Path.GetDirectoryName(file)!).Where(folder => folder.Count() > MostSlices).Select(folder => $"{folder.Key}: {folder.Count()}");

    private static DateTimeOffset Now() => DateTimeOffset.UtcNow;

    private static Task SaveAsync() => Task.CompletedTask;

    [GeneratedRegex(@"static void Map\(IEndpointRouteBuilder")]
    private static partial Regex SliceMap();

    [GeneratedRegex(@"//.*\b(TODO|FIXME|HACK|XXX)\b.*|NotImplementedException")]
    private static partial Regex Promise();

    private sealed record Unvalidated(string Reason) : ICommand<int>;
}
