using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace HeroApi.China;

/// <summary>
/// Telephone numbers in one spelling: mobile <c>13812345678</c>, landline <c>0595-22345678</c> with an extension as
/// <c>0595-22345678-801</c>, abroad <c>+85221234567</c>.
/// </summary>
public static partial class Phone
{
    public static bool TryNormalise(string? text, [NotNullWhen(true)] out string? phone)
    {
        var dialled = Ornament().Replace(HalfWidth.Of(text ?? ""), "");
        var digits = dialled.Replace("-", "", StringComparison.Ordinal);
        phone = null;
        if (Mobile().Match(digits) is { Success: true } mobile)
            phone = mobile.Groups["number"].Value;
        else if (Landline().Match(dialled) is { Success: true } landline)
            phone = landline.Result("0${area}-${number}-${extension}").TrimEnd('-');
        else if (Abroad().Match(digits) is { Success: true } abroad)
            phone = abroad.Result("+${number}");
        return phone is not null;
    }

    [GeneratedRegex(@"[().]")]
    private static partial Regex Ornament();

    [GeneratedRegex(@"^((\+|00)?86)?(?<number>1[3-9][0-9]{9})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Mobile();

    [GeneratedRegex(
        @"^((\+|00)86-?0?|0)"
        + @"((?<area>10|2[0-9])-?(?<number>[2-9][0-9]{7})|(?<area>[3-9][0-9]{2})-?(?<number>[2-9][0-9]{6,7}))"
        + @"((-|转)(?<extension>[0-9]{1,6}))?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Landline();

    [GeneratedRegex(@"^(\+|00)(?!86)(?<number>[1-9][0-9]{6,14})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Abroad();
}
