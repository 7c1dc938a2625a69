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
