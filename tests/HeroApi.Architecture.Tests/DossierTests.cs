using System.Text.RegularExpressions;
using HeroApi.Recognition;
using HeroApi.Recognition.Dossiers;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>A person is given everything that is kept about him: no table of the schema is left out of it.</summary>
public sealed partial class DossierTests
{
    [Fact]
    public void Every_table_about_a_hero_belongs_to_a_part_of_the_dossier()
    {
        var tables = Solution.Migrations(typeof(RecognitionModule).Assembly).SelectMany(script => AboutHero(script.Sql)).ToHashSet();

        tables.Count.ShouldBeGreaterThan(4);
        tables.Except(Told).ShouldBeEmpty("DossierPart.All names neither of these, so that nobody would ever be given what they hold");
        Told.Except(tables).ShouldBeEmpty();
        AboutHero("CREATE TABLE recognition_thing (\n    id uuid,\n    hero_id uuid NOT NULL\n);\nCREATE TABLE recognition_other (\n    id uuid\n);").ShouldBe(["recognition_thing"]);
    }

    private static IReadOnlyList<string> Told => [.. DossierPart.All.SelectMany(part => part.Tables), .. DossierPart.Signposts];

    internal static IEnumerable<string> AboutHero(string sql) => CreatedTable().Matches(sql).Where(table => table.Groups[2].Value.Contains(" hero_id ", StringComparison.Ordinal)).Select(table => table.Groups[1].Value);

    [GeneratedRegex(@"CREATE TABLE\s+([a-z0-9_]+)\s*\((.*?)\n\);", RegexOptions.Singleline)]
    private static partial Regex CreatedTable();
}
