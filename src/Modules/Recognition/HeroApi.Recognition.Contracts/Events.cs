using MediatR;

namespace HeroApi.Recognition.Contracts;

/// <summary>Said once for every hero file, when it is opened: by a confirmation, or from old papers.</summary>
/// <param name="HeroId">The file.</param>
/// <param name="KeeperOrgId">The organisation that keeps it and cares for the person.</param>
public sealed record HeroFileOpened(Guid HeroId, Guid KeeperOrgId) : INotification;

/// <summary>Said for every change that a keeper makes of what a file says of the person.</summary>
/// <param name="Members">The members of the file that are different now, such as diedOn; their values are asked for.</param>
public sealed record HeroFileChanged(Guid HeroId, Guid KeeperOrgId, IReadOnlyList<string> Members) : INotification;

/// <summary>Said once when the keeper of a file has lost contact with the person.</summary>
/// <param name="On">The day, in China.</param>
public sealed record ContactLost(Guid HeroId, Guid KeeperOrgId, DateOnly On) : INotification;

/// <summary>Said once when a person who could not be reached was found again.</summary>
/// <param name="On">The day, in China.</param>
public sealed record ContactFound(Guid HeroId, Guid KeeperOrgId, DateOnly On) : INotification;

/// <summary>Said once when a consent is given that counts from then on, for the first time or again. Whether it still does is asked for.</summary>
/// <param name="Purpose">Of the vocabulary consent_purpose.</param>
/// <param name="On">The day, in China.</param>
public sealed record ConsentGiven(Guid HeroId, Guid KeeperOrgId, string Purpose, DateOnly On) : INotification;

/// <summary>Said once when a consent is taken back. Whoever relied on it stops; what was done before stays lawful (PIPL article 15).</summary>
/// <param name="Purpose">Of the vocabulary consent_purpose.</param>
/// <param name="On">The day, in China.</param>
public sealed record ConsentWithdrawn(Guid HeroId, Guid KeeperOrgId, string Purpose, DateOnly On) : INotification;

/// <summary>Said when somebody asks in an emergency for a file that he may not see; also when there is no such file.</summary>
/// <param name="RequestId">The request; which file it is about, if any, its module knows.</param>
public sealed record BreakGlassAsked(Guid RequestId) : INotification;

/// <summary>Said for every look into a file that was opened in an emergency.</summary>
/// <param name="AskerOrgId">The organisation whose person looked.</param>
public sealed record BreakGlassUsed(Guid HeroId, Guid KeeperOrgId, Guid RequestId, Guid AskerOrgId) : INotification;
/// <summary>Said once when two files of one person became one: whatever was known of the first belongs to the second.</summary>
/// <param name="FromId">The file that is gone.</param>
/// <param name="IntoId">The file that is left.</param>
public sealed record HeroFilesMerged(Guid FromId, Guid IntoId, Guid KeeperOrgId) : INotification;

/// <summary>Said once when a merger was undone: what the first file brought with it is its own again.</summary>
/// <param name="FromId">The file that is there again.</param>
/// <param name="IntoId">The file that it had gone into.</param>
public sealed record HeroMergerUndone(Guid FromId, Guid IntoId, Guid KeeperOrgId) : INotification;


/// <summary>Said once for every award, when it is granted or recorded. Of a confidential one only ids are told.</summary>
/// <param name="HeroIds">The persons who have it, or the members of the group.</param>
/// <param name="OrgId">The organisation that granted or recorded it.</param>
/// <param name="TitleId">The title of the catalogue.</param>
/// <param name="Level">Of the vocabulary honour_level.</param>
/// <param name="GrantedOn">A date, a year and month, or a year.</param>
/// <param name="Group">Whether it is to a group.</param>
public sealed record HonourGranted(Guid AwardId, IReadOnlyList<Guid> HeroIds, Guid OrgId, bool Confidential, Guid? TitleId, string? Level, string? GrantedOn, bool? Group, bool? Posthumous)
    : INotification;

/// <summary>Said once when an award is taken back from persons.</summary>
/// <param name="HeroIds">From whom it was taken.</param>
/// <param name="Whole">Whether nobody has it any more.</param>
public sealed record HonourRevoked(Guid AwardId, IReadOnlyList<Guid> HeroIds, Guid OrgId, bool Confidential, bool Whole) : INotification;

/// <summary>Said once for every sum that was paid of a bonus. Neither person nor purpose is told, so that a secret one stays so.</summary>
/// <param name="PaymentId">The payment: said once of each.</param>
/// <param name="OrgId">The organisation that decided and paid it.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="On">The day, in China.</param>
public sealed record BonusPaid(Guid PaymentId, Guid BonusId, Guid OrgId, long AmountFen, DateOnly On) : INotification;

/// <summary>Said once for every sum of a bonus that came back.</summary>
/// <param name="PaymentId">What came back: said once of each.</param>
/// <param name="OrgId">The organisation that had paid it.</param>
/// <param name="AmountFen">In fen.</param>
/// <param name="On">The day, in China.</param>
public sealed record BonusRecovered(Guid PaymentId, Guid BonusId, Guid OrgId, long AmountFen, DateOnly On) : INotification;
