using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Certificates;

/// <summary>The row of a certificate.</summary>
internal sealed record CertificateRow
{
    internal const string Columns = "id, hero_id, org_id, kind, case_id, plaque_id, number, issued_on, state, ended_on, end_reason, replaced_by, code_cipher";

    public required Guid Id { get; init; }
    public required Guid HeroId { get; init; }
    public required Guid OrgId { get; init; }
    public required string Kind { get; init; }
    public Guid? CaseId { get; init; }
    public Guid? PlaqueId { get; init; }
    public required string Number { get; init; }
    public required DateOnly IssuedOn { get; init; }
    public required string State { get; init; }
    public DateOnly? EndedOn { get; init; }
    public string? EndReason { get; init; }
    public Guid? ReplacedBy { get; init; }
    public required byte[] CodeCipher { get; init; }

    internal CertificateView View => new()
    {
        Id = Id,
        OrgId = OrgId,
        Kind = Kind,
        CaseId = CaseId,
        PlaqueId = PlaqueId,
        Number = Number,
        IssuedOn = IssuedOn,
        State = State,
        EndedOn = EndedOn,
        EndReason = EndReason,
        ReplacedBy = ReplacedBy
    };
}

/// <summary>A certificate that was issued to a hero or the family. Its check code is not here.</summary>
internal sealed record CertificateView
{
    public required Guid Id { get; init; }

    /// <summary>The organisation that issued it.</summary>
    public required Guid OrgId { get; init; }

    /// <summary>Of the vocabulary certificate_kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The case whose confirmation it is about.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The plaque it is about.</summary>
    public Guid? PlaqueId { get; init; }

    /// <summary>Unique in the organisation that issued it.</summary>
    public required string Number { get; init; }

    public required DateOnly IssuedOn { get; init; }

    /// <summary>Of the vocabulary certificate_state; only a valid one is answered as genuine.</summary>
    public required string State { get; init; }

    public DateOnly? EndedOn { get; init; }
    public string? EndReason { get; init; }

    /// <summary>The certificate that took its place.</summary>
    public Guid? ReplacedBy { get; init; }

    internal static CertificateView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000043"),
        OrgId = HeroView.Example.OwnerOrgId,
        Kind = "confirmation",
        CaseId = DeedView.Example.CaseId,
        Number = "2026-0001",
        IssuedOn = new DateOnly(2026, 6, 20),
        State = "valid"
    };
}

/// <summary>A new certificate with its check code, which only this answer, its replay and the QR code tell.</summary>
internal sealed record IssuedCertificate
{
    public required CertificateView Certificate { get; init; }

    /// <summary>The check code, to be printed on the certificate.</summary>
    public required string Code { get; init; }

    /// <summary>The version of the hero file since, for the next If-Match.</summary>
    public required long HeroVersion { get; init; }

    internal static IssuedCertificate Example => new() { Certificate = CertificateView.Example, Code = "7K3QM-9TZ4W", HeroVersion = 4 };
}

/// <summary>All certificates of a hero file.</summary>
internal sealed record HeroCertificates : IVersioned
{
    /// <summary>The version of the hero file.</summary>
    public required long Version { get; init; }

    public required IReadOnlyList<CertificateView> Certificates { get; init; }

    internal static HeroCertificates Example => new() { Version = 4, Certificates = [CertificateView.Example] };
}
