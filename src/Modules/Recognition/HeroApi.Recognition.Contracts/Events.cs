using MediatR;

namespace HeroApi.Recognition.Contracts;

/// <summary>Said once for every hero file, when it is opened: by a confirmation, or from old papers.</summary>
/// <param name="HeroId">The file.</param>
/// <param name="KeeperOrgId">The organisation that keeps it and cares for the person.</param>
public sealed record HeroFileOpened(Guid HeroId, Guid KeeperOrgId) : INotification;
