using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>A document that names a file is right about it.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_file_that_a_document_names_exists()
    {
        var documents = Directory.EnumerateFiles(Solution.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Solution.Root, "docs"), "*.md", SearchOption.AllDirectories)).ToList();

        documents.Count.ShouldBeGreaterThanOrEqualTo(10);
        documents.Sum(document => Named(File.ReadAllText(document)).Count()).ShouldBeGreaterThan(10);
        documents.SelectMany(document => Named(File.ReadAllText(document)).Where(name => !Exists(name, Path.GetDirectoryName(document)!))
            .Select(name => $"{Path.GetRelativePath(Solution.Root, document)}: {name}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("See [the plan](docs/plan.md).")]
    [InlineData("Copy `ForgottenSlice.cs`.")]
    [InlineData("Run `build/deploy`.")]
    public void A_document_that_names_a_missing_file_is_caught(string text) => Named(text).ShouldHaveSingleItem().ShouldSatisfyAllConditions(name => Exists(name, Solution.Root).ShouldBeFalse());

    private static readonly HashSet<string> Files = [.. Directory.EnumerateFiles(Solution.Root, "*", SearchOption.AllDirectories)
        .Select(file => "/" + Path.GetRelativePath(Solution.Root, file).Replace('\\', '/')).Where(file => !file.StartsWith("/artifacts/", StringComparison.Ordinal) && !file.StartsWith("/.git/", StringComparison.Ordinal))];

    /// <summary>Links, and code that reads like a path of ours; patterns such as <c>NNNN_words.sql</c> are not names.</summary>
    private static IEnumerable<string> Named(string text) => Link().Matches(text).Concat(Code().Matches(text)).Select(match => match.Groups[1].Value.TrimEnd('/'))
        .Where(name => !name.Contains("://", StringComparison.Ordinal) && !name.StartsWith("mailto:", StringComparison.Ordinal) && !Pattern().IsMatch(name) && name.Length > 0).Distinct();

    private static bool Exists(string name, string folder) => name.StartsWith('/')
        || Path.Exists(Path.Combine(folder, name)) || Path.Exists(Path.Combine(Solution.Root, name)) || Files.Any(file => file.EndsWith("/" + name, StringComparison.Ordinal));

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`((?:(?:src|docs|tests|build|samples)/[\w./-]+)|(?:[\w./-]+\.(?:cs|md|csproj|props|sln|sql|http|mjs)))`")]
    private static partial Regex Code();

    [GeneratedRegex(@"NNNN|<|\*|^\.")]
    private static partial Regex Pattern();
}
