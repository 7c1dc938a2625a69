using System.Reflection;
using System.Text.RegularExpressions;
using HeroApi.Kernel.Events;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>Tables of which a migration says "Only ever added to" are: no statement of any module, nor of the kernel, changes or deletes a row of them.</summary>
public sealed partial class LedgerTests
{
    [Fact]
    public void What_is_only_ever_added_to_is_never_changed_or_deleted()
    {
        var statements = Solution.All.SelectMany(Solution.Texts).Concat(RecordStatements).ToList();

        Kept.ShouldContain("welfare_fund_entry");
        Kept.ShouldContain("welfare_fund_line");
        statements.Count(sql => sql.Contains("INTO welfare_fund_line", StringComparison.Ordinal)).ShouldBe(1);
        statements.Concat(Scripts).SelectMany(Changed).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE welfare_fund_line SET debit_fen = 0 WHERE entry_id = @id")]
    [InlineData("UPDATE welfare_fund_entry AS e SET on_date = @on WHERE e.id = @id")]
    [InlineData("DELETE FROM welfare_fund_entry WHERE id = @id")]
    [InlineData("INSERT INTO welfare_fund_line (entry_id) VALUES (@id)\nON CONFLICT (entry_id, position) DO UPDATE SET debit_fen = 0")]
    [InlineData("DROP TABLE welfare_fund_line;")]
    public void A_change_of_the_books_is_caught(string sql) => Changed(sql).ShouldNotBeEmpty();

    private static IReadOnlyList<string> Scripts { get; } = [.. Solution.ModuleAssemblies.SelectMany(Solution.Migrations).Select(script => script.Sql)];

    private static IReadOnlySet<string> Kept { get; } = Scripts.SelectMany(script => Added().Matches(script)).Select(match => match.Groups[1].Value).ToHashSet();

    /// <summary>The statements that the kernel writes for record tables.</summary>
    private static IEnumerable<string> RecordStatements => Solution.ModuleAssemblies.SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
        .Where(member => member.FieldType == typeof(RecordTable)).SelectMany(member => ((RecordTable)member.GetValue(null)!).Statements);

    private static IEnumerable<string> Changed(string sql) => Change().Matches(sql).Select(match => match.Groups[1].Value).Where(Kept.Contains);

    [GeneratedRegex(@"-- Only ever added to[^\n]*\n(?:--[^\n]*\n)*CREATE TABLE (\w+)")]
    private static partial Regex Added();

    [GeneratedRegex(@"(?:\b(?:UPDATE|DELETE FROM|ALTER TABLE|DROP TABLE)|INSERT INTO(?=[^;]*DO UPDATE))\s+(\w+)")]
    private static partial Regex Change();
}
