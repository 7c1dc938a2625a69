using System.Globalization;

namespace HeroApi.Files.Uploads;

/// <summary>Says which version and extensions of tus are spoken here, and how large a file may be.</summary>
internal static class DescribeUploads
{
    private static readonly Transfer Said = new()
    {
        Tells =
        [
            Tus.Resumable, new("Tus-Version", "The versions spoken.", Tus.Version), new("Tus-Extension", "The extensions spoken.", Tus.Extensions),
            new("Tus-Max-Size", "The largest file, in bytes.", "52428800"), new("Tus-Checksum-Algorithm", "For Upload-Checksum.", Tus.Algorithms)
        ]
    };

    internal static void Map(IEndpointRouteBuilder uploads) => uploads
        .MapMethods("", [HttpMethods.Options], Describe)
        .WithName("DescribeUploads")
        .WithSummary("What of tus is spoken here")
        .WithMetadata(Said)
        .RequireCredential();

    private static EmptyReply Describe(HttpResponse response, HeroSettings settings)
    {
        response.Headers["Tus-Version"] = Tus.Version;
        response.Headers["Tus-Extension"] = Tus.Extensions;
        response.Headers["Tus-Max-Size"] = settings.MaxFileBytes.ToString(CultureInfo.InvariantCulture);
        response.Headers["Tus-Checksum-Algorithm"] = Tus.Algorithms;
        return Answers.Done();
    }
}
