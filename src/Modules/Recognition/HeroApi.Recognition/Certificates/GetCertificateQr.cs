using HeroApi.Recognition.Heroes;
using Microsoft.AspNetCore.Http.HttpResults;
using QRCoder;

namespace HeroApi.Recognition.Certificates;

/// <summary>
/// The QR code of a certificate as an image, for the keeper to print: the address to check it at, and behind '#' the number and the code, which
/// browsers send to nobody and no server logs.
/// </summary>
internal static class GetCertificateQr
{
    private const int PixelsPerModule = 8;

    internal sealed record Query(Guid HeroId, Guid CertificateId) : IQuery<Result>;

    /// <summary>What is printed.</summary>
    internal sealed record Result(string Number, string Code);

    internal sealed class Handler(HeroSource source, Records records, CertificateDesk certificates, CertificateCodes codes) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var hero = await source.Seek(query.HeroId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            await records.MustOwn(hero.OwnerOrgId, cancellationToken);
            var certificate = await certificates.Find(query.HeroId, query.CertificateId, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            return new Result(certificate.Number, codes.Reveal(certificate.CodeCipher));
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapGet("/{id:guid}/certificates/{certificateId:guid}/qr", Get)
        .WithName("GetCertificateQr")
        .WithSummary("The QR code of a certificate, for its keeper to print")
        .WithMetadata(new Transfer { Gives = ["image/png"] }, new Alone())
        .Produces(StatusCodes.Status200OK)
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, Problems.NotOwner);

    private static async Task<FileContentHttpResult> Get(Guid id, Guid certificateId, HttpContext http, HeroSettings settings, IMediator mediator, CancellationToken ct)
    {
        var printed = await mediator.Send(new Query(id, certificateId), ct);
        var number = Uri.EscapeDataString(printed.Number);
        var page = settings.CertificatePage ?? $"{http.Request.Scheme}://{http.Request.Host}/api/v1/public/certificates/{number}/lookup";
        using var code = QRCodeGenerator.GenerateQrCode($"{page}#number={number}&code={printed.Code}", QRCodeGenerator.ECCLevel.M);
        using var image = new PngByteQRCode(code);
        (http.Response.Headers.CacheControl, http.Response.Headers.XContentTypeOptions) = ("no-store", "nosniff");
        return TypedResults.Bytes(image.GetGraphic(PixelsPerModule), "image/png");
    }
}
