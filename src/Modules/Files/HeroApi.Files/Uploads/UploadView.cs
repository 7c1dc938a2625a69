using System.Globalization;

namespace HeroApi.Files.Uploads;

/// <summary>Where an upload stands; the same is said in tus headers.</summary>
internal sealed record UploadView
{
    /// <summary>The id of the upload, and of the file that it becomes.</summary>
    public required Guid Id { get; init; }

    /// <summary>How many bytes are durable; where the next request goes on.</summary>
    public required long Offset { get; init; }

    /// <summary>How many bytes the file has.</summary>
    public required long Length { get; init; }

    /// <summary>Whether the file is whole, its hash checked and its type accepted.</summary>
    public required bool Verified { get; init; }

    /// <summary>When it must begin again; absent once the file is verified.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    internal static UploadView Example => new()
    {
        Id = Files.FileView.Example.Id,
        Offset = 1_048_576,
        Length = 2_097_152,
        Verified = false,
        ExpiresAt = new DateTimeOffset(2026, 5, 9, 1, 0, 0, TimeSpan.Zero)
    };

    /// <summary>Writes it into the headers of an answer.</summary>
    internal UploadView Tell(HttpResponse response)
    {
        response.Headers[Tus.Offset.Name] = Offset.ToString(CultureInfo.InvariantCulture);
        response.Headers[Tus.Length.Name] = Length.ToString(CultureInfo.InvariantCulture);
        if (ExpiresAt is { } expires)
            response.Headers[Tus.Expires.Name] = expires.ToString("R", CultureInfo.InvariantCulture);
        return this;
    }
}

/// <summary>An upload as it was begun; when its file is verified already, nothing but its length matters.</summary>
internal sealed record Upload
{
    public required Guid Id { get; init; }
    public Guid BlobId { get; init; }
    public required long Length { get; init; }
    public string Name { get; init; } = "";
    public string? DeclaredType { get; init; }
    public string? Sha256 { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }

    internal bool Verified => ExpiresAt is null;
}
