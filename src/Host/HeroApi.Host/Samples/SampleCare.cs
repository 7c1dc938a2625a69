using System.Text.Json;
using HeroApi.China;

namespace HeroApi.Host.Samples;

/// <summary>
/// Cares for one person who was disabled: admitted by the green channel, the bill borne by whoever has to, a claim
/// that the insurer paid, a grant as for a work injury, and what a visit found to be needed made good.
/// </summary>
internal sealed class SampleCare(SampleDoor door, SampleFund fund, TimeProvider clock)
{
    private string clerk = "";
    private string officer = "";

    internal async Task Load(CarePlan plan, SamplePerson person, Guid policyId, CancellationToken ct)
    {
        clerk = await door.Loading(plan.Keeper, ["heroes:read", "honours:decide", "welfare:read", "welfare:write"], ct);
        officer = await door.Loading(plan.Keeper, ["welfare:read", "welfare:decide"], ct);
        var medicalCaseId = await Treat(plan, person, await Admit(plan, person, ct), ct);
        await Claim(plan.Claim, person, policyId, medicalCaseId, ct);
        await Grant(plan, person, ct);
        await SendToSchool(plan, ct);
    }

    /// <summary>The hospital learns at its door that the person is entitled, and tells what it gave; the first use is what the bill is of.</summary>
    private async Task<Guid> Admit(CarePlan plan, SamplePerson person, CancellationToken ct)
    {
        var (keyId, desk) = await door.Verifying(plan.Keeper, ct);
        var (duty, validFrom, hospitals) = (plan.Duty, SampleYear.Ago(0, clock.Today()).First, new List<JsonElement>());
        foreach (var its in plan.Hospitals)
            hospitals.Add(await door.Post("hospitals", clerk, new { its.Name, its.CreditCode, plan.Region, its.Services, validFrom, duty.Officer, officerPhone = duty.Phone }, ct));
        await door.Post($"hospitals/{Id(hospitals[0])}/keys", clerk, new { keyId }, ct, Version(hospitals[0]));
        var code = (await door.Post("green-channel/codes", clerk, new { heroId = person.Id }, ct)).GetProperty("code");
        var check = await door.Post("green-channel/verifications", desk, new { code }, ct);
        var uses = plan.Uses.Select(service => (Id: Guid.CreateVersion7(clock.GetUtcNow()), service)).ToList();
        foreach (var (id, service) in uses)
            await door.Post("green-channel/uses", desk, new { id, service, usedAt = clock.GetUtcNow(), checkId = Id(check) }, ct);
        return uses[0].Id;
    }

    private async Task<Guid> Treat(CarePlan plan, SamplePerson person, Guid useId, CancellationToken ct)
    {
        var medical = await door.Post("medical-cases", clerk, new { heroId = person.Id, hospital = plan.Hospitals[0].Name, useId, from = clock.Today(), billFen = plan.BillYuan * 100 }, ct);
        var path = $"medical-cases/{Id(medical)}";
        foreach (var line in plan.Lines)
            medical = await door.Post($"{path}/lines", clerk, new { line.Payer, line.Kind, amountFen = line.Yuan * 100, line.Note }, ct);
        var (back, lines) = (plan.Recovery, medical.GetProperty("lines").EnumerateArray());
        await door.Post($"{path}/recoveries", clerk,
            new { lineId = Id(lines.Single(line => line.GetProperty("payer").GetString() == back.Of)), back.From, amountFen = back.Yuan * 100, receiptNumber = back.Receipt }, ct);
        await fund.Pay("medical", plan.Lines.Single(line => line.Payer == "fund").Yuan, plan.Hospitals[0].Name, "救治费用", "medical_case", medical, ct);
        return Id(medical);
    }

    /// <summary>The insurer asks for papers, gets them, and grants less than was claimed.</summary>
    private async Task Claim(SampleClaim plan, SamplePerson person, Guid policyId, Guid medicalCaseId, CancellationToken ct)
    {
        var claim = await door.Post("insurance-claims", clerk,
            new { heroId = person.Id, policyId, medicalCaseId, kind = "medical", eventOn = clock.Today(), happened = "旧伤复发入院治疗", claimedFen = plan.ClaimedYuan * 100 }, ct);
        await Step("document-requests", new { documents = plan.Documents.Select(kind => new { kind }) });
        await Step("documents", new { documents = plan.Documents.Select((_, index) => new { number = index + 1 }) });
        await Step("submission", new { insurerNumber = "示赔0001" });
        await Step("decision", new { outcome = "approved", approvedFen = plan.GrantedYuan * 100, plan.Reason, number = "示核0001" });
        await door.Post($"insurance-claims/{Id(claim)}/payments", clerk, new { amountFen = plan.GrantedYuan * 100, payee = "self", receiptNumber = "示付0001" }, ct);

        async Task Step(string step, object body) => claim = await door.Post($"insurance-claims/{Id(claim)}/{step}", clerk, body, ct, Version(claim));
    }

    private async Task Grant(CarePlan plan, SamplePerson person, CancellationToken ct)
    {
        foreach (var wage in plan.Wages)
            await door.Post("published-indices", clerk, new { wage.Index, plan.Region, wage.Year, amountFen = wage.Yuan * 100, source = "示范公报" }, ct);
        var proposed = await door.Post("grants", clerk, new { heroId = person.Id, facts = plan.Grant }, ct);
        await door.Post($"grants/{Id(proposed)}/decision", officer, new { number = $"示抚〔{clock.Today().Year}〕1号" }, ct, Version(proposed));
    }

    /// <summary>A visit found that a child needs a place at a school: the department finds one, the fund helps, and the task is done.</summary>
    private async Task SendToSchool(CarePlan plan, CancellationToken ct)
    {
        var need = (await door.Get("visit-needs?state=open&kind=schooling", clerk, ct)).GetProperty("items")[0];
        var (words, school) = (need.GetProperty("words").GetString()!, plan.Schooling);
        var benefit = await door.Post("benefit-cases", clerk,
            new { heroId = need.GetProperty("heroId"), kind = "schooling", forWhom = "child", source = "visit", sourceId = need.GetProperty("visitId"), request = words, plan.Region }, ct);
        var path = $"benefit-cases/{Id(benefit)}";
        benefit = await door.Post($"{path}/referral", clerk, new { department = "education", departmentName = school.Department, replyBy = clock.Today().AddDays(30) }, ct, Version(benefit));
        benefit = await door.Post($"{path}/reply", clerk, new { reply = "符合条件" }, ct, Version(benefit));
        await door.Post($"{path}/result", officer, new { outcome = "granted", school.Measure, amountFen = school.Yuan * 100, number = $"示助〔{clock.Today().Year}〕1号" }, ct, Version(benefit));
        await fund.Pay("schooling", school.Yuan, "在册人员子女", words, "benefit_case", benefit, ct);
        await door.Post($"visit-needs/{Id(need)}/closure", clerk, new { state = "done", result = school.Measure }, ct, Version(need));
    }

    private static Guid Id(JsonElement record) => record.GetProperty("id").GetGuid();

    private static long Version(JsonElement record) => record.GetProperty("version").GetInt64();
}

/// <summary>What is done for one person; money is in yuan.</summary>
internal sealed record CarePlan
{
    /// <summary>Code of the organisation.</summary>
    public required string Keeper { get; init; }

    public required string Region { get; init; }
    public required IReadOnlyList<SampleHospital> Hospitals { get; init; }

    /// <summary>Whom they call.</summary>
    public required SampleDuty Duty { get; init; }

    /// <summary>What the first of them gave.</summary>
    public required IReadOnlyList<string> Uses { get; init; }

    public required long BillYuan { get; init; }
    public required IReadOnlyList<SampleMedicalLine> Lines { get; init; }
    public required SampleRecovery Recovery { get; init; }
    public required SampleClaim Claim { get; init; }
    public required IReadOnlyList<SampleWage> Wages { get; init; }

    /// <summary>The facts, as the API takes them.</summary>
    public required JsonElement Grant { get; init; }

    public required SampleSchooling Schooling { get; init; }
}

/// <summary>A hospital of the green channel.</summary>
internal sealed record SampleHospital(string Name, string CreditCode, IReadOnlyList<string> Services);

/// <summary>The officer on duty.</summary>
internal sealed record SampleDuty(string Officer, string Phone);

/// <summary>What one payer pays.</summary>
internal sealed record SampleMedicalLine(string Payer, string Kind, long Yuan, string? Note);

/// <summary>What came back of a payer's line, and from whom.</summary>
internal sealed record SampleRecovery(string Of, string From, long Yuan, string Receipt);

/// <summary>What was claimed from the insurer, by which papers, and why he granted less.</summary>
internal sealed record SampleClaim(IReadOnlyList<string> Documents, long ClaimedYuan, long GrantedYuan, string Reason);

/// <summary>A published wage of a year.</summary>
internal sealed record SampleWage(string Index, int Year, long Yuan);

/// <summary>Who finds a place at a school, and what is given with it.</summary>
internal sealed record SampleSchooling(string Department, string Measure, long Yuan);
