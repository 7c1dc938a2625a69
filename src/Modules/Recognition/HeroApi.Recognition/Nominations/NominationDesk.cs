using HeroApi.Organisations.Contracts;

namespace HeroApi.Recognition.Nominations;

/// <summary>Where nominations are worked on: takes one out for a step, and puts it back with the step's outcome.</summary>
internal sealed class NominationDesk(Db db, Call call, NominationSource source, Records records, IMediator mediator, FileLinks links, Changes changes, TimeProvider clock)
{
    /// <summary>The nomination for a step: visible, the caller's to take it, at the version he knows, with nothing standing against it; held for the rest of the command.</summary>
    internal async Task<NominationFile> Take(NominationAction action, Guid id, long version, CancellationToken ct)
    {
        await records.Held<NominationRow>(NominationSource.Nominations, id, ct);
        var file = await Read(id, ct);
        if (NotHis(action, file, await Owned(file, ct)) is { } stranger)
            throw stranger;
        if (file.Row.Version != version)
            throw Stale.At(file.Row.Version);
        if (action.Against(file).FirstOrDefault() is { } refusal)
            throw new Refusal(refusal.Problem, refusal.Params)
            {
                Current = new { file.Row.Version, file.Row.State },
                AllowedActions = [.. NominationActions.All.Where(other => !other.Against(file).Any()).Select(other => other.Name)]
            };
        return file;
    }

    internal async Task<NominationFile> Read(Guid id, CancellationToken ct)
    {
        var row = await source.Seek(id, ct);
        var round = await db.SingleOrDefault<AskingRow>($"SELECT {AskingRow.Columns} FROM recognition_nomination_round o WHERE o.nomination_id = @id ORDER BY o.id DESC LIMIT 1", new { id }, ct);
        var fallen = await db.Single<long>($"SELECT COUNT(*) FROM {NominationSource.Fallen} e.nomination_id = @id", new { id }, ct);
        return new NominationFile(row, round!, clock.Today(), fallen);
    }

    /// <summary>Everything that stands against a step: scope, whose it is, state and facts.</summary>
    internal async Task<IReadOnlyList<(NominationAction Action, IReadOnlyList<Refusal> Against)>> Steps(NominationFile file, CancellationToken ct)
    {
        var owned = await Owned(file, ct);
        return [.. NominationActions.All.Select(action =>
        {
            Refusal?[] his = [call.Caller.May(RecognitionScopes.HonoursDecide) ? null : new Refusal(Problems.Forbidden, new { scope = RecognitionScopes.HonoursDecide }), NotHis(action, file, owned)];
            return (action, (IReadOnlyList<Refusal>)[.. his.OfType<Refusal>(), .. action.Against(file)]);
        })];
    }

    /// <summary>Puts a nomination back: its state, the answer of the body that was asked, and the feed.</summary>
    internal async Task<NominationView> Put(NominationFile file, NominationRow after, AskingRow answer, CancellationToken ct)
    {
        after = after with { Version = file.Row.Version + 1, UpdatedAt = Instants.Micro(clock.GetUtcNow()) };
        await db.Execute(
            """
            UPDATE recognition_nomination_round
            SET    state = @State, answered_on = @AnsweredOn, reason = @Reason, missing = @Missing, notice_from = @NoticeFrom, notice_to = @NoticeTo, notice_places = @NoticePlaces,
                   withheld_reason = @WithheldReason, objections = @Objections, objection_note = @ObjectionNote
            WHERE  id = @Id
            """, answer, ct);
        await db.Execute(
            """
            UPDATE recognition_nomination AS n
            SET    version = @Version, updated_at = @UpdatedAt, state = @State, asked_org_id = @AskedOrgId, grounds = @Grounds, award_id = @AwardId
            WHERE  n.id = @Id AND SCOPE(n)
            """, after, ct);
        var seen = await changes.VisibilityOf(after.Id, after.Protection, ct);
        changes.Changed(NominationSource.Name, after.Id, after.Version, seen, seen with { Homes = [.. seen.Homes.Append(after.AskedOrgId).Where(org => org != seen.Owner).Distinct()] });
        await changes.WriteScope(ct);
        return await source.Get(after.Id, ct);
    }

    /// <summary>Asks a body, which must stand above the one that asks it: so it sees the files of the nominated.</summary>
    internal async Task Ask(Guid nominationId, Guid asking, Guid asked, CancellationToken ct)
    {
        var known = (await mediator.Send(new FindOrganisations([asked]), ct)).GetValueOrDefault(asked) ?? throw Invalid.At("/askedOrgId", ValueProblems.UnknownOrganisation);
        if (known.MergedInto is { } heir)
            throw Invalid.At("/askedOrgId", ValueProblems.MergedOrganisation, new { mergedInto = heir });
        if (await db.Single<long>("SELECT COUNT(*) FROM kernel_org_tree WHERE org_id = @asking AND ancestor_id = @asked AND depth > 0", new { asking, asked }, ct) == 0)
            throw Invalid.At("/askedOrgId", RecognitionErrors.NominationNotAbove);
        await Open(nominationId, asked, ct);
    }

    /// <summary>Notes that a body is asked from today.</summary>
    internal Task Open(Guid nominationId, Guid asked, CancellationToken ct) => db.Execute(
        "INSERT INTO recognition_nomination_round (id, nomination_id, org_id, state, asked_on) VALUES (@id, @nominationId, @asked, 'proposed', @on)",
        new { id = Guid.CreateVersion7(clock.GetUtcNow()), nominationId, asked, on = clock.Today() }, ct);

    /// <summary>Adds files to those of a nomination.</summary>
    internal async Task Attach(Guid nominationId, IReadOnlyList<Guid> fileIds, CancellationToken ct)
    {
        var known = await db.Query<Guid>("SELECT file_id FROM recognition_nomination_file WHERE nomination_id = @nominationId", new { nominationId }, ct);
        await links.Refer(new RecordName(NominationSource.Name, nominationId), [.. known.Intersect(fileIds)], fileIds, index => $"/fileIds/{index}", ct);
        await db.ExecuteAll([.. fileIds.Except(known).Select(file => new Statement(
            "INSERT INTO recognition_nomination_file (nomination_id, file_id) VALUES (@nomination, @file)", [new("nomination", nominationId), new("file", file)]))], ct);
    }

    private Task<IReadOnlySet<Guid>> Owned(NominationFile file, CancellationToken ct) => records.Owned([file.Row.OwnerOrgId, file.Row.AskedOrgId], ct);

    private static Refusal? NotHis(NominationAction action, NominationFile file, IReadOnlySet<Guid> owned) => action.ByAsked
        ? owned.Contains(file.Row.AskedOrgId) ? null : new Refusal(RecognitionErrors.NominationAskedOnly, new { askOrgId = file.Row.AskedOrgId })
        : owned.Contains(file.Row.OwnerOrgId) ? null : new Refusal(Problems.NotOwner, new { askOrgId = file.Row.OwnerOrgId });
}
