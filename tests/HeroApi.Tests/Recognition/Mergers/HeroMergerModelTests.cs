using System.Net;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using HeroApi.China;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Mergers;
using HeroApi.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Recognition.Mergers;

/// <summary>Random pairs of files with random parts: a merger and its undoing leave every member and every link of both as they were.</summary>
public sealed class HeroMergerModelTests
{
    private const int Pairs = 24;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_merger_and_its_undoing_change_nothing(Engine engine)
    {
        await using var api = await Api.On(engine);
        var stage = await HeroPairs.On(api);
        var choices = Gen.Choose(0, 1_000_000).ArrayOf(240).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Pairs).WithReplay(20260601, 7), Prop.ForAll(choices, stage.Play));

        stage.Carried.ShouldBeGreaterThan(Pairs * 3);
        stage.Chosen.ShouldBeGreaterThan(Pairs / 2);
    }
}

/// <summary>Two counties under a city that merges their files.</summary>
internal sealed class HeroPairs
{
    /// <summary>A title of the nation.</summary>
    private static readonly Guid Title = Guid.Parse("01980d2c-5a00-7100-8000-000000000001");

    private readonly Api api;
    private readonly Client city;
    private readonly Client[] keepers;
    private int number;

    private HeroPairs(Api api, Client city, Client[] keepers) => (this.api, this.city, this.keepers) = (api, city, keepers);

    /// <summary>How many rows went along.</summary>
    internal int Carried { get; private set; }

    /// <summary>How many members were chosen.</summary>
    internal int Chosen { get; private set; }

    internal static async Task<HeroPairs> On(Api api)
    {
        var above = await api.Organisation(region: "371500", level: "prefecture");
        var city = await api.Key(above.OrgId, ["heroes:read", "heroes:write", "pii:read"]);
        return new HeroPairs(api, city, [await api.Organisation(under: above, region: "371502"), await api.Organisation(under: above, region: "371503")]);
    }

    internal bool Play(int[] choices)
    {
        // FsCheck shrinks synchronously.
        Task.Run(() => Walk(new Queue<int>(choices))).GetAwaiter().GetResult();
        return true;
    }

    private async Task Walk(Queue<int> choices)
    {
        var (from, into) = (await File(choices), await File(choices));
        // Nobody may ask for many files in an hour.
        api.Clock.Advance(TimeSpan.FromHours(1));
        await api.Settle();
        var before = await State(from, into);
        var members = HeroFields.Chosen.Order(StringComparer.Ordinal).ToList();
        var fields = Enumerable.Range(0, choices.Dequeue() % 5).Select(_ => members[choices.Dequeue() % members.Count]).Distinct().ToDictionary(name => name, _ => choices.Dequeue() % 2 == 0 ? "from" : "into");
        Chosen += fields.Count;

        var merged = (await city.Post($"heroes/{from}/merger", new { intoId = into, intoVersion = await Version(into), fields, reason = "同一人" }, ifMatch: await Version(from))).Must(HttpStatusCode.OK);
        var merger = (await city.Get($"hero-mergers?fromId={from}")).Json.GetProperty("items")[0].GetProperty("id").GetGuid();
        Carried += (int)await api.Count("recognition_merger_row", "merger_id = @merger", new { merger });
        (await State(into)).Count(line => line.Contains(into.ToString(), StringComparison.Ordinal)).ShouldBeGreaterThan(before.Count(line => line.Contains(into.ToString(), StringComparison.Ordinal)));
        (await city.Post($"heroes/{into}/merger-reversal", new { mergerId = merger, reason = "两人" }, ifMatch: merged.Version)).Must(HttpStatusCode.OK);

        (await State(from, into)).ShouldBe(before);
    }

    /// <summary>A file with any members and parts. It has a document or none, and may have been amended.</summary>
    private async Task<Guid> File(Queue<int> choices)
    {
        var keeper = keepers[choices.Dequeue() % 2];
        var own = ++number;
        var body = new Dictionary<string, object?> { ["name"] = Either(choices, "示范甲", "示范乙") };
        Maybe("phone", Either(choices, "15400000001", "15400000002"));
        Maybe("address", Either(choices, "示范镇示范村 1 号", "示范镇示范村 2 号"));
        Maybe("bornOn", Either(choices, "1949", "1950-03"));
        Maybe("diedOn", Either(choices, "2004", "2010-05-06"));
        Maybe("document", new { type = "passport", number = $"E{own:D8}" });
        Maybe("sex", Either(choices, "male", "female"));
        Maybe("householdRegion", Either(choices, "371502", "371503"));
        Maybe("livingRegion", "371502");
        Maybe("politicalStatus", Either(choices, "01", "13"));
        Maybe("education", "20");
        Maybe("employer", Either(choices, "示范厂", "示范校"));
        Maybe("note", Either(choices, "旧证书", "旧报"));
        Maybe("wishesNoName", true);
        Maybe("family", new[] { new { name = Either(choices, "示范丙", "示范丁"), kinship = "1", phone = "15400000009" } });
        Maybe("injuries", new[] { new { what = Either(choices, "左腿骨折", "溺水"), grade = 7 } });
        Maybe("posts", new[] { new { kind = "village_committee", unit = Either(choices, "示范村", "示范镇"), title = "委员" } });
        Maybe("externalIds", new[] { new { system = "grid", value = $"G-{own}" } });
        var opened = (await keeper.Post("heroes", body)).Must(HttpStatusCode.Created);
        for (var attempts = choices.Dequeue() % 3; attempts > 0; attempts--)
            (await keeper.Post($"heroes/{opened.Id}/contact-attempts", new { channel = "phone", result = "no_answer", state = body.ContainsKey("diedOn") ? null : Either(choices, "unreachable", "lost") })).Must(HttpStatusCode.OK);
        for (var documents = choices.Dequeue() % 3; documents > 0; documents--)
            (await keeper.Post($"heroes/{opened.Id}/documents", new { volume = "commendation", kind = "certificate", title = "旧证书" })).Must(HttpStatusCode.Created);
        for (var deeds = choices.Dequeue() % 3; deeds > 0; deeds--)
            await Deed(opened.Id, Either(choices, keepers[0].OrgId, keepers[1].OrgId));
        await Hang(keeper, opened.Id, own, choices);
        return opened.Id;

        void Maybe(string member, object value)
        {
            if (choices.Dequeue() % 2 == 0)
                body[member] = value;
        }
    }

    /// <summary>Anything else that may hang on a file: what the person agreed to or took back, the plaque at the door, papers, money, praise, emergencies, and rounds.</summary>
    private async Task Hang(Client keeper, Guid id, int own, Queue<int> choices)
    {
        for (var consents = choices.Dequeue() % 3; consents > 0; consents--)
        {
            var agreed = await keeper.Post($"heroes/{id}/consents", new { purpose = Either(choices, "share_insurer", "volunteer"), textVersion = "2025 版", channel = "paper", givenOn = Either(choices, "2003-01-02", "2003-01-03") });
            if (choices.Dequeue() % 3 == 0 && agreed.Status == HttpStatusCode.OK && agreed.Parts("consents") is [var first, ..])
                (await keeper.Post($"heroes/{id}/consents/{first}/withdrawal", new { on = "2003-02-01" }, ifMatch: agreed.Version)).Must(HttpStatusCode.OK);
        }

        if (choices.Dequeue() % 2 == 0)
            (await keeper.Post($"heroes/{id}/plaques", new { by = "示范牌匾厂" })).Must(HttpStatusCode.OK);
        if (choices.Dequeue() % 2 == 0)
            (await keeper.Post($"heroes/{id}/certificates", new { kind = "honour", number = $"示证{own}" })).Must(HttpStatusCode.Created);
        if (choices.Dequeue() % 2 == 0)
            (await keeper.Post("break-glass", new { heroId = id, purpose = "disaster", reason = "示范洪灾" })).Must(HttpStatusCode.Created);
        if (choices.Dequeue() % 2 == 0)
            (await keeper.Post("bonuses", new { heroId = id, basis = "示范决定", region = "371502", amountFen = 5_000_000, decidedOn = "2026-05-20", number = $"示奖{own}" })).Must(HttpStatusCode.Created);
        if (choices.Dequeue() % 2 == 0)
            (await keeper.Post("ceremonies", new { kind = "unveiling", title = "示范揭牌", on = "2026-05-20", regionCode = "371502", honoured = new[] { id } })).Must(HttpStatusCode.Created);
        if (choices.Dequeue() % 2 == 0)
            (await keeper.Post("awards", new { titleId = Title, heroIds = new[] { id }, grantedOn = "2004", source = "legacy", grantingBody = "示范委员会" })).Must(HttpStatusCode.Created);
        if (choices.Dequeue() % 4 == 0)
            (await keeper.Post("verification-rounds", new { title = $"示范核实 {own}", dueOn = "2026-12-31", orgScope = "self" })).Must(HttpStatusCode.Created);
        await api.Settle();
    }

    /// <summary>An act that an organisation has confirmed.</summary>
    private async Task Deed(Guid heroId, Guid orgId)
    {
        await using var scope = api.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Call>().Caller = Caller.System;
        await scope.ServiceProvider.GetRequiredService<Transactions>().Run(scope, async () =>
        {
            await scope.ServiceProvider.GetRequiredService<DeedWriter>().Add(new DeedRow
            {
                Id = Guid.NewGuid(),
                HeroId = heroId,
                CaseId = Guid.NewGuid(),
                ActorId = Guid.NewGuid(),
                DecisionId = Guid.NewGuid(),
                OrgId = orgId,
                RegionCode = "371502",
                ActedOn = PartialDate.Parse("2026-05", null),
                DecidedOn = PartialDate.Parse("2026-06", null),
                Harm = "none",
                State = "confirmed"
            }, CancellationToken.None);
            return true;
        }, CancellationToken.None);
    }

    /// <summary>Everything that is known of files: their views in clear, and which rows hang on which. Not their versions, nor what tells of the merger itself.</summary>
    private async Task<IReadOnlyList<string>> State(params Guid[] files)
    {
        var lines = new List<string>();
        foreach (var id in files)
        {
            var view = JsonNode.Parse((await city.Get($"heroes/{id}", ("X-Purpose", "verification"))).Must(HttpStatusCode.OK).Body)!.AsObject();
            view.Remove("version");
            view.Remove("updatedAt");
            lines.Add(view.ToJsonString());
            lines.Add((await city.Get($"heroes/{id}/documents")).Must(HttpStatusCode.OK).Body);
            foreach (var part in HeroPart.All.Where(part => !part.InBody && part.Table != "recognition_distinct"))
                lines.AddRange((await api.Rows<Guid>($"SELECT {part.Key} FROM {part.Table} WHERE hero_id = @id{(part.Table == "recognition_history" ? " AND what NOT IN ('merged', 'parted')" : "")} ORDER BY 1", new { id }))
                    .Select(row => $"{part.Table} {row} {id}"));
            lines.AddRange((await api.Rows<string>("SELECT axis || ' ' || CAST(org_id AS text) FROM kernel_scope WHERE record_id = @id ORDER BY 1", new { id })).Select(seen => $"{seen} {id}"));
        }

        return lines;
    }

    private async Task<long> Version(Guid id) => (await city.Get($"heroes/{id}")).Must(HttpStatusCode.OK).Version;

    private static T Either<T>(Queue<int> choices, T one, T other) => choices.Dequeue() % 2 == 0 ? one : other;
}
