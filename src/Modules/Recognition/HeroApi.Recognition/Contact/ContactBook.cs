using System.Text.Json;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Contact;

/// <summary>What somebody says of an attempt to reach a person.</summary>
internal sealed record Said(Guid? Id, DateOnly? On, string Channel, string Result, string? State, PartialDate? DiedOn, string? Reason, string? By, string? Note);

/// <summary>Where the attempts to reach a person are written down, and what follows from them for the state of contact.</summary>
internal sealed class ContactBook(Db db, Protector protector, Outbox outbox, TimeProvider clock)
{
    /// <summary>Whether a phone without a network has sent this attempt before; another one under a known id is refused.</summary>
    internal async Task<bool> Knows(Guid heroId, Guid? id, object sent, CancellationToken ct)
    {
        if (id is null || await db.SingleOrDefault<Kept>("SELECT hero_id, print FROM recognition_contact_attempt WHERE id = @id", new { id }, ct) is not { } kept)
            return false;
        return kept.HeroId == heroId && kept.Print is { } print && print.AsSpan().SequenceEqual(Print(sent)) ? true : throw new Refusal(Problems.RecordExists);
    }

    /// <summary>Writes an attempt down, and lets the state of contact follow; loss and finding are told.</summary>
    /// <param name="hero">The file, taken for writing.</param>
    /// <param name="sent">What the sender sent, by which it is known when it comes again.</param>
    /// <returns>The id of the attempt, and the members of the file that are different since.</returns>
    internal async Task<(Guid Id, IReadOnlyList<string> Members)> Add(HeroRow hero, Said said, object sent, CancellationToken ct)
    {
        var (now, before) = (Instants.Micro(clock.GetUtcNow()), await Attempts(hero.Id, ct));
        var (id, on) = (said.Id ?? Guid.CreateVersion7(now), said.On ?? ChinaTime.DateOf(now));
        var after = Follows(hero, said, on, before);
        await db.Execute(
            """
            INSERT INTO recognition_contact_attempt (id, hero_id, on_date, channel, result, state_said, by_whom, reason, note, taken_at, print)
            VALUES (@id, @heroId, @on, @Channel, @Result, @State, @By, @Reason, @Note, @now, @print)
            """,
            new { id, heroId = hero.Id, on, said.Channel, said.Result, said.State, said.By, said.Reason, said.Note, now, print = said.Id is null ? null : Print(sent) }, ct);
        if (after == hero)
            await Follow(hero, ct);
        else
            await Amend(after, ct);
        return (id, after.DiedOn == hero.DiedOn ? [] : ["diedOn"]);

        async Task Amend(HeroRow amended, CancellationToken cancel)
        {
            await db.Execute("UPDATE recognition_hero AS h SET died_on = @DiedOn, opening_state = @OpeningState WHERE h.id = @Id AND SCOPE(h)", amended, cancel);
            await Follow(amended, cancel);
            if (amended.DiedOn != hero.DiedOn)
                outbox.Add(new HeroFileChanged(hero.Id, hero.OwnerOrgId, ["diedOn"]), hero.Id);
        }
    }

    /// <summary>Writes the turns of a file's contact anew, after its dates or its attempts have changed, and tells of a loss or a finding that is new.</summary>
    internal async Task Follow(HeroRow hero, CancellationToken ct)
    {
        var turns = ContactRules.Turns(hero.OpeningState, hero.RegisteredFrom, hero.DiedOn, await Attempts(hero.Id, ct));
        await db.Execute("DELETE FROM recognition_contact_turn WHERE hero_id = @Id", new { hero.Id }, ct);
        await Write([(hero.Id, turns)], ct);
        var (on, state) = (turns[^1].On, turns[^1].To);
        if (state == hero.ContactState)
            return;

        await db.Execute("UPDATE recognition_hero AS h SET contact_state = @state WHERE h.id = @Id AND UNSCOPED('it follows what was noted, whoever may see the file since')",
            new { state, hero.Id }, ct);
        outbox.Add(new HeroFileChanged(hero.Id, hero.OwnerOrgId, ["contactState"]), hero.Id);
        if (state == "lost")
            outbox.Add(new ContactLost(hero.Id, hero.OwnerOrgId, on), hero.Id);
        if (state == "found")
            outbox.Add(new ContactFound(hero.Id, hero.OwnerOrgId, on), hero.Id);
    }

    /// <summary>Writes the turns of files that have none.</summary>
    internal Task Write(IEnumerable<(Guid HeroId, IReadOnlyList<Turn> Turns)> files, CancellationToken ct) => db.ExecuteAll([.. files.SelectMany(file => file.Turns.Select((turn, number) => new Statement(
        "INSERT INTO recognition_contact_turn (hero_id, number, on_date, state_from, state_to) VALUES (@hero, @number, @on, @from, @to)",
        [new("hero", file.HeroId), new("number", (long)number), new("on", turn.On), new("from", turn.From), new("to", turn.To)])))], ct);

    /// <summary>Refuses a death before a day on which the person was reached.</summary>
    internal async Task MustFit(Guid heroId, PartialDate died, CancellationToken ct) => MustFit(died, await Attempts(heroId, ct));

    /// <summary>The file as it stands with the attempt; refused when the attempt cannot be true.</summary>
    private static HeroRow Follows(HeroRow hero, Said said, DateOnly on, IReadOnlyList<Attempted> before)
    {
        if (said.State == "deceased")
        {
            var died = said.DiedOn ?? hero.DiedOn ?? throw Invalid.At("/diedOn", ValueProblems.Required);
            if (died.From > on)
                throw Invalid.At("/diedOn", ValueProblems.InFuture);
            MustFit(died, before);
            return hero with { DiedOn = died };
        }

        // Of a death that is known by its year alone, an attempt in that year may have been before.
        var dead = hero.OpeningState == "deceased" || hero.DiedOn?.To < on || (hero.DiedOn?.From <= on && said.State is not null);
        if (dead && (said.State is not null || said.Result == "reached"))
            return said.Reason is null ? throw new Refusal(RecognitionErrors.ContactDeceased) : hero with { DiedOn = null, OpeningState = "reachable" };
        var state = before.Where(attempt => attempt.OnDate <= on).Aggregate(hero.OpeningState, (state, attempt) => ContactRules.Next(state, attempt.Result, attempt.StateSaid));
        return said.State != "found" || state is "lost" or "unreachable" or "found" ? hero : throw new Refusal(RecognitionErrors.ContactNotLost, new { state });
    }

    private static void MustFit(PartialDate died, IReadOnlyList<Attempted> attempts)
    {
        if (attempts.LastOrDefault(attempt => attempt.Result == "reached" && attempt.OnDate > died.To) is { } since)
            throw new Refusal(RecognitionErrors.ReachedSince, new { on = since.OnDate });
    }

    private Task<IReadOnlyList<Attempted>> Attempts(Guid heroId, CancellationToken ct) => db.Query<Attempted>(
        "SELECT on_date, result, state_said FROM recognition_contact_attempt WHERE hero_id = @heroId ORDER BY on_date, taken_at, id", new { heroId }, ct);

    private byte[] Print(object sent) => protector.Print("sent", JsonSerializer.Serialize(sent, sent.GetType(), Json.Stored));

    private sealed record Kept
    {
        public required Guid HeroId { get; init; }
        public byte[]? Print { get; init; }
    }
}
