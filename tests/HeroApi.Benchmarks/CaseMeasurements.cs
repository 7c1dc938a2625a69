namespace HeroApi.Benchmarks;

/// <summary>Rows of cases: opening one, and the whole way to a decision, both beside the bare writes of the same run.</summary>
internal sealed partial class Measurements
{
    private async Task WithCases()
    {
        await using var site = await Site.Make(engine, "cases", FewRows);
        await using var reference = await Site.Make(engine, "casesbare", FewRows);
        await using var ours = await Server.Host(site);
        await using var bare = engine == "sqlite" ? await Server.Bare(reference) : null;
        if (bare is null && !Pgbench.IsThere)
        {
            Table.Missing(Name("12 open a case"), "not compared: there is no pgbench");
            return;
        }

        Task<double> Bare() => bare is not null ? Ask(bare, Creates, 201) : new Pgbench(reference, plan).Run();
        static byte[] Opens(long n) => Requests.Post("/api/v1/cases", Seed.CountyKey, $"open-{n}", CaseWay.Case);
        var way = new CaseWay(ours.Address, plan.Connections);
        await WarmUp(ours, Opens, 201);
        await way.Run(plan.WarmUp);
        await Bare();
        await site.Settle();

        var (opened, decided, written) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < plan.Rounds; round++)
        {
            opened.Add(await Ask(ours, Opens, 201));
            await site.Settle();
            decided.Add(await way.Run(plan.Round));
            await site.Settle();
            written.Add(await Bare());
        }

        var what = engine == "sqlite" ? "bare group commit of one insert" : "pgbench, the statements of one create of a lead";
        Table.Speed(Name("12 open a case"), Median(opened), Median(written), null, what);
        Table.Speed(Name("13 decide a case"), Median(decided), Median(written) / CaseWay.Writes, null, $"as many of the same, {CaseWay.Writes} a case");
    }
}
