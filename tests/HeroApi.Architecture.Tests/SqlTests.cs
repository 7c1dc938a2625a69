using System.Reflection;
using System.Text.RegularExpressions;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Security;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>
/// What the compiled SQL may say. The texts lie in the assembly's string heap, so the tests read what runs, not what a
/// parser thinks of the source.
/// </summary>
public sealed partial class SqlTests
{
    /// <summary>The kernel's tables that a module may name: the two of scope (design.md §4.7).</summary>
    private static readonly string[] ScopeTables = ["kernel_scope", "kernel_org_tree"];

    public static TheoryData<string> Modules => Solution.EachModule;

    [Theory, MemberData(nameof(Modules))]
    public void A_module_names_only_its_own_tables(string module) =>
        Statements(module).SelectMany(sql => ForeignTables(module, sql)).ShouldBeEmpty();

    [Theory, MemberData(nameof(Modules))]
    public void A_module_creates_only_its_own_tables_and_refers_to_no_others(string module) =>
        Solution.Migrations(Assembly.Load($"HeroApi.{module}")).SelectMany(script => ForeignDefinitions(module, script.Sql)).ShouldBeEmpty();

    [Theory, MemberData(nameof(Modules))]
    public void Tables_are_joined_in_words_and_never_quoted(string module) =>
        Statements(module).Concat(Solution.Migrations(Assembly.Load($"HeroApi.{module}")).Select(script => script.Sql)).Where(Unclear).ShouldBeEmpty();

    [Theory, MemberData(nameof(Modules))]
    public void Every_statement_on_a_record_table_is_scoped_or_says_why_not(string module) =>
        Statements(module).SelectMany(sql => Unscoped(sql, RecordTables)).ShouldBeEmpty();

    [Fact]
    public void No_statement_says_what_one_engine_misreads()
    {
        var statements = Solution.Modules.Append("Kernel").SelectMany(Statements).ToList();

        statements.Count.ShouldBeGreaterThan(50);
        statements.SelectMany(Misread).ShouldBeEmpty();
    }

    [Fact]
    public void Every_encrypted_column_is_declared_so_that_a_change_of_keys_reaches_it()
    {
        var services = new ServiceCollection();
        foreach (var module in Host.Modules.All)
            module.Add(services);
        var declared = services.Select(service => service.ImplementationInstance).OfType<ProtectedColumn>().ToList();

        declared.ShouldContain(column => column.Table == "cases_lead_person" && column.Name == "document");
        Scripts.SelectMany(script => Undeclared(script, declared)).ShouldBeEmpty();
        Scripts.SelectMany(script => Undeclared(script, declared.Skip(1))).ShouldNotBeEmpty();
        Undeclared("CREATE TABLE cases_thing (\n    id uuid NOT NULL,\n    card_cipher bytea\n);", declared).ShouldBe(["cases_thing.card_cipher"]);
        Undeclared("ALTER TABLE cases_lead ADD COLUMN card_cipher bytea;", declared).ShouldBe(["cases_lead.card_cipher"]);
        Undeclared("CREATE TABLE cases_thing (\n    card_cipher bytea,\n    card_index bytea\n);", [new ProtectedColumn("cases_thing", "card")]).ShouldBe(["cases_thing.card_index"]);
    }

    [Fact]
    public void The_rules_find_their_subjects()
    {
        Solution.Modules.Sum(module => Statements(module).Count).ShouldBeGreaterThan(20);
        Statements("Cases").SelectMany(Tables).ShouldContain("cases_lead");
        RecordTables.ShouldContain("cases_lead");
        RecordTables.ShouldContain("organisations_organisation");
        RecordTables.Count.ShouldBeGreaterThanOrEqualTo(3);
        Statements("Cases").Count(sql => sql.Contains("UPDATE cases_lead\nSET    owner_org_id", StringComparison.Ordinal)).ShouldBe(1);
        foreach (var module in Solution.ModuleAssemblies)
            Records(module).Select(table => table.Type).Distinct().Count().ShouldBe(
                module.GetTypes().Count(type => type.IsAssignableTo(typeof(IRecordSource))), $"{module} keeps a source's table where nobody reads its statements");
    }

    [Fact]
    public void A_foreign_record_table_is_caught() =>
        new RecordTable("lead", "leads:read", "organisations_organisation", "o", "o.id").Statements.ShouldAllBe(sql => ForeignTables("Cases", sql).Any());

    [Theory]
    [InlineData("SELECT 1 FROM cases_lead l JOIN organisations_organisation o ON o.id = l.owner_org_id", "organisations_organisation")]
    [InlineData("WITH near AS (SELECT 1) SELECT 1 FROM cases_lead", "near")]
    [InlineData("UPDATE kernel_feed SET pos = 1", "kernel_feed")]
    [InlineData("DELETE FROM access_api_key WHERE TRUE", "access_api_key")]
    public void A_foreign_table_is_caught(string sql, string table) => ForeignTables("Cases", sql).ShouldBe([table]);

    [Theory]
    [InlineData("CREATE TABLE cases_thing (org uuid REFERENCES organisations_organisation (id));")]
    [InlineData("CREATE TABLE things (id uuid);")]
    [InlineData("CREATE UNIQUE INDEX thing ON organisations_organisation (id);")]
    public void A_foreign_definition_is_caught(string sql) => ForeignDefinitions("Cases", sql).ShouldNotBeEmpty();

    [Theory]
    [InlineData("SELECT 1 FROM cases_lead l, cases_case c WHERE c.lead_id = l.id")]
    [InlineData("SELECT 1 FROM \"cases_lead\"")]
    [InlineData("SELECT 1 FROM [cases_lead]")]
    public void A_comma_join_or_a_quoted_table_is_caught(string sql) => Unclear(sql).ShouldBeTrue();

    [Theory]
    [InlineData("SELECT 1 FROM cases_lead l WHERE l.id = @id")]
    [InlineData("SELECT 1 FROM cases_lead l JOIN cases_case c ON c.lead_id = l.id WHERE SCOPE(c)")]
    [InlineData("UPDATE cases_lead SET state = 'accepted' WHERE id = @id")]
    [InlineData("DELETE FROM cases_lead WHERE id = @id")]
    public void An_unscoped_statement_is_caught(string sql) => Unscoped(sql, RecordTables).ShouldNotBeEmpty();

    [Theory]
    [InlineData("SELECT 1 FROM cases_lead WHERE id IN @ids")]
    [InlineData("SELECT 1 FROM cases_lead WHERE (@state IS NULL OR state = @state)")]
    [InlineData("SELECT date_trunc('month', reported_at) FROM cases_lead")]
    [InlineData("SELECT 1 FROM cases_lead WHERE summary ILIKE @q")]
    public void A_misread_clause_is_caught(string sql) => Misread(sql).ShouldNotBeEmpty();

    private static IEnumerable<string> Scripts => Solution.ModuleAssemblies.Append(typeof(ProtectedColumn).Assembly).SelectMany(Solution.Migrations).Select(script => script.Sql);

    /// <summary>The kernel's own results have a key of three columns, and so a way of their own (Reencryption).</summary>
    private static IEnumerable<string> Undeclared(string script, IEnumerable<ProtectedColumn> declared)
    {
        var known = declared.SelectMany(column => (string[])[$"{column.Table}.{column.Name}_cipher", column.Kind is null ? "" : $"{column.Table}.{column.Name}_index"])
            .Append("kernel_idempotency.result_cipher").ToHashSet();
        return AnyTable().Matches(script).Concat(AddedColumn().Matches(script))
            .SelectMany(table => HiddenColumn().Matches(table.Groups[2].Value).Select(column => $"{table.Groups[1].Value}.{column.Groups[1].Value}"))
            .Where(column => !known.Contains(column));
    }

    /// <summary>Tables whose rows have an owner and a protection: those that scope is about.</summary>
    internal static IReadOnlySet<string> RecordTables { get; } = Solution.ModuleAssemblies.SelectMany(Solution.Migrations)
        .SelectMany(script => CreatedTable().Matches(script.Sql).Select(match => (Name: match.Groups[1].Value, Columns: match.Groups[2].Value)))
        .Where(table => table.Columns.Contains(" owner_org_id ", StringComparison.Ordinal) && table.Columns.Contains(" protection ", StringComparison.Ordinal))
        .Select(table => table.Name).ToHashSet();

    /// <summary>The texts that are SQL; keywords in capitals keep prose out. Those that the kernel writes for the module's record tables are the module's too.</summary>
    private static List<string> Statements(string module) =>
    [
        .. Solution.Texts(Assembly.Load($"HeroApi.{module}")).Where(text => Keyword().IsMatch(text)),
        .. Records(Assembly.Load($"HeroApi.{module}")).SelectMany(table => table.Statements)
    ];

    private static IEnumerable<RecordTable> Records(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
        .Where(field => field.FieldType == typeof(RecordTable)).Select(field => (RecordTable)field.GetValue(null)!);

    private static IEnumerable<string> Tables(string sql) => TableName().Matches(sql).Select(match => match.Groups[1].Value).Where(name => name is not ("set" or "excluded"));

    private static IEnumerable<string> ForeignTables(string module, string sql) => Tables(sql).Concat(Named().Matches(sql).Select(match => match.Groups[1].Value))
        .Distinct().Where(table => !table.StartsWith(Prefix(module), StringComparison.Ordinal) && !ScopeTables.Contains(table));

    private static IEnumerable<string> ForeignDefinitions(string module, string sql) => Defined().Matches(sql).Select(match => match.Groups[1].Value)
        .Where(name => !name.StartsWith(Prefix(module), StringComparison.Ordinal));

    private static bool Unclear(string sql) => CommaJoin().IsMatch(sql) || QuotedTable().IsMatch(sql);

    private static IEnumerable<string> Unscoped(string sql, IReadOnlySet<string> records) => sql.Contains("UNSCOPED('", StringComparison.Ordinal)
        ? []
        : Touched().Matches(sql).Where(match => records.Contains(match.Groups[1].Value))
            .Where(match => !sql.Contains($"SCOPE({(match.Groups[2].Success ? match.Groups[2] : match.Groups[1]).Value})", StringComparison.Ordinal))
            .Select(match => $"{match.Value.Trim()} in: {sql.Trim()}");

    private static IEnumerable<string> Misread(string sql) => OneEngineOnly().Matches(sql).Select(match => $"{match.Value.Trim()} in: {sql.Trim()}");

    private static string Prefix(string module) => module.ToLowerInvariant() + "_";

    [GeneratedRegex(@"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN|WHERE)\s")]
    private static partial Regex Keyword();

    [GeneratedRegex(@"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z][a-z0-9_]*)\b(?!\s*\()")]
    private static partial Regex TableName();

    [GeneratedRegex(@"(?:\bWITH(?: RECURSIVE)?|\),)\s+([a-z][a-z0-9_]*)\s*(?:\([a-z0-9_, ]*\)\s*)?AS\s*\(")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?:CREATE TABLE|CREATE INDEX|CREATE UNIQUE INDEX|ALTER TABLE|REFERENCES|ON|INSERT INTO)\s+(?!DELETE|UPDATE|CONFLICT)([a-z][a-z0-9_]*)")]
    private static partial Regex Defined();

    [GeneratedRegex(@"CREATE TABLE\s+([a-z0-9_]+)\s*\((.*?)\n\);", RegexOptions.Singleline)]
    private static partial Regex CreatedTable();

    [GeneratedRegex(@"CREATE TABLE\s+([a-z0-9_]+)\s*\((.*?)\n\)", RegexOptions.Singleline)]
    private static partial Regex AnyTable();

    [GeneratedRegex(@"ALTER TABLE\s+([a-z0-9_]+)\s+ADD COLUMN(\s[^;]*)")]
    private static partial Regex AddedColumn();

    [GeneratedRegex(@"\s([a-z0-9_]+_(?:cipher|index))\s+bytea")]
    private static partial Regex HiddenColumn();

    [GeneratedRegex(@"\bFROM\s+[a-z0-9_]+(?:\s+(?:AS\s+)?[a-z][a-z0-9_]*)?\s*,\s*[a-z]")]
    private static partial Regex CommaJoin();

    [GeneratedRegex("\\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\\s+[\"`\\[]")]
    private static partial Regex QuotedTable();

    [GeneratedRegex(@"\b(?:FROM|JOIN|UPDATE)\s+([a-z][a-z0-9_]*)(?:\s+(?:AS\s+)?([a-z][a-z0-9_]*))?")]
    private static partial Regex Touched();

    [GeneratedRegex(@" IN @|\(@\w+ IS NULL OR|\bdate_trunc\b|\bILIKE\b|\bGENERATED\b.*\bIDENTITY\b|ADD COLUMN IF NOT EXISTS")]
    private static partial Regex OneEngineOnly();
}
