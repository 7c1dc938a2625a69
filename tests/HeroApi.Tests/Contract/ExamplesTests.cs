using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HeroApi.Host;
using HeroApi.Kernel;
using HeroApi.TestKit;
using HeroApi.Tests.AccessMatrix;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Contract;

/// <summary>What the document shows is what the host takes and gives.</summary>
public sealed class ExamplesTests
{
    /// <summary>Operations whose example cannot succeed here, each with the refusal it gets instead.</summary>
    private static readonly IReadOnlyDictionary<string, (string Code, string Because)> Refused = new Dictionary<string, (string, string)>
    {
        ["RetireSecret"] = ("api_key.last_secret", "the record's key has one secret, which it keeps"),
        ["PutHeroFile"] = ("hero.person_has_file", "the person of the example has a file since OpenHeroFile"),
        ["MakePlaque"] = ("plaque.household_has_one", "every hero of the stage has a plaque"),
        ["MergeHeroFiles"] = ("request.invalid", "the example goes into a file that is not there; HeroMergerTests merge two"),
        ["UndoHeroMerger"] = ("request.invalid", "no files of the stage were merged"),
        ["DecideHeroMatch"] = ("record.not_found", "no files of the stage are alike"),
        ["DeleteHeroFile"] = ("hero.has_honours", "every hero of the stage has an honour"),
        ["AmendTitle"] = ("title.shipped", "the recipe asks for a title that comes with the program"),
        ["GrantAward"] = ("request.invalid", "the file of the example is not there; AwardTests grant to theirs"),
        ["KeepAward"] = ("award.not_proposed", "nobody has proposed to revoke the record's award"),
        ["NominateForTitle"] = ("request.invalid", "the file of the example is not there; NominationTests nominate theirs"),
        ["DeleteFile"] = ("file.in_use", "the record's file is attached to a lead"),
        ["RotateKey"] = ("record.not_found", "the host holds its first keys alone"),
        ["RetireKey"] = ("keyring.key_in_use", "the host holds its first keys alone"),
        ["UndoMerger"] = ("organisation.merger_not_open", "the organisation is not being merged"),
        ["PutRole"] = ("role.shipped", "the recipe asks for a role that comes with the program"),
        ["DeleteRole"] = ("role.shipped", "the recipe asks for a role that comes with the program"),
        ["UnblockSubject"] = ("subject.not_blocked", "nobody has blocked the subject"),
        ["RetryDeadLetter"] = ("record.not_found", "no delivery has failed"),
        ["SkipDeadLetter"] = ("record.not_found", "no delivery has failed"),
        ["LookBehindGlass"] = ("record.not_found", "a request is known to the key alone that asked; BreakGlassTests look"),
        ["GetUpload"] = ("record.not_found", "an upload is known to the key alone that began it; UploadProtocolTests send these"),
        ["AppendUpload"] = ("record.not_found", "an upload is known to the key alone that began it"),
        ["TerminateUpload"] = ("record.not_found", "an upload is known to the key alone that began it"),
        ["PutFile"] = ("record.exists", "the recipe asks for the id of a file that is there"),
        ["StartImport"] = ("request.invalid", "the table of the example was not uploaded; ImportTests send theirs"),
        ["GetImportErrors"] = ("record.not_found", "refused rows are known to their sender's organisation alone; ImportTests read them"),
        ["SupersedeRulePack"] = ("rule.pack_shipped", "the recipe asks for a statute that comes with the program; SupersedeRulePackTests supersede published ones"),
        ["RecordPayment"] = ("bonus.transition.not_allowed", "nobody has approved the record's bonus; BonusTests pay approved ones"),
        ["RecordRecovery"] = ("bonus.transition.not_allowed", "nothing of the record's bonus must be recovered"),
        ["EndBonusScheme"] = ("bonus.scheme_shipped", "the recipe asks for a scheme that comes with the program"),
        ["AmendFund"] = ("fund.restriction_fixed", "the example changes what the fund is tied to, and something was posted to it; FundTests amend theirs"),
        ["CloseFund"] = ("fund.not_empty", "there is money in every fund of the stage"),
        ["GetPublicFund"] = ("record.not_found", "no organisation of the stage has published a year; FundBookTests publish theirs"),
        ["PostUnposted"] = ("record.not_found", "no bonus of the stage was paid; BonusPostingTests post theirs"),
        ["DismissUnposted"] = ("record.not_found", "no bonus of the stage was paid"),
        ["ReceiveTransfer"] = ("fund_transfer.transition.not_allowed", "nobody has approved the record's transfer; TransferTests receive and return theirs"),
        ["ReturnTransfer"] = ("fund_transfer.transition.not_allowed", "nobody has approved the record's transfer"),
        ["SendTransferBack"] = ("fund_transfer.transition.not_allowed", "nobody has approved the record's transfer"),
        ["ReversePayment"] = ("payment.transition.not_allowed", "nobody has approved the record's payment; FundTests reverse posted ones"),
        ["RecordBenefitReply"] = ("benefit.transition.not_allowed", "the record's case was referred to nobody, or is withdrawn; BenefitTests take every step"),
        ["AskBenefitReview"] = ("benefit.transition.not_allowed", "nobody has decided the record's case"),
        ["RevokeGrant"] = ("grant.transition.not_allowed", "nobody has granted the record's grant; GrantTests grant theirs"),
        ["DecideGrant"] = ("grant.facts_missing", "nobody has found the work injury of the record's grant; GrantTests decide theirs"),
        ["PauseGrantFinding"] = ("grant.not_filed", "nothing was filed for the record's grant"),
        ["ResumeGrantFinding"] = ("grant.not_filed", "nothing was filed for the record's grant"),
        ["RecordGrantFinding"] = ("grant.not_filed", "nothing was filed for the record's grant"),
        ["ProposeGrant"] = ("grant.exists", "every entitled person of the stage has a grant"),
        ["EndGrantRoute"] = ("grant.route_shipped", "the recipe asks for a route that comes with the program"),
        ["WithdrawRulePack"] = ("rule.pack_shipped", "the recipe asks for a statute that comes with the program"),
        ["VerifyEntitlement"] = ("green_channel.hospital_not_known", "the keys of the stage speak for no hospital; ChannelTests verify"),
        ["ReportChannelUse"] = ("green_channel.hospital_not_known", "the keys of the stage speak for no hospital; ChannelTests report"),
        ["RecordMedicalRecovery"] = ("request.invalid", "the line of the example is not there; MedicalCaseTests recover from theirs"),
        ["BindHospitalKey"] = ("request.invalid", "the key of the example is not there; HospitalTests bind theirs"),
        ["PutVisit"] = ("request.invalid", "the example records a visit; a correction of one says why, VisitTests correct theirs"),
        ["CorrectVisit"] = ("request.invalid", "the example records a visit; a correction of one says why, VisitTests correct theirs"),
        ["MakeEndorsement"] = ("endorsement.nothing_to_tell", "nobody on the list of the record's policy has agreed; InsuranceTests make endorsements"),
        ["RecordClaimDocuments"] = ("claim.transition.not_allowed", "the insurer has asked for no documents of the record's claim; ClaimTests take every step"),
        ["DecideClaim"] = ("claim.transition.not_allowed", "the record's claim did not go to the insurer"),
        ["CloseClaim"] = ("claim.transition.not_allowed", "the record's claim is not paid in full"),
        ["LookUpReceipt"] = ("receipt.unknown", "the code of a receipt is told once, to who reported"),
        ["GetPublicNotice"] = ("record.not_found", "no case of the stage has come to a notice"),
        ["LodgeObjection"] = ("record.not_found", "no case of the stage has come to a notice")
    };

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_operation_takes_its_example_and_answers_as_documented(Engine engine)
    {
        await using var stage = await Stage.On(engine);
        var document = await ApiDocument.Of(stage.Api);
        var (requests, faults) = (new Requests(stage), new List<string>());
        var operations = document.Operations.Where(operation => operation.Tag != "Planted").ToList();

        // Reading comes first: changes take records away.
        foreach (var operation in operations.OrderBy(operation => operation.Changes))
        {
            var answers = new List<Answer>();
            foreach (var (ask, caller) in await requests.For(operation))
            {
                answers.Add(await Send(operation, ask, caller));
                if (AsExpected(operation, answers[^1]))
                    break;
            }

            faults.AddRange(answers.SelectMany(answer => Unlike(document, operation, answer).Select(fault => $"{operation}: {fault}: {answer.Body}")));
            if (!AsExpected(operation, answers[^1]))
                faults.Add($"{operation}: {string.Join(" | ", answers.Select(answer => $"{(int)answer.Status} {answer.Body}"))}");
        }

        string.Join('\n', faults).ShouldBeEmpty();
        operations.Count.ShouldBeGreaterThan(40);
        Refused.Keys.Concat(Exempt.FromFuzzing.Keys).Except(document.Operations.Select(operation => operation.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_example_in_the_document_is_true_to_its_schema_and_to_the_catalogue()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var document = await ApiDocument.Of(api);
        var catalogue = OpenApiProblems.All(api.Services.GetRequiredService<ModuleAssemblies>().All).SelectMany(group => group).ToDictionary(problem => problem.Code);

        var bodies = document.Operations.SelectMany(operation => Bodies(operation).Select(body => (operation, body.At, body.Schema, body.Example))).ToList();
        var problems = document.Operations.SelectMany(operation => operation.Statuses.SelectMany(status => operation.Codes(status).Select(code => (operation, status, code)))).ToList();

        bodies.Count.ShouldBeGreaterThan(60);
        bodies.SelectMany(body => document.Misfits(body.Schema, body.Example).Select(misfit => $"{body.operation} {body.At}: {misfit}")).ShouldBeEmpty();
        problems.Count.ShouldBeGreaterThan(500);
        problems.SelectMany(problem => Lies(document, problem.code, problem.status, catalogue).Select(lie => $"{problem.operation} {problem.status}: {lie}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_or_example_that_is_not_as_documented_is_caught()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var document = await ApiDocument.Of(api);
        var report = document.Operations.Single(operation => operation.Id == "ReportLead");
        JsonObject Changed(Action<JsonObject> change)
        {
            var body = report.BodyExample!.DeepClone().AsObject();
            change(body);
            return body;
        }

        document.Misfits(report.BodySchema, report.BodyExample).ShouldBeEmpty();
        document.Misfits(report.BodySchema, Changed(body => body.Remove("summary"))).ShouldHaveSingleItem();
        document.Misfits(report.BodySchema, Changed(body => body["summary"] = 7)).ShouldHaveSingleItem();
        document.Misfits(report.BodySchema, Changed(body => body["summary"] = new string('字', 4001))).ShouldHaveSingleItem();
        document.Misfits(report.BodySchema, Changed(body => body["channel"] = "smoke_signal")).ShouldHaveSingleItem();
        document.Misfits(report.BodySchema, Changed(body => body["sumary"] = "")).ShouldHaveSingleItem();
        document.Misfits(report.BodySchema, Changed(body => body["acted"]!["on"] = "yesterday")).ShouldNotBeEmpty();
        document.Misfits(report.BodySchema, Changed(body => body["persons"]!.AsArray().Add(null))).ShouldHaveSingleItem();
        Unlike(document, report, new Answer(HttpStatusCode.Gone, new HttpResponseMessage(), "{}")).ShouldNotBeEmpty();
        Unlike(document, report, new Answer(HttpStatusCode.Created, new HttpResponseMessage { Content = new StringContent("{}", Encoding.UTF8, "application/json") }, "{}")).ShouldNotBeEmpty();
        Lies(document, "request.invalid", "409", new Dictionary<string, Problem>()).ShouldNotBeEmpty();
    }

    /// <summary>A step of a procedure goes only where its record stands; the journeys and the tests of the procedure take every one of them.</summary>
    private static bool AsExpected(ApiOperation operation, Answer answer) =>
        Refused.TryGetValue(operation.Id, out var refused) ? answer.Code == refused.Code
        : (int)answer.Status < 300 || (answer.Code == "case.transition.not_allowed" && operation.Path.StartsWith("/api/v1/cases/{id}/", StringComparison.Ordinal))
            || (answer.Code is "nomination.transition.not_allowed" or "nomination.asked_only" && operation.Path.StartsWith("/api/v1/nominations/{id}/", StringComparison.Ordinal))
            || (answer.Code == "plaque.step_not_allowed" && operation.Path.StartsWith("/api/v1/heroes/{id}/plaques/", StringComparison.Ordinal));

    private static async Task<Answer> Send(ApiOperation operation, Ask ask, Client caller)
    {
        object? body = Requests.Body(operation, ask) is { } example ? new StringContent(example.ToJsonString(), Encoding.UTF8, operation.Takes[0]) : await Again(ask.Body);
        var headers = operation.Parameters.Where(parameter => parameter is { In: "header", Example: not null } && parameter.Name is not ("Idempotency-Key" or "If-Match" or "If-None-Match" or "Content-Digest" or "Repr-Digest"))
            .Where(parameter => !ask.Headers.Any(header => header.Name == parameter.Name))
            .Select(parameter => (parameter.Name, parameter.Example!.GetValue<string>())).Concat(ask.Headers).ToArray();
        return await caller.Send(ask.Method, ask.Path, body, ask.IfMatch, ask.Method == HttpMethod.Post ? Guid.NewGuid().ToString() : null, headers);
    }

    /// <summary>Bytes can be sent once; a copy of them is left for the next caller.</summary>
    private static async Task<object?> Again(object? body)
    {
        if (body is not HttpContent content)
            return body;

        var copy = new ByteArrayContent(await content.ReadAsByteArrayAsync());
        foreach (var (name, values) in content.Headers)
            copy.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }

    /// <summary>Where an answer leaves what the operation says of it.</summary>
    internal static IEnumerable<string> Unlike(ApiDocument document, ApiOperation operation, Answer answer)
    {
        if (operation.Response($"{(int)answer.Status}") is not { } said)
            return [$"{(int)answer.Status} is not documented"];

        var media = answer.Response.Content.Headers.ContentType?.MediaType;
        if (said["content"] is not JsonObject content)
            return answer.Body.Length > 0 ? [$"{(int)answer.Status} has a body, which is not documented"] : [];
        if (media is null || content[media] is not { } form)
            return [$"{media} is not documented"];

        if (answer.Status == HttpStatusCode.OK && answer.Response.RequestMessage?.RequestUri?.Query.Contains("validateOnly=true", StringComparison.Ordinal) == true
            && !document.Misfits(new JsonObject { ["$ref"] = "#/components/schemas/ValidationOutcome" }, JsonNode.Parse(answer.Body)).Any())
            return [];

        var absent = (said["headers"]?.AsObject() ?? []).Select(header => header.Key).Where(name => name is "ETag" or "Location" && answer.Header(name) is null).Select(name => $"{name} is absent");
        return absent.Concat(media.EndsWith("json", StringComparison.Ordinal) ? document.Misfits(form["schema"], JsonNode.Parse(answer.Body)) : []);
    }

    private static IEnumerable<(string At, JsonNode Schema, JsonNode Example)> Bodies(ApiOperation operation)
    {
        if (operation is { BodySchema: { } schema, BodyExample: { } example })
            yield return ("request", schema, example);
        foreach (var status in operation.Statuses)
            foreach (var (_, form) in operation.Response(status)!["content"]?.AsObject() ?? [])
                if (form is JsonObject && form["schema"] is { } answered && form["example"] is { } shown)
                    yield return (status, answered, shown);
    }

    private static IEnumerable<string> Lies(ApiDocument document, string code, string status, Dictionary<string, Problem> catalogue)
    {
        var example = document.ProblemExamples[code];
        if (!catalogue.TryGetValue(code, out var problem) || $"{problem.Status}" != status)
            yield return $"{code} is not in the catalogue with {status}";
        if (example["code"]!.GetValue<string>() != code || $"{example["status"]}" != status)
            yield return $"the example of {code} is of another problem";
        foreach (var misfit in document.Misfits(document.Problem, example))
            yield return misfit;
    }
}

/// <summary>The one place for operations that cannot be sent like the others, each with its reason.</summary>
internal static class Exempt
{
    internal static readonly IReadOnlyDictionary<string, string> FromFuzzing = new Dictionary<string, string>
    {
        ["StreamChanges"] = "without wait=0 it does not end; its parameters are those of ReadChanges"
    };
}
