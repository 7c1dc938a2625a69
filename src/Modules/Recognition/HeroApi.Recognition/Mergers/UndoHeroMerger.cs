using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Organisations.Contracts;
using HeroApi.Recognition.Contact;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Matches;

namespace HeroApi.Recognition.Mergers;

/// <summary>
/// Makes two files again of what a merger had made one, within 30 days: every member that the merger changed and every part that came with the file that went are
/// as they were before. What was changed or added since stays with the file that remained.
/// </summary>
internal static class UndoHeroMerger
{
    internal sealed record Command([property: JsonIgnore] Guid IntoId = default, [property: JsonIgnore] long Version = 0) : ICommand<HeroView>
    {
        /// <summary>The merger, as the list of mergers names it.</summary>
        public required Guid MergerId { get; init; }

        /// <summary>Why they are two persons after all; at most 500 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { MergerId = ListHeroMergers.Item.Example.Id, Reason = "同名同户籍的两个人" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(Db db, IMediator mediator, HeroSource source, HeroDesk desk, HeroWriter writer, HeroMatcher matcher, ContactBook contact, HeroParts parts, Records records, ExternalIds externalIds, FileLinks files,
        Protector protector, Changes changes, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var into = await desk.Take(command.IntoId, command.Version, ct);
            var merger = await db.SingleOrDefault<Merger>(
                "SELECT id, from_id, merged_at, undone_at, state_cipher FROM recognition_merger WHERE id = @MergerId AND into_id = @IntoId", command, ct)
                ?? throw Invalid.At("/mergerId", RecognitionErrors.MergerUnknown);
            if (merger.UndoneAt is not null)
                throw new Refusal(RecognitionErrors.MergerUndone);
            if (merger.StateCipher is null || now >= merger.MergedAt + HeroMerger.Undoable)
                throw new Refusal(RecognitionErrors.MergerFinal);
            await MustBeLast(merger, into.Id, ct);
            var from = await source.Row(merger.FromId, ct) ?? throw new Refusal(Problems.NotFound);
            var keeper = (await mediator.Send(new FindOrganisations([from.OwnerOrgId]), ct)).GetValueOrDefault(from.OwnerOrgId)?.MergedInto ?? from.OwnerOrgId;
            await records.MustOwn(keeper, ct);

            var remembered = JsonSerializer.Deserialize<HeroMerger.Remembered>(protector.Reveal(merger.StateCipher)!, Json.Stored)!;
            await Carry(merger.Id, remembered, from, into, ct);
            var lost = await source.Body(from, ct);
            var said = await source.Body(into, ct);
            var body = HeroWriter.Normal(HeroFields.Parted(remembered.Was, remembered.Became, said));
            await writer.Claim(from.Id, lost.Document, ct);
            await writer.Claim(into.Id, body.Document, ct);
            var row = await writer.Write(into, said, body, ct);
            await contact.Follow(row, ct);
            await db.Execute(
                """
                UPDATE recognition_hero AS h
                SET    deleted_at = NULL, deleted_reason = NULL, merged_into = NULL, updated_at = @now, version = version + 1
                WHERE  h.id = @Id AND SCOPE(h)
                """, new { from.Id, now }, ct);
            await db.Execute("UPDATE recognition_merger SET undone_at = @now, state_cipher = NULL WHERE id = @Id", new { merger.Id, now }, ct);
            await db.Execute("DELETE FROM recognition_merger_row WHERE merger_id = @Id", new { merger.Id }, ct);
            await db.Execute("UPDATE recognition_match SET state = 'distinct', decided_at = @now, version = version + 1 WHERE one_id IN (@a, @b) AND other_id IN (@a, @b)",
                new { a = from.Id, b = into.Id, now }, ct);
            await matcher.Part(from.Id, into.Id, ct);
            outbox.Cancel(HeroMerger.Timer(merger.Id));

            await Tell(remembered, from, into, row, ct);
            if (keeper != from.OwnerOrgId)
                await records.HandOver(HeroSource.Heroes, [from.Id], keeper, ct);
            foreach (var id in new[] { from.Id, into.Id })
                await desk.Note(id, new Entry("parted", id == from.Id ? into.Id : from.Id, HeroWriter.Different(remembered.Became, body), command.Reason), ct);
            outbox.Add(new HeroMergerUndone(from.Id, into.Id, into.OwnerOrgId), into.Id);
            await changes.WriteScope(ct);
            changes.Found(HeroSource.Name, await source.Searched(await source.Get(from.Id, ct), ct));
            var view = await source.Get(into.Id, ct);
            changes.Found(HeroSource.Name, await source.Searched(view, ct));
            return view;
        }

        /// <summary>A later merger of either file carried on what would have to go back.</summary>
        private async Task MustBeLast(Merger merger, Guid intoId, CancellationToken ct)
        {
            if (await db.SingleOrDefault<Guid?>(
                "SELECT id FROM recognition_merger WHERE into_id = @intoId AND undone_at IS NULL AND id > @Id LIMIT 1", new { intoId, merger.Id }, ct) is { } later)
                throw new Refusal(RecognitionErrors.MergerNotLast, new { mergerId = later });
        }

        private async Task Carry(Guid mergerId, HeroMerger.Remembered remembered, HeroRow from, HeroRow into, CancellationToken ct)
        {
            var carried = await db.Query<Row>("SELECT table_name, row_id, rehomed, shift FROM recognition_merger_row WHERE merger_id = @mergerId", new { mergerId }, ct);
            await db.Execute("DELETE FROM recognition_former_number WHERE id = @mergerId", new { mergerId }, ct);
            await parts.CarryBack([.. carried.Select(row => new HeroParts.Carried(row.TableName, row.RowId, row.Rehomed, row.Shift))], from, into, ct);
            await externalIds.Move(HeroSource.Name, remembered.Named, into.Id, from.Id, ct);
            await files.Move(into.Id, from.Id, remembered.Files, ct);
        }

        /// <summary>An organisation that sees the remaining file only by the merger loses sight of it, unless it has confirmed an act since.</summary>
        private async Task Tell(HeroMerger.Remembered remembered, HeroRow from, HeroRow into, HeroRow row, CancellationToken ct)
        {
            var confirming = await db.Query<Guid>("SELECT org_id FROM recognition_deed WHERE hero_id = @Id", new { into.Id }, ct);
            var (seenFrom, seenInto) = (await changes.VisibilityOf(from.Id, from.Protection, ct), await changes.VisibilityOf(into.Id, into.Protection, ct));
            changes.Changed(HeroSource.Name, from.Id, from.Version + 1, seenFrom, seenFrom);
            changes.Changed(HeroSource.Name, into.Id, row.Version, seenInto, seenInto with { Homes = [.. seenInto.Homes.Except(remembered.Homes.Except(confirming))] });
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/merger-reversal", Undo)
        .WithName("UndoHeroMerger")
        .WithSummary("Undo a merger within 30 days: both files are as they were, and what came since stays with the one that remained")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.MergerFinal, RecognitionErrors.MergerNotLast, RecognitionErrors.MergerUndone, RecognitionErrors.PersonHasFile, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Undo(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { IntoId = id, Version = match.Version }, ct));

    private sealed record Merger
    {
        public required Guid Id { get; init; }
        public required Guid FromId { get; init; }
        public required DateTimeOffset MergedAt { get; init; }
        public DateTimeOffset? UndoneAt { get; init; }
        public byte[]? StateCipher { get; init; }
    }

    private sealed record Row
    {
        public required string TableName { get; init; }
        public required Guid RowId { get; init; }
        public required bool Rehomed { get; init; }
        public required long Shift { get; init; }
    }
}
