using MediatR;

namespace HeroApi.Organisations.Contracts;

/// <summary>
/// Those of the organisations that exist, by id. With <paramref name="Under"/>, only those at or below that one.
/// </summary>
public sealed record FindOrganisations(IReadOnlyCollection<Guid> Ids, Guid? Under = null)
    : IRequest<IReadOnlyDictionary<Guid, OrganisationSummary>>;

/// <summary>The organisation of this id, or with this code of its own; none once it has been deleted or merged.</summary>
public sealed record FindLivingOrganisation(Guid? Id, string? Code) : IRequest<Guid?>;

/// <summary>
/// What other modules may show of an organisation; the contact is meant for the public. A merged one has ended: nothing new may
/// name it, and <paramref name="MergedInto"/> is the organisation that does its work today.
/// </summary>
public sealed record OrganisationSummary(Guid Id, string Code, string Name, string Kind, string Level, string? Contact, Guid? MergedInto = null);

/// <summary>
/// What is known of places on a day: unknown region codes are absent from the answer. Places are answered together,
/// so that a record with many persons costs one question.
/// </summary>
public sealed record FindPlaces(IReadOnlyCollection<string> RegionCodes, DateOnly On)
    : IRequest<IReadOnlyDictionary<string, Place>>;

/// <summary>A region with the organisations that answer for it.</summary>
/// <param name="RegionCode">GB/T 2260, 6 digits, of townships 9.</param>
/// <param name="FullName">From the province down, as an address begins.</param>
/// <param name="CompetentOrgId">Who takes up an act there today, for whoever was competent on that day: the most specific jurisdiction, a confirming authority first.</param>
/// <param name="CareOrgId">Who looks after persons registered there: the most specific association or foundation.</param>
public sealed record Place(string RegionCode, string FullName, Guid? CompetentOrgId, Guid? CareOrgId);
