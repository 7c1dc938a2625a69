namespace HeroApi.Cases.Procedure;

/// <summary>Who takes a step.</summary>
internal enum By
{
    /// <summary>The owner of the case, or a body above it.</summary>
    Owner,

    /// <summary>Only a body above the owner, and above the one whose decision the step is about.</summary>
    Above,

    /// <summary>The home organisation of the actor, or a body above that.</summary>
    Home
}

/// <summary>
/// A step of the procedure: how it is asked for, from which states, and what else can stand against it. Asking what may be done
/// and doing it read this same record, so they cannot disagree.
/// </summary>
/// <param name="Path">What follows the address of the case; <c>{actorId}</c> in it makes it a step for one actor.</param>
/// <param name="In">The states of a case that it can be taken in.</param>
internal sealed record CaseAction(string Name, string Path, string Scope, params string[] In)
{
    internal string Method { get; init; } = "POST";

    /// <summary>Who takes it; the facts and the rules may decide that.</summary>
    internal Func<CaseFile, ActorRow?, By> By { get; init; } = (_, _) => Procedure.By.Owner;

    internal bool AboveOnly { init => By = (_, _) => Procedure.By.Above; }

    /// <summary>Whom he who takes it must stand above too, beside the owner.</summary>
    internal Func<CaseFile, Guid?> AlsoAbove { get; init; } = _ => null;

    /// <summary>Where it is asked for when that is not under the case.</summary>
    internal string? Address { get; init; }

    /// <summary>What stands against it beyond the state: refusals of the facts and of the rules.</summary>
    internal Func<CaseFile, ActorRow?, IEnumerable<Refusal>> Unless { get; init; } = (_, _) => [];

    /// <summary>What does not stand against it, but whoever takes it should heed.</summary>
    internal Func<CaseFile, ActorRow?, IEnumerable<Refusal>> Warns { get; init; } = (_, _) => [];

    internal bool OfActor => Path.Contains("{actorId}", StringComparison.Ordinal);

    internal string Href(Guid caseId, Guid? actorId) => Address
        ?? $"/api/v1/cases/{caseId}{Path.Replace("{actorId}", actorId?.ToString(), StringComparison.Ordinal)}";

    /// <summary>What the state of the case and the facts say against it.</summary>
    internal IEnumerable<Refusal> Against(CaseFile file, ActorRow? actor)
    {
        if (!In.Contains(file.Case.State))
        {
            yield return new Refusal(CaseErrors.CaseTransition, new { action = Name, state = file.Case.State });
            yield break;
        }

        foreach (var refusal in Unless(file, actor))
            yield return refusal;
    }
}
