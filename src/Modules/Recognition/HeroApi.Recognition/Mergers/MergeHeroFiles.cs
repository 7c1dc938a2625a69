using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Recognition.Contact;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Matches;

namespace HeroApi.Recognition.Mergers;

/// <summary>
/// Makes one file of two of the same person, at once: every part, name and file of the one goes to the other, and its id answers from then on
/// with where it went. For 30 days it can be undone.
/// </summary>
internal static class MergeHeroFiles
{
    internal sealed record Command([property: JsonIgnore] Guid FromId = default, [property: JsonIgnore] long Version = 0) : ICommand<HeroView>
    {
        /// <summary>The file that remains.</summary>
        public required Guid IntoId { get; init; }

        /// <summary>The version of the file that remains, as you know it.</summary>
        public required long IntoVersion { get; init; }

        /// <summary>
        /// From which file a member of the person is taken, such as "phone": "from" (the file that goes) or "into" (the one that remains). For a member that is not
        /// named, what the remaining file says counts, or the other where it says nothing.
        /// </summary>
        public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

        /// <summary>How it is known that both are one person; at most 500 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new()
        {
            IntoId = Guid.Parse("01980d2c-5a00-7000-8000-000000000023"),
            IntoVersion = 1,
            Fields = new Dictionary<string, string> { ["phone"] = HeroFields.From },
            Reason = "姓名、出生日期与户籍一致，已向本人核实"
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.IntoId).NotEqual(c => c.FromId).Refuses(RecognitionErrors.MergerIntoItself);
            RuleFor(c => c.IntoVersion).InclusiveBetween(1, 1_000_000_000);
            RuleFor(c => c.Fields.Count).LessThanOrEqualTo(HeroFields.Chosen.Count).OverridePropertyName(nameof(Command.Fields));
            RuleFor(c => c.Fields).Must(fields => fields.Keys.All(HeroFields.Chosen.Contains)).Refuses(RecognitionErrors.MergerMember);
            RuleForEach(c => c.Fields.Values).OneOf([HeroFields.From, HeroFields.Into]).OverridePropertyName(nameof(Command.Fields));
            RuleFor(c => c.Reason).NotEmpty().Prose(500);
        }
    }

    internal sealed class Handler(Db db, HeroSource source, HeroDesk desk, HeroWriter writer, HeroMatcher matcher, ContactBook contact, HeroParts parts, ExternalIds externalIds, FileLinks files, Protector protector,
        IValidator<HeroBody> validator, Changes changes, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            // Both are held in one order always, so that two mergers of the same files do not wait for each other.
            foreach (var held in new[] { command.FromId, command.IntoId }.Order())
                await db.Execute("UPDATE recognition_hero AS h SET version = version WHERE h.id = @held AND SCOPE(h)", new { held }, ct);
            var from = await desk.Take(command.FromId, command.Version, ct);
            if (await source.VersionNow(command.IntoId, ct) is null)
                throw Invalid.At("/intoId", RecognitionErrors.MergerUnknown);
            var into = await desk.Take(command.IntoId, command.IntoVersion, ct);
            if (from.Protection != into.Protection)
                throw new Refusal(RecognitionErrors.MergerProtection);

            var (lost, was) = (await source.Body(from, ct), await source.Body(into, ct));
            var became = HeroWriter.Normal(HeroFields.United(was, lost, command.Fields));
            validator.Check(became);

            var now = Instants.Micro(clock.GetUtcNow());
            var (id, seenFrom, seenInto) = (Guid.CreateVersion7(now), await changes.VisibilityOf(from.Id, from.Protection, ct), await changes.VisibilityOf(into.Id, into.Protection, ct));
            // Who saw the file that goes sees the one that remains.
            var homes = seenFrom.Homes.Append(seenFrom.Owner).Except(seenInto.Homes).Where(org => org != seenInto.Owner).Distinct().ToList();
            var carried = await parts.Carry(from, into, ct);
            await externalIds.Move(HeroSource.Name, lost.ExternalIds, from.Id, into.Id, ct);
            var moved = await files.Move(from.Id, into.Id, only: null, ct);
            await db.Execute(
                """
                UPDATE recognition_hero AS h
                SET    deleted_at = @now, deleted_reason = 'merged', merged_into = @into, updated_at = @now, version = version + 1
                WHERE  h.id = @from AND SCOPE(h)
                """, new { from = from.Id, into = into.Id, now }, ct);
            var row = await writer.Write(into, was, became, ct);
            if (became.DiedOn is { } died)
                await contact.MustFit(into.Id, died, ct);
            await contact.Follow(row, ct);
            await db.Execute("INSERT INTO recognition_former_number (id, hero_id, number) VALUES (@id, @into, @FileNumber)", new { id, into = into.Id, from.FileNumber }, ct);

            var remembered = new HeroMerger.Remembered(was, became, lost.ExternalIds, homes, moved);
            await db.Execute(
                """
                INSERT INTO recognition_merger (id, from_id, into_id, reason, merged_at, state_cipher)
                VALUES (@id, @from, @into, @Reason, @now, @state)
                """, new { id, from = from.Id, into = into.Id, command.Reason, now, state = protector.Conceal(JsonSerializer.Serialize(remembered, Json.Stored)) }, ct);
            await db.ExecuteAll([.. carried.Select(part => new Statement(
                "INSERT INTO recognition_merger_row (merger_id, table_name, row_id, rehomed, shift) VALUES (@id, @table, @row, @rehomed, @shift)",
                [new("id", id), new("table", part.Table), new("row", part.Id), new("rehomed", part.Rehomed), new("shift", part.Shift)]))], ct);

            await db.Execute("UPDATE recognition_match SET state = 'same', decided_at = @now, version = version + 1 WHERE one_id IN (@a, @b) AND other_id IN (@a, @b) AND state <> 'same'",
                new { a = from.Id, b = into.Id, now }, ct);
            await matcher.Propose(row, ct);

            changes.Merged(HeroSource.Name, from.Id, from.Version + 1, seenFrom, into.Id);
            changes.Changed(HeroSource.Name, into.Id, row.Version, seenInto, seenInto with { Homes = [.. seenInto.Homes, .. homes] });
            await desk.Note(into.Id, new Entry("merged", from.Id, HeroWriter.Different(was, became), command.Reason), ct);
            outbox.Add(new HeroFilesMerged(from.Id, into.Id, into.OwnerOrgId), into.Id);
            outbox.At(HeroMerger.Timer(id), now + HeroMerger.Undoable, new HeroMergerSettled(id), id);
            await changes.WriteScope(ct);
            var view = await source.Get(into.Id, ct);
            changes.Found(HeroSource.Name, await source.Searched(view, ct));
            return view;
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/merger", Merge)
        .WithName("MergeHeroFiles")
        .WithSummary("Make this file part of another one of the same person; it can be undone for 30 days")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.MergerProtection, RecognitionErrors.ReachedSince, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Merge(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { FromId = id, Version = match.Version }, ct));
}
