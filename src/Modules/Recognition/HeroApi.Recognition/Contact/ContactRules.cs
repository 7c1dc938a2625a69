namespace HeroApi.Recognition.Contact;

/// <summary>An attempt, as far as the state of contact follows from it.</summary>
internal sealed record Attempted
{
    public required DateOnly OnDate { get; init; }
    public required string Result { get; init; }
    public string? StateSaid { get; init; }
}

/// <summary>A day on which the state of contact became another one.</summary>
/// <param name="From">Null on the day since when the person is on the register.</param>
internal sealed record Turn(DateOnly On, string? From, string To);

/// <summary>What state the contact with a person was in, and since when: it follows from the file and from every attempt, in the order of their days.</summary>
internal static class ContactRules
{
    /// <summary>The turns of a person's contact; the first is that onto the register. Death ends them, however late it was learnt.</summary>
    /// <param name="attempts">By day, and those of a day as they came in.</param>
    internal static IReadOnlyList<Turn> Turns(string opening, DateOnly registered, PartialDate? died, IReadOnlyList<Attempted> attempts)
    {
        List<Turn> turns = [new(registered, null, opening)];
        if (opening == "deceased")
            return turns;

        var until = died is null ? DateOnly.MaxValue : DiedBy(died, attempts);
        foreach (var attempt in attempts.Where(attempt => attempt.OnDate <= until))
            Add(attempt.OnDate, Next(turns[^1].To, attempt.Result, attempt.StateSaid));
        if (died is not null)
            Add(until, "deceased");
        return turns;

        void Add(DateOnly on, string to)
        {
            if (turns[^1].To is var from && to != from)
                turns.Add(new Turn(on < registered ? registered : on, from, to));
        }
    }

    /// <summary>The state after an attempt. Who was lost and is reached is found; who was found and is reached again is reachable as before.</summary>
    internal static string Next(string state, string result, string? said) => (state, said) switch
    {
        // A death is a date of the file, and counts as long as it stands there.
        ("deceased", _) or (_, "deceased") => state,
        ("lost", "reachable") => "found",
        ("lost", "unreachable") => "lost",
        ("reachable" or "abroad", "found") => "reachable",
        (_, not null) => said,
        ("lost", null) when result == "reached" => "found",
        ("unreachable" or "found", null) when result == "reached" => "reachable",
        _ => state
    };

    /// <summary>Whether nobody can have come to this state by an attempt with this result.</summary>
    internal static bool Contradict(string result, string state) => state switch
    {
        "reachable" or "found" => result is not ("reached" or "relative"),
        "unreachable" or "lost" or "deceased" => result == "reached",
        _ => false
    };

    /// <summary>The first day that the death can have been on: not before somebody was reached.</summary>
    private static DateOnly DiedBy(PartialDate died, IReadOnlyList<Attempted> attempts) =>
        attempts.Where(attempt => attempt.Result == "reached" && attempt.OnDate <= died.To).Select(attempt => attempt.OnDate).Append(died.From).Max();
}
