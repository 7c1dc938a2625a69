using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>What the tests look at, found where it lies: folders on disk, assemblies beside the test, texts within them.</summary>
internal static class Solution
{
    internal static readonly string Root = Above(AppContext.BaseDirectory);

    /// <summary>The business modules, by their folders.</summary>
    internal static IReadOnlyList<string> Modules =>
        [.. Directory.EnumerateDirectories(Path.Combine(Root, "src", "Modules")).Select(Path.GetFileName).OfType<string>().Where(name => name != "Kernel").Order(StringComparer.Ordinal)];

    internal static IReadOnlyList<Assembly> ModuleAssemblies => [.. Modules.Select(module => Assembly.Load($"HeroApi.{module}"))];

    internal static IReadOnlyList<Assembly> ContractAssemblies =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(Root, "src", "Modules"), "HeroApi.*.Contracts", SearchOption.AllDirectories)
            .Select(folder => Assembly.Load(Path.GetFileName(folder)))
    ];

    /// <summary>Everything under <c>src</c>.</summary>
    internal static IReadOnlyList<Assembly> All => [Assembly.Load("HeroApi.Kernel"), Assembly.Load("HeroApi.Host"), .. ModuleAssemblies, .. ContractAssemblies];

    internal static IEnumerable<string> Sources(string under = "src") => Directory.EnumerateFiles(Path.Combine(Root, under), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>For theories over modules; four is the number there are at least.</summary>
    internal static TheoryData<string> EachModule
    {
        get
        {
            Modules.Count.ShouldBeGreaterThanOrEqualTo(4);
            return new TheoryData<string>(Modules);
        }
    }

    /// <summary>The texts that were compiled into an assembly, SQL among them.</summary>
    internal static IReadOnlyList<string> Texts(Assembly assembly) => Read(assembly, metadata =>
    {
        var texts = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            texts.Add(metadata.GetUserString(handle));
        return texts;
    });

    /// <summary>The types of other assemblies that an assembly names.</summary>
    internal static IReadOnlySet<string> NamedTypes(Assembly assembly) => Read(assembly, metadata => metadata.TypeReferences.Select(metadata.GetTypeReference)
        .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}").ToHashSet());

    /// <summary>The members of other assemblies that an assembly calls, as <c>Type.Member/parameters</c>.</summary>
    internal static IReadOnlyList<string> Calls(Assembly assembly) => Read<IReadOnlyList<string>>(assembly, metadata =>
    [
        .. metadata.MemberReferences.Select(metadata.GetMemberReference).Where(member => member.Parent.Kind == HandleKind.TypeReference).Select(member =>
        {
            var owner = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            var signature = metadata.GetBlobReader(member.Signature);
            var isMethod = signature.ReadSignatureHeader().Kind == SignatureKind.Method;
            return $"{metadata.GetString(owner.Name)}.{metadata.GetString(member.Name)}/{(isMethod ? signature.ReadCompressedInteger() : 0)}";
        })
    ]);

    /// <summary>The migrations within an assembly, by script name.</summary>
    internal static IEnumerable<(string Name, string Sql)> Migrations(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static T Read<T>(Assembly assembly, Func<MetadataReader, T> read)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        return read(file.GetMetadataReader());
    }

    private static string Above(string folder) => File.Exists(Path.Combine(folder, "HeroApi.sln")) ? folder : Above(Path.GetDirectoryName(folder.TrimEnd('/', '\\'))!);
}
