using MediatR;

namespace HeroApi.Cases.Contracts;

/// <summary>Who an actor of a case is, for the module that opens a hero file for the person; null when the case has no such actor.</summary>
public sealed record FindActor(Guid CaseId, Guid ActorId) : IRequest<ActorFacts?>;

/// <summary>What a hero file begins with. Numbers are in clear: they never leave the process this way.</summary>
/// <param name="Protection">How closely the case is kept.</param>
public sealed record ActorFacts(string Name, string? DocumentType, string? DocumentNumber, string? Phone, string? HouseholdRegion, string Harm, string Protection);
