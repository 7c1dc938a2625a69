namespace HeroApi.Welfare.GreenChannel.Verifications;

/// <summary>One time that a hospital asked, as callers see it. Whom it was about is told to those who see the person.</summary>
internal sealed record CheckView : Listed
{
    internal const string Columns = "c.id, c.at, c.hospital_id, h.name AS hospital, c.key_id, e.hero_id, c.means, c.covered";

    public required DateTimeOffset At { get; init; }
    public required Guid HospitalId { get; init; }

    /// <summary>The hospital's name.</summary>
    public required string Hospital { get; init; }

    public required Guid KeyId { get; init; }

    /// <summary>The hero file; absent when nobody was found, or the caller does not see the person.</summary>
    public Guid? HeroId { get; init; }

    /// <summary>Of the vocabulary channel_means.</summary>
    public required string Means { get; init; }

    /// <summary>Whether the answer was yes.</summary>
    public required bool Covered { get; init; }

    internal static CheckView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-0000000000c2"),
        At = DateTimeOffset.Parse("2026-06-01T01:00:00Z", null),
        HospitalId = Hospitals.HospitalView.Example.Id,
        Hospital = Hospitals.HospitalView.Example.Name,
        KeyId = Hospitals.HospitalKeyView.Example.KeyId,
        HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"),
        Means = "code",
        Covered = true
    };
}
