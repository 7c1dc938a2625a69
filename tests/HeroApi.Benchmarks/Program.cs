using System.Globalization;
using HeroApi.Benchmarks;

// build/bench runs the whole table; the same program is also the bare server that the figures are compared with.
if (args is ["serve-bare", .. var rest])
{
    await BareServer.Run(rest);
    return;
}

var plan = new Plan
{
    Rows = (int)Option("--rows", 20_000),
    ManyRows = (int)Option("--many-rows", 1_000_000),
    Rounds = (int)Option("--rounds", 5),
    Round = TimeSpan.FromSeconds(Option("--seconds", 2.5)),
    WarmUp = TimeSpan.FromSeconds(Option("--warm-up", 8)),
    Connections = (int)Option("--connections", 32),
    Engines = Word("--engines", "sqlite,postgres").Split(','),
    Figures = Word("--figures", "1,2,3,4,5,6,7,8,10,11,12,13,14,15,16,17,18").Split(',')
};
await Measurements.Run(plan);

double Option(string name, double otherwise) => double.Parse(Word(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

string Word(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;
