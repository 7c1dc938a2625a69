using System.Globalization;
using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Insurance.Endorsements;
using HeroApi.Welfare.Insurance.Policies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>
/// The file of a claim for the insurer, with name and document in clear: only with pii:read and X-Purpose, and in the read log of the person
/// first. Of who has not agreed to share_insurer, or no longer agrees, there is none.
/// </summary>
internal static class GetClaimFile
{
    private static readonly string[] Headings = ["保单号", "报案号", "姓名", "证件类型", "证件号码", "理赔项目", "出险日期", "损害日期", "伤残等级", "出险经过", "索赔金额（元）", "报案日期", "已收材料"];

    private static readonly Transfer Given = new()
    {
        Gives = ["text/csv", XlsxFile.MediaType],
        Tells = [new("Content-Disposition", "attachment, with the file's name (RFC 8187).", "attachment; filename=claim-2026.csv")]
    };

    internal sealed record Query(Guid Id) : IQuery<IReadOnlyList<IReadOnlyList<string>>>;

    internal sealed class Handler(Db db, ClaimSource source, EndorsementDesk endorsements, IMediator mediator, ReadLog readLog, Call call) : IRequestHandler<Query, IReadOnlyList<IReadOnlyList<string>>>
    {
        public async Task<IReadOnlyList<IReadOnlyList<string>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            if (!call.ReadsClear)
                throw new Refusal(Problems.PurposeNeeded);

            var claim = await source.Seek(query.Id, ct) ?? throw new Refusal(Problems.NotFound);
            var person = await db.Single<Guid>("SELECT e.person_id FROM welfare_entitlement e WHERE e.hero_id = @HeroId AND UNSCOPED('who sees a claim may know whose it is')", new { claim.HeroId }, ct);
            if (!(await endorsements.Consenting([person], ct)).Contains(person))
                throw new Refusal(ClaimErrors.ConsentMissing);

            var paper = (await mediator.Send(new FindHeroPapers([person]), ct)).GetValueOrDefault(person) ?? throw new Refusal(Problems.NotFound);
            var policy = await db.Single<string>("SELECT p.number FROM welfare_policy p WHERE p.id = @PolicyId AND UNSCOPED('who sees a claim may know under which policy it is')", new { claim.PolicyId }, ct);
            await readLog.Note("hero", [claim.HeroId], ct);
            return [Headings, Cells(claim, policy, paper)];
        }

        private static string[] Cells(ClaimRow claim, string policy, HeroPaper paper) =>
        [
            policy, claim.InsurerNumber ?? "", paper.Name, Label(HeroApi.Kernel.Text.Papers.Types, paper.DocumentType), paper.DocumentNumber ?? "", Label(PolicyCodes.Covers, claim.Kind),
            Day(claim.EventOn), Day(claim.HarmOn), claim.Grade?.ToString(CultureInfo.InvariantCulture) ?? "", claim.Happened,
            (claim.ClaimedFen / 100m).ToString("0.00", CultureInfo.InvariantCulture), Day(claim.ReportedOn),
            string.Join('、', claim.Asked.Where(document => document.ReceivedOn is not null).Select(document => Label(ClaimCodes.Documents, document.Kind)))
        ];

        private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

        private static string Label(Vocabulary vocabulary, string? code) => vocabulary.Terms.FirstOrDefault(term => term.Code == code)?.Zh ?? "";
    }

    internal sealed class Validator : AbstractValidator<Asked>
    {
        public Validator() => RuleFor(a => a.Format).OneOf(EndorsementCodes.Formats).OverridePropertyName("query.format");
    }

    /// <summary>What form is asked for.</summary>
    internal sealed record Asked(string? Format);

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapGet("/{id:guid}/file", Get)
        .WithName("GetClaimFile")
        .WithSummary("The file of a claim for the insurer, in clear")
        .WithMetadata(Given, new Alone())
        .Produces(StatusCodes.Status200OK)
        .RequireScope(WelfareScopes.Read, Problems.NotFound, Problems.PurposeNeeded, ClaimErrors.ConsentMissing);

    /// <param name="format">Of the vocabulary endorsement_format; csv unless said.</param>
    private static async Task<FileContentHttpResult> Get(Guid id, string? format, HttpContext http, IValidator<Asked> validator, IMediator mediator, CancellationToken ct)
    {
        validator.Check(new Asked(format));
        var rows = await mediator.Send(new Query(id), ct);
        (http.Response.Headers.CacheControl, http.Response.Headers.XContentTypeOptions) = ("no-store", "nosniff");
        return format == "xlsx" ? TypedResults.Bytes(XlsxFile.Of("理赔", rows), XlsxFile.MediaType, $"claim-{id:N}.xlsx") : TypedResults.Bytes(CsvFile.Of(rows), "text/csv; charset=utf-8", $"claim-{id:N}.csv");
    }
}
