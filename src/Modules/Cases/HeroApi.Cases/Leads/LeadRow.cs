using System.Text.Json;

namespace HeroApi.Cases.Leads;

/// <summary>The row of a lead, as written and as read.</summary>
internal sealed record LeadRow : Listed
{
    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public string? DeletedReason { get; init; }
    public required string State { get; init; }
    public required string Channel { get; init; }
    public required string Summary { get; init; }
    public required PartialDate ActedOn { get; init; }
    public string? ActedTime { get; init; }
    public required string RegionCode { get; init; }
    public string? Address { get; init; }
    public double? Lon { get; init; }
    public double? Lat { get; init; }
    public string? GivenCrs { get; init; }
    public double? GivenLon { get; init; }
    public double? GivenLat { get; init; }
    public required int Injured { get; init; }
    public required int Died { get; init; }
    public required string Beneficiaries { get; init; }
    public required bool ReporterAnonymous { get; init; }
    public string? ReporterName { get; init; }
    public string? ReporterRelation { get; init; }
    public byte[]? ReporterPhoneCipher { get; init; }
    public string? ReporterPhoneMasked { get; init; }
    public required Guid ReportingOrgId { get; init; }
    public Guid? CompetentOrgId { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public string? DecisionReason { get; init; }
    public string? DecisionKind { get; init; }
    public Guid? DuplicateOfId { get; init; }
    public Guid? CaseId { get; init; }
    public long? ReceiptNumber { get; init; }

    /// <summary>How many attachments it has, so that lists look for those of the few that have any.</summary>
    public int Attachments { get; init; }

    // Only written: what filters and look-ups stand on.
    public byte[]? ReporterPhoneIndex { get; init; }
    public byte[]? ReceiptCodeCipher { get; init; }
    public DateOnly ActedFrom => ActedOn.From;
    public DateOnly ActedTo => ActedOn.To;
    public bool HasInjury => Injured + Died > 0;
}

/// <summary>The row of a person who acted.</summary>
internal sealed record PersonRow
{
    public required Guid Id { get; init; }
    public required Guid LeadId { get; init; }
    public required int Position { get; init; }
    public required string Name { get; init; }
    public string? DocumentType { get; init; }
    public byte[]? DocumentCipher { get; init; }
    public string? DocumentMasked { get; init; }
    public byte[]? PhoneCipher { get; init; }
    public string? PhoneMasked { get; init; }
    public string? HouseholdRegion { get; init; }
}

/// <summary>The row of an attachment.</summary>
internal sealed record AttachmentRow
{
    public required Guid LeadId { get; init; }
    public required Guid FileId { get; init; }
    public required string Kind { get; init; }
    public string? Label { get; init; }
    public required bool Verified { get; init; }
}

/// <summary>Builds the view of a lead from its rows: the one place that decides what of a person is shown.</summary>
internal static class LeadProjection
{
    /// <param name="reveal">Decrypts when the caller asked for clear data; null keeps everything masked.</param>
    internal static LeadView View(LeadRow lead, IEnumerable<PersonRow> persons, IReadOnlyList<Guid> homes, IReadOnlyList<ExternalId> externalIds, IEnumerable<AttachmentRow> attachments, Protector? reveal) => new()
    {
        Id = lead.Id,
        Version = lead.Version,
        State = lead.State,
        Channel = lead.Channel,
        Summary = lead.Summary,
        Acted = new ActedBody { On = lead.ActedOn, Time = lead.ActedTime },
        Place = new PlaceView
        {
            RegionCode = lead.RegionCode,
            Address = lead.Address,
            Point = lead.Lon is null ? null : new PointBody { Lon = lead.Lon.Value, Lat = lead.Lat!.Value },
            GivenPoint = lead.GivenCrs is null or Coordinates.Wgs84 ? null : new PointBody { Lon = lead.GivenLon!.Value, Lat = lead.GivenLat!.Value, Crs = lead.GivenCrs }
        },
        Persons = [.. persons.OrderBy(person => person.Position).Select(person => View(person, reveal))],
        Beneficiaries = JsonSerializer.Deserialize<IReadOnlyList<BeneficiaryBody>>(lead.Beneficiaries, Json.Stored)!,
        Harm = new HarmBody { Injured = lead.Injured, Died = lead.Died },
        Reporter = new ReporterBody
        {
            Anonymous = lead.ReporterAnonymous,
            Name = lead.ReporterName,
            Relation = lead.ReporterRelation,
            Phone = reveal is null ? lead.ReporterPhoneMasked : reveal.Reveal(lead.ReporterPhoneCipher)
        },
        ReportingOrgId = lead.ReportingOrgId,
        ReportedAt = lead.ReportedAt,
        OwnerOrgId = lead.OwnerOrgId,
        OwnerEpoch = lead.OwnerEpoch,
        HomeOrgIds = homes,
        CompetentOrgId = lead.CompetentOrgId,
        Protection = lead.Protection,
        ExternalIds = externalIds,
        Attachments = [.. attachments.Select(file => new AttachmentView { FileId = file.FileId, Kind = file.Kind, Label = file.Label, Pending = !file.Verified })],
        FilesPending = attachments.Count(file => !file.Verified),
        DecidedAt = lead.DecidedAt,
        DecisionReason = lead.DecisionReason,
        DecisionKind = lead.DecisionKind,
        DuplicateOfId = lead.DuplicateOfId,
        CaseId = lead.CaseId,
        ReceiptNumber = lead.ReceiptNumber is { } number ? Receipts.ReceiptNumber.Format(number) : null,
        CreatedAt = lead.CreatedAt,
        UpdatedAt = lead.UpdatedAt
    };

    private static PersonView View(PersonRow person, Protector? reveal) => new()
    {
        Id = person.Id,
        Name = person.Name,
        Document = Papers.Shown(person.DocumentType, person.DocumentMasked, person.DocumentCipher, reveal),
        Phone = reveal is null ? person.PhoneMasked : reveal.Reveal(person.PhoneCipher),
        HouseholdRegion = person.HouseholdRegion
    };

    /// <summary>What a caller would have to write to get this lead, in clear: the ground a patch is merged into.</summary>
    internal static LeadBody Body(LeadRow lead, IEnumerable<PersonRow> persons, IReadOnlyList<ExternalId> externalIds, IEnumerable<AttachmentRow> attachments, Protector reveal)
    {
        var view = View(lead, persons, [], externalIds, attachments, reveal);
        return new LeadBody
        {
            Channel = view.Channel,
            Summary = view.Summary,
            Acted = view.Acted,
            Place = new PlaceBody { RegionCode = view.Place.RegionCode, Address = view.Place.Address, Point = view.Place.GivenPoint ?? view.Place.Point },
            Persons = [.. view.Persons.Select(p => new PersonBody { Name = p.Name, Document = p.Document, Phone = p.Phone, HouseholdRegion = p.HouseholdRegion })],
            Beneficiaries = view.Beneficiaries,
            Harm = view.Harm,
            Reporter = view.Reporter,
            ReportingOrgId = view.ReportingOrgId,
            ReportedAt = view.ReportedAt,
            Protection = view.Protection,
            ExternalIds = view.ExternalIds,
            Attachments = [.. view.Attachments.Select(file => new AttachmentBody { FileId = file.FileId, Kind = file.Kind, Label = file.Label })]
        };
    }
}
