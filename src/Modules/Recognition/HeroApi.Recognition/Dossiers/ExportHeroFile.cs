using Dapper;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Dossiers;

/// <summary>
/// Gives a person everything that is kept about him in Recognition, in clear and in one document (PIPL articles 45 and 55): the file,
/// everything that hangs on it, its history, and who of the reader's organisation and below has read it in clear. Logged first.
/// </summary>
internal static class ExportHeroFile
{
    private const int ReadsAtOnce = 500;

    private static readonly Transfer Given = new()
    {
        Tells = [new("Content-Disposition", "attachment, with a name made of the file's number (RFC 8187).", "attachment; filename*=UTF-8''2026-0001.json")]
    };

    internal sealed record Query(Guid Id) : IQuery<Result>;

    /// <summary>Everything that is kept about a person.</summary>
    internal sealed record Result
    {
        public required DateTimeOffset TakenAt { get; init; }

        /// <summary>The file in clear.</summary>
        public required HeroView File { get; init; }

        /// <summary>What hangs on the file, kind by kind; of records with an owner of their own those that the reader sees.</summary>
        public required IReadOnlyList<DossierContent> Parts { get; init; }

        /// <summary>Who read the file in clear, this export included, as far as they act for the reader's organisation or one below it.</summary>
        public required IReadOnlyList<ReadView> ReadBy { get; init; }

        internal static Result Example => new()
        {
            TakenAt = HeroView.Example.UpdatedAt,
            File = HeroView.Example,
            Parts = [DossierContent.Example],
            ReadBy = []
        };
    }

    internal sealed class Handler(HeroSource source, DossierReader dossier, Trail trail, Call call, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            if (!call.ReadsClear)
                throw new Refusal(Problems.PurposeNeeded);

            return new Result
            {
                TakenAt = Instants.Micro(clock.GetUtcNow()),
                File = await source.Get(query.Id, ct),
                Parts = await dossier.Everything(query.Id, ct),
                ReadBy = await Reads(query.Id, ct)
            };
        }

        private async Task<IReadOnlyList<ReadView>> Reads(Guid id, CancellationToken ct)
        {
            var reads = new List<ReadView>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await trail.ReadReads(new ListQuery
                {
                    Limit = ReadsAtOnce,
                    Sort = Trail.Reads.Default,
                    Descending = true,
                    Where = "\nAND t.record_id = @record",
                    Parameters = new DynamicParameters(new { record = id }),
                    Cursor = cursor.Length == 0 ? null : cursor,
                    Id = Trail.Reads.Default.Column,
                    Fingerprint = $"export {id}"
                }, ct);
                reads.AddRange(page.Items);
                cursor = page.NextCursor;
            }

            return reads;
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/export", Export)
        .WithName("ExportHeroFile")
        .WithSummary("Everything that is kept about the person of a hero file, in clear")
        .WithMetadata(Given)
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.PurposeNeeded);

    private static async Task<Reply<Result>> Export(Guid id, HttpContext http, IMediator mediator, CancellationToken ct)
    {
        var export = await mediator.Send(new Query(id), ct);
        http.Response.Headers.ContentDisposition = $"attachment; filename*=UTF-8''{Uri.EscapeDataString(export.File.FileNumber)}.json";
        return Answers.Ok(export);
    }
}
