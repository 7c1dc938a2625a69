using System.Net;
using System.Text.Json;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Cases.Rules;

public sealed class ShippedRulePacksTests
{
    private static readonly string[] Kinds = ["period", "number", "money", "code", "codes", "flag", "text"];

    [Fact]
    public async Task Every_shipped_value_is_of_the_kind_and_vocabulary_of_its_key()
    {
        await using var api = await Api.On(Engine.Sqlite, settings: "--Hero:DemoRules=true");
        var definitions = (await api.Admin.Get("rule-packs/effective?region=620102&date=2026-05-01")).Must(HttpStatusCode.OK).Json.GetProperty("rules").EnumerateArray()
            .ToDictionary(rule => rule.GetProperty("key").GetString()!);
        var keys = (await api.Admin.Get("vocabularies/rule_key")).Json.GetProperty("terms").EnumerateArray().Select(term => term.GetProperty("code").GetString()!).ToList();
        var confidences = (await api.Admin.Get("vocabularies/rule_confidence")).Json.GetProperty("terms").EnumerateArray().Select(term => term.GetProperty("code").GetString()!).ToList();
        var values = (await Shipped(api)).SelectMany(pack => pack.GetProperty("rules").EnumerateArray())
            .Concat(definitions.Values.Where(rule => rule.GetProperty("configured").GetBoolean()).Select(rule => rule.GetProperty("value"))).ToList();

        values.Count.ShouldBeGreaterThan(100);
        definitions.Keys.ShouldBe(keys, ignoreOrder: true);
        foreach (var value in values)
        {
            var known = definitions[value.GetProperty("key").GetString()!];
            var kind = known.GetProperty("kind").GetString()!;
            var said = value.EnumerateObject().Select(member => member.Name switch { "none" => kind == "money" ? kind : "period", "amountFen" => "money", _ => member.Name }).Where(Kinds.Contains).ToList();
            said.ShouldBe([kind], value.ToString());
            confidences.ShouldContain(value.GetProperty("confidence").GetString()!);
            if (known.TryGetProperty("vocabulary", out var name))
            {
                var codes = (await api.Admin.Get($"vocabularies/{name.GetString()}")).Must(HttpStatusCode.OK).Json.GetProperty("terms").EnumerateArray().Select(term => term.GetProperty("code").GetString());
                (kind == "code" ? [value.GetProperty("code").GetString()] : value.GetProperty("codes").EnumerateArray().Select(code => code.GetString())).Except(codes).ShouldBeEmpty(value.ToString());
            }
        }
    }

    [Theory]
    [InlineData("370000", "2012-12-01", "notice.within extension.mode extension.period material.within hearing.before_refusal")]
    [InlineData("410000", "2018-01-01", "jurisdiction.tie hearing.before_refusal")]
    [InlineData("330000", "2023-01-01", "filing.window filing.window_complex filing.strictness notice.required notice.within review.decide_within")]
    [InlineData("110000", "2017-01-01", "filing.window material.within acceptance.within decide.within extension.period notice.within review.ask_within review.decide_within")]
    [InlineData("120000", "2018-01-01", "filing.strictness decide.within notice.within review.ask_within review.decide_within duty.excluded")]
    [InlineData("500000", "2006-01-01", "filing.window notice.within review.ask_within review.decide_within confirming_body")]
    [InlineData("640000", "2023-02-01", "decide.within notice.within review.ask_within review.decide_within confirming_body")]
    [InlineData("350000", "2011-09-01", "filing.window material.within acceptance.within decide.within extension.period notice.within review.ask_within review.decide_within")]
    [InlineData("530000", "2021-05-28", "filing.window decide.within notice.within review.ask_within review.decide_within duty.excluded")]
    public async Task A_statute_holds_from_its_first_day_and_leaves_unset_what_cannot_be_relied_on(string region, string from, string unset)
    {
        await using var api = await Api.On(Engine.Sqlite);
        var packs = (await Shipped(api)).Where(pack => pack.GetProperty("region").GetString() == region).ToList();
        var eve = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture).AddDays(-1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        var pack = packs.Single(known => known.GetProperty("effectiveFrom").GetString() == from);
        pack.GetProperty("id").GetString()!.ShouldEndWith(region);
        pack.GetProperty("shipped").GetBoolean().ShouldBeTrue();
        pack.GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("key").GetString()).Intersect(unset.Split(' ')).ShouldBeEmpty();
        packs.Where(known => string.CompareOrdinal(known.GetProperty("effectiveFrom").GetString(), eve) <= 0).Select(known => known.GetProperty("effectiveTo").GetString()).ShouldAllBe(end => end == from);
        (await api.Admin.Get($"rule-packs/{pack.GetProperty("id")}")).Must(HttpStatusCode.OK).Text("title").ShouldBe(pack.GetProperty("title").GetString());
    }

    [Theory]
    [InlineData("370102", "filing.window", "1 years 第十条")]
    [InlineData("370102", "filing.window_complex", "2 years 第十条")]
    [InlineData("370102", "decide.within", "60 days 第十一条")]
    [InlineData("370102", "review.ask_within", "10 days 第十四条")]
    [InlineData("370102", "review.decide_within", "30 days 第十四条")]
    [InlineData("410102", "filing.window", "2 years 第十一条")]
    [InlineData("410102", "material.within", "5 days 第十二条")]
    [InlineData("410102", "decide.within", "30 days 第十二条")]
    [InlineData("410102", "extension.period", "60 days 第十二条")]
    [InlineData("410102", "notice.within", "7 days 第十三条")]
    [InlineData("410102", "review.ask_within", "15 days 第十三条")]
    [InlineData("410102", "review.decide_within", "30 days 第十三条")]
    [InlineData("330102", "decide.within", "30 days ")]
    [InlineData("330102", "extension.period", "30 days ")]
    [InlineData("330102", "jurisdiction.designate_within", "3 days ")]
    [InlineData("330102", "review.ask_within", "15 days ")]
    [InlineData("120101", "filing.window", "1 years ")]
    [InlineData("500101", "decide.within", "30 days 第八条")]
    [InlineData("640104", "filing.window", "2 years ")]
    public async Task The_days_are_those_of_the_statutes(string region, string key, string expected)
    {
        await using var api = await Api.On(Engine.Sqlite);

        var value = (await api.Admin.Rule(region, "2026-05-01", key)).GetProperty("value");

        var period = value.GetProperty("period");
        $"{period.GetProperty("amount")} {period.GetProperty("unit")} {(value.TryGetProperty("article", out var article) ? article.GetString() : "")}".ShouldBe(expected);
    }

    private static async Task<List<JsonElement>> Shipped(Api api) => [.. (await api.Admin.Get("rule-packs/shipped")).Must(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()];
}
