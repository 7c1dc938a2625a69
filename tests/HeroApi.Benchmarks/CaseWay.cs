using System.Diagnostics;
using System.Text.Json;
using HeroApi.China;
using HeroApi.Kernel.Http;

namespace HeroApi.Benchmarks;

/// <summary>The whole way of a case in Henan to a refusal: as many writes as the law asks for, each on the version that the one before answered.</summary>
internal sealed class CaseWay(Uri server, int connections)
{
    /// <summary>Opening, filing, acceptance, a piece of evidence and its verification, conclusion, the panel with its votes and opinion, the proposal, the hearing, the refusal.</summary>
    internal const int Writes = 12;

    private const string Path = "/api/v1/cases";
    private static long number;

    internal static readonly string Case = JsonSerializer.Serialize(new
    {
        summary = "路人听到呼救，下河救起落水儿童，随后在众人协助下将其送往医院。",
        category = "rescue_person",
        acted = new { on = "2026-05-01", time = "14:00" },
        place = new { regionCode = "410102", address = "示范河边" },
        actors = new[] { new { name = "示范甲", document = new { type = "id_card", number = "11010519491231002X" }, phone = "13800000000", harm = "none", dutyStatus = "none" } }
    }, Json.Web);

    /// <summary>Cases decided per second.</summary>
    internal async Task<double> Run(TimeSpan duration)
    {
        var (began, until) = (Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency));
        var decided = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => Walk(until))));
        return decided.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private async Task<long> Walk(long until)
    {
        using var connection = await new Load(server, 1).Open();
        var decided = 0L;
        for (; Stopwatch.GetTimestamp() < until; decided++)
            await Decide(connection);
        return decided;
    }

    private static async Task Decide(Load.Connection connection)
    {
        var known = await Send("", JsonDocument.Parse(Case), null, 201);
        var (id, actorId) = (known.GetProperty("id").GetString(), known.GetProperty("actors")[0].GetProperty("id").GetString());
        known = await Step("filings", new { kind = "application", filer = "near_relative" });
        known = await Step("acceptance", new { });
        known = await Step("evidence", new { kind = "witness", source = "示范村村民" });
        var evidenceId = known.GetProperty("evidence")[0].GetProperty("id").GetString();
        known = await Step("verifications", new { evidenceId, state = "verified", how = "与监控录像相互印证。", by = "示范办案人" });
        known = await Step("conclusion", new { conclusion = "经走访两名见证人，未能证实。" });
        known = await Step("panel", new
        {
            quorum = 3,
            members = new object[]
            {
                new { name = "示范委员甲", quality = "authority", chair = true }, new { name = "示范委员乙", quality = "deputy" }, new { name = "示范委员丙", quality = "legal_worker" }
            }
        });
        var members = known.GetProperty("panel").GetProperty("members").EnumerateArray().Select(member => member.GetProperty("id").GetString()).ToList();
        known = await Step("panel/votes", new { votes = members.Select(memberId => new { memberId, actorId, vote = "refuse" }) });
        known = await Step("panel/opinion", new { minutes = "三名委员到会表决。" });
        known = await Step("proposal", new { actors = new[] { new { actorId, outcome = "refusal", reason = "未能证实。" } } });
        known = await Step($"actors/{actorId}/hearing", new { toldOn = TimeProvider.System.Today(), waived = true });
        await Step($"actors/{actorId}/refusal", new { number = $"示范〔2026〕{Interlocked.Increment(ref number)}号", reasons = "未能证实。" });

        Task<JsonElement> Step(string step, object body) => Send($"/{id}/{step}", body, known.GetProperty("version").GetInt64(), 200);

        async Task<JsonElement> Send(string path, object body, long? version, int expected) => JsonDocument.Parse(await connection.Ask(
            Requests.Post(Path + path, Seed.CountyKey, $"way-{Interlocked.Increment(ref number)}", JsonSerializer.Serialize(body, Json.Web), version), expected, keepBody: true)).RootElement;
    }
}
