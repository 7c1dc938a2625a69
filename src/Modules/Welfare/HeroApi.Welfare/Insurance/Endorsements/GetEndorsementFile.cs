using System.Globalization;
using System.Text.Json;
using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Insurance.Policies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>
/// The file of an endorsement for the insurer, with names and documents in clear: only with pii:read and X-Purpose, and in the read log of
/// everybody in it first. It has the same bytes each time. Once somebody in it has withdrawn his consent it is not given any more.
/// </summary>
internal static class GetEndorsementFile
{
    private static readonly string[] Headings = ["序号", "变动", "姓名", "证件类型", "证件号码", "名单编号", "生效日期", "终止日期", "原因", "保单号", "批改清单"];

    private static readonly Transfer Given = new()
    {
        Gives = ["text/csv", XlsxFile.MediaType],
        Tells = [new("Content-Disposition", "attachment, with the file's name (RFC 8187).", "attachment; filename=endorsement-2026-06.csv")]
    };

    internal sealed record Query(Guid PolicyId, Guid Id) : IQuery<Result>;

    /// <summary>The cells of the file.</summary>
    internal sealed record Result(EndorsementView Endorsement, IReadOnlyList<IReadOnlyList<string>> Rows);

    internal sealed class Handler(EndorsementDesk desk, PolicySource policies, Protector protector, ReadLog readLog, Call call) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            if (!call.ReadsClear)
                throw new Refusal(Problems.PurposeNeeded);

            var endorsement = await desk.Get(query.PolicyId, query.Id, ct);
            var policy = (await policies.Seek(query.PolicyId, ct))!;
            var lines = await desk.Lines(query.Id, ct);
            var named = lines.Where(line => line.PapersCipher is not null).ToList();
            var consenting = await desk.Consenting(named.Select(line => line.PersonId), ct);
            if (!named.All(line => consenting.Contains(line.PersonId)))
                throw new Refusal(InsuranceErrors.EndorsementConsent);

            await readLog.Note("hero", [.. named.Select(line => line.HeroId).Distinct()], ct);
            return new Result(endorsement,
            [
                Headings,
                .. lines.Select(line => (string[])[.. Cells(line, protector.Reveal(line.PapersCipher) is { } papers ? JsonSerializer.Deserialize<HeroPaper>(papers, Json.Stored)! : null), policy.Number!, endorsement.Number])
            ]);
        }

        private static string[] Cells(EndorsementLine line, HeroPaper? paper)
        {
            var (joins, on) = (line.Direction == EndorsementCodes.Join, line.OnDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            return
            [
                line.Position.ToString(CultureInfo.InvariantCulture), Label(EndorsementCodes.Directions, line.Direction), paper?.Name ?? "",
                Label(HeroApi.Kernel.Text.Papers.Types, paper?.DocumentType), paper?.DocumentNumber ?? "", line.MemberNumber.ToString(CultureInfo.InvariantCulture),
                joins ? on : "", joins ? "" : on, Label(Members.MemberCodes.LeaveReasons, line.Reason)
            ];
        }

        private static string Label(Vocabulary vocabulary, string? code) => vocabulary.Terms.FirstOrDefault(term => term.Code == code)?.Zh ?? "";
    }

    internal sealed class Validator : AbstractValidator<Asked>
    {
        public Validator() => RuleFor(a => a.Format).OneOf(EndorsementCodes.Formats).OverridePropertyName("query.format");
    }

    /// <summary>What form is asked for.</summary>
    internal sealed record Asked(string? Format);

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapGet("/{id:guid}/endorsements/{endorsementId:guid}/file", Get)
        .WithName("GetEndorsementFile")
        .WithSummary("The file of an endorsement for the insurer, in clear")
        .WithMetadata(Given, new Alone())
        .Produces(StatusCodes.Status200OK)
        .RequireScope(WelfareScopes.Read, Problems.NotFound, Problems.PurposeNeeded, InsuranceErrors.EndorsementConsent);

    /// <param name="format">Of the vocabulary endorsement_format; csv unless said.</param>
    private static async Task<FileContentHttpResult> Get(Guid id, Guid endorsementId, string? format, HttpContext http, IValidator<Asked> validator, IMediator mediator, CancellationToken ct)
    {
        validator.Check(new Asked(format));
        var file = await mediator.Send(new Query(id, endorsementId), ct);
        (http.Response.Headers.CacheControl, http.Response.Headers.XContentTypeOptions) = ("no-store", "nosniff");
        var name = $"endorsement-{file.Endorsement.Id:N}";
        return format == "xlsx"
            ? TypedResults.Bytes(XlsxFile.Of("批改清单", file.Rows), XlsxFile.MediaType, $"{name}.xlsx")
            : TypedResults.Bytes(CsvFile.Of(file.Rows), "text/csv; charset=utf-8", $"{name}.csv");
    }
}
