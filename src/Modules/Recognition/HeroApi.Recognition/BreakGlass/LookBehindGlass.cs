using System.Text.Json.Serialization;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.BreakGlass;

/// <summary>
/// Shows the file that was opened in an emergency, for three hours and to who asked alone; in clear with pii:read and X-Purpose. Each
/// look is written into the history of the file, told to its keeper and noted in the read log before the answer leaves. Not approved:
/// 409 break_glass.not_open, whether or not there is such a file; after three hours break_glass.over.
/// </summary>
internal static class LookBehindGlass
{
    internal sealed record Command([property: JsonIgnore] Guid RequestId) : ICommand<Granted>;

    internal sealed record Query(Granted Granted) : IQuery<Result>;

    /// <summary>What the caller may look at, and how.</summary>
    internal sealed record Granted(Guid HeroId, string Purpose, DateTimeOffset OpenUntil, bool Clear);

    /// <summary>A file that was opened in an emergency.</summary>
    internal sealed record Result
    {
        public required DateTimeOffset OpenUntil { get; init; }
        public required HeroView File { get; init; }

        internal static Result Example => new() { OpenUntil = BreakGlassView.Example.OpenUntil!.Value, File = HeroView.Example };
    }

    /// <summary>Notes the look. A command although it is asked by GET: nobody looks without the keeper being told.</summary>
    internal sealed class Handler(Db db, Call call, HeroDesk desk, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, Granted>
    {
        public async Task<Granted> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, clear) = (cancellationToken, call.ReadsClear);
            var request = await db.SingleOrDefault<BreakGlassRow>($"SELECT {BreakGlassRow.Columns} FROM recognition_break_glass b WHERE b.id = @RequestId AND b.asker = @KeyId",
                new { command.RequestId, call.Caller.KeyId }, ct) ?? throw new Refusal(Problems.NotFound);
            if (request is not { State: "approved", HeroId: { } hero, OpenUntil: { } until })
                throw new Refusal(RecognitionErrors.BreakGlassNotOpen);
            if (until <= clock.GetUtcNow())
                throw new Refusal(RecognitionErrors.BreakGlassOver);

            var keeper = await db.SingleOrDefault<Guid?>(
                "SELECT h.owner_org_id FROM recognition_hero h WHERE h.id = @hero AND h.deleted_at IS NULL AND UNSCOPED('its keeper has opened it to this caller')", new { hero }, ct)
                ?? throw new Refusal(Problems.NotFound);
            await desk.Changed([hero], new Entry("break_glass_used", request.Id), ct);
            outbox.Add(new BreakGlassUsed(hero, keeper, request.Id, request.AskerOrgId), hero);
            return new Granted(hero, request.Purpose, until, clear);
        }
    }

    internal sealed class Reader(Db db, Call call, HeroSource source, Protector protector, ReadLog readLog) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var (ct, granted) = (cancellationToken, query.Granted);
            var row = await db.SingleOrDefault<HeroRow>(
                $"SELECT {HeroSource.Columns} FROM recognition_hero h WHERE h.id = @HeroId AND h.deleted_at IS NULL AND UNSCOPED('its keeper has opened it to this caller')",
                new { granted.HeroId }, ct) ?? throw new Refusal(Problems.NotFound);
            // The purpose of the request stands for the one of this look: that nothing on the way keeps the answer hangs on it.
            call.Purpose ??= granted.Purpose;
            await readLog.Note(HeroSource.Name, [row.Id], ct);
            return new Result { OpenUntil = granted.OpenUntil, File = (HeroView)(await source.States([row], granted.Clear ? protector : null, ct)).Single().Body };
        }
    }

    internal static void Map(IEndpointRouteBuilder glass) => glass
        .MapGet("/{id:guid}/file", Look)
        .WithName("LookBehindGlass")
        .WithSummary("Look into a file that was opened to you in an emergency")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.NotFound, Problems.PurposeNeeded, RecognitionErrors.BreakGlassNotOpen, RecognitionErrors.BreakGlassOver);

    private static async Task<Reply<Result>> Look(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(await mediator.Send(new Command(id), ct)), ct));
}
