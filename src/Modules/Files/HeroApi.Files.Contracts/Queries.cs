using MediatR;

namespace HeroApi.Files.Contracts;

/// <summary>What a file is; null when it does not exist or the caller may not see it.</summary>
public sealed record FindFile(Guid FileId) : IRequest<FileSummary?>;

/// <summary>What other modules may know of a file.</summary>
/// <param name="MediaType">What the content is, told from the content.</param>
/// <param name="Size">In bytes.</param>
public sealed record FileSummary(Guid Id, string MediaType, long Size);

/// <summary>
/// Opens the bytes of a file, for reading from anywhere in it; who asked closes them. Null when it does not exist or the caller may not
/// see it: a job may see every file, and asks only for what its starter could see.
/// </summary>
public sealed record FindContent(Guid FileId) : IRequest<Stream?>;
