using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Certificates;

/// <summary>Where certificates are worked on: issues new ones, and ends what is valid no longer.</summary>
internal sealed class CertificateDesk(Db db, HeroDesk desk, CertificateCodes codes, Serials serials, TimeProvider clock)
{
    internal const string Kind = "certificate";

    /// <summary>Gives a certificate of a file its number and code.</summary>
    /// <param name="certificate">What it says; its number is the next of the keeper's when it is empty.</param>
    internal async Task<IssuedCertificate> Issue(HeroRow hero, CertificateRow certificate, string? reason, CancellationToken ct)
    {
        var (given, code) = (certificate.Number.Length > 0, CertificateCodes.NewCode());
        var row = certificate with { Number = given ? certificate.Number : await serials.Next(hero.OwnerOrgId, Kind, ct), CodeCipher = codes.Keep(code) };
        while (await Insert(row, codes.Print(row.Number, code), ct) == 0)
            // Somebody has given the next number by hand.
            row = given ? throw new Refusal(RecognitionErrors.CertificateNumberTaken) : row with { Number = await serials.Next(hero.OwnerOrgId, Kind, ct) };

        var shown = await desk.Put(hero, new Entry(Kind, row.Id, Reason: reason), ct);
        return new IssuedCertificate { Certificate = row.View, Code = code, HeroVersion = shown.Version };
    }

    /// <summary>A certificate of a file that the caller keeps, while it is valid.</summary>
    internal async Task<(HeroRow Hero, CertificateRow Certificate)> Take(Guid heroId, Guid certificateId, long version, CancellationToken ct)
    {
        var hero = await desk.Take(heroId, version, ct);
        var row = await Find(heroId, certificateId, ct) ?? throw new Refusal(Problems.NotFound);
        return row.State == "valid" ? (hero, row) : throw new Refusal(RecognitionErrors.CertificateEnded, new { row.State, row.EndedOn }) { Current = new { hero.Version, row.State } };
    }

    internal Task<CertificateRow?> Find(Guid heroId, Guid certificateId, CancellationToken ct) => db.SingleOrDefault<CertificateRow>(
        $"SELECT {CertificateRow.Columns} FROM recognition_certificate WHERE id = @certificateId AND hero_id = @heroId", new { certificateId, heroId }, ct);

    internal Task<int> End(Guid id, string state, DateOnly? on, string reason, Guid? replacedBy, CancellationToken ct) => db.Execute(
        "UPDATE recognition_certificate SET state = @state, ended_on = @on, end_reason = @reason, replaced_by = @replacedBy WHERE id = @id",
        new { id, state, on = on ?? clock.Today(), reason, replacedBy }, ct);

    private Task<int> Insert(CertificateRow row, byte[] print, CancellationToken ct) => db.Execute(
        """
        INSERT INTO recognition_certificate (id, hero_id, org_id, kind, case_id, plaque_id, number, issued_on, state, code_cipher, code_print)
        VALUES (@Id, @HeroId, @OrgId, @Kind, @CaseId, @PlaqueId, @Number, @IssuedOn, 'valid', @CodeCipher, @print)
        ON CONFLICT (org_id, number) DO NOTHING
        """, new { row.Id, row.HeroId, row.OrgId, row.Kind, row.CaseId, row.PlaqueId, row.Number, row.IssuedOn, row.CodeCipher, print }, ct);
}
