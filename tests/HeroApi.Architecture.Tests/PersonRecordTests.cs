using HeroApi.Welfare;
using Shouldly;
using Xunit;

namespace HeroApi.Architecture.Tests;

/// <summary>A record about a person is kept as closely as the hero file: no table of such records is left out of what follows it.</summary>
public sealed class PersonRecordTests
{
    [Fact]
    public void Every_record_about_a_person_follows_the_hero_file()
    {
        var tables = Solution.Migrations(typeof(WelfareModule).Assembly).SelectMany(script => DossierTests.AboutHero(script.Sql)).Where(SqlTests.RecordTables.Contains).ToHashSet();

        tables.ShouldContain("welfare_entitlement", "it is written after the file itself");
        Missing(tables, Followed).ShouldBe(["welfare_entitlement"]);
        Followed.Except(tables).ShouldBeEmpty();
        Missing(tables, Followed.Skip(1)).Count().ShouldBe(2, "a table that is left out is found");
    }

    private static IEnumerable<string> Followed => PersonRecord.All.Select(record => record.Table.Name);

    private static IEnumerable<string> Missing(IEnumerable<string> tables, IEnumerable<string> followed) => tables.Except(followed);
}
