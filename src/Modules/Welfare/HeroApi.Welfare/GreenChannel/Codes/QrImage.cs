using QRCoder;

namespace HeroApi.Welfare.GreenChannel.Codes;

/// <summary>What a phone shows for a hospital's reader.</summary>
internal static class QrImage
{
    private const int PixelsPerModule = 6;

    /// <summary>A text as a QR code, PNG in Base64.</summary>
    internal static string Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var image = new PngByteQRCode(code);
        return Convert.ToBase64String(image.GetGraphic(PixelsPerModule));
    }

    internal const string Example = "iVBORw0KGgo=";
}
