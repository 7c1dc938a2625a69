namespace HeroApi.Files.Files;

/// <summary>A file that is whole and accepted; its content never changes.</summary>
internal sealed record FileView
{
    public required Guid Id { get; init; }

    /// <summary>The name it was sent under, without folders.</summary>
    public required string Name { get; init; }

    /// <summary>What the content is, told from the content.</summary>
    public required string MediaType { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the content, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    internal static FileView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000f1"),
        Name = "现场照片.jpg",
        MediaType = "image/jpeg",
        Size = 412_672,
        Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        CreatedAt = new DateTimeOffset(2026, 5, 2, 1, 0, 0, TimeSpan.Zero)
    };
}
