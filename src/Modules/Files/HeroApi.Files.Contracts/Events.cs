using MediatR;

namespace HeroApi.Files.Contracts;

/// <summary>Said once for every file, when it is whole, its hash is checked and its type accepted. Its content never changes.</summary>
/// <param name="FileId">The file.</param>
public sealed record FileVerified(Guid FileId) : INotification;
