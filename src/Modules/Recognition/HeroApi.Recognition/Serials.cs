using System.Globalization;

namespace HeroApi.Recognition;

/// <summary>The next number that an organisation gives to its plaques or certificates.</summary>
internal sealed class Serials(Db db, TimeProvider clock)
{
    internal async Task<string> Next(Guid orgId, string kind, CancellationToken ct)
    {
        var year = clock.Today().Year;
        var last = await db.Single<long>(
            """
            INSERT INTO recognition_serial (org_id, kind, year, last)
            VALUES (@orgId, @kind, @year, 1)
            ON CONFLICT (org_id, kind, year) DO UPDATE SET last = recognition_serial.last + 1
            RETURNING last
            """, new { orgId, kind, year }, ct);
        return string.Create(CultureInfo.InvariantCulture, $"{year}-{last:D4}");
    }
}

/// <summary>What a number that is given by hand may look like.</summary>
internal static class SerialRules
{
    internal static IRuleBuilderOptions<T, string?> Serial<T>(this IRuleBuilder<T, string?> rule) => rule.Matches("^[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}〔〕（）()._-]{0,49}\\z")
        .Must(number => !ChineseId.TryParse(number, out _)).Refuses(RecognitionErrors.NumberOfPerson);
}
