using MediatR;

namespace HeroApi.Cases.Contracts;

/// <summary>What the law of a place says of limits, for acts of a day: each of the keys (vocabulary rule_key) is in the answer.</summary>
/// <param name="Region">GB/T 2260, 6 or 9 digits.</param>
/// <param name="Date">The day of the act.</param>
public sealed record GetRules(string Region, DateOnly Date, IReadOnlyCollection<string> Keys) : IRequest<IReadOnlyDictionary<string, RuleFacts>>;

/// <summary>What is known of one limit; nobody guesses one that is not configured.</summary>
/// <param name="State">limit, none (the law was read and sets none) or not_configured.</param>
/// <param name="Amount">How much, of a limit.</param>
/// <param name="Unit">days, working_days, months, years, times or fen.</param>
/// <param name="Article">The paper and the article that says so.</param>
public sealed record RuleFacts(string State, long? Amount, string? Unit, string? Article);

/// <summary>Who an actor of a case is, for the module that opens a hero file for the person; null when the case has no such actor.</summary>
public sealed record FindActor(Guid CaseId, Guid ActorId) : IRequest<ActorFacts?>;

/// <summary>What a hero file begins with. Numbers are in clear: they never leave the process this way.</summary>
/// <param name="Protection">How closely the case is kept.</param>
public sealed record ActorFacts(string Name, string? DocumentType, string? DocumentNumber, string? Phone, string? HouseholdRegion, string Harm, string Protection);
