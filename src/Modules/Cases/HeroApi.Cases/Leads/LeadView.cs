namespace HeroApi.Cases.Leads;

/// <summary>A lead as callers see it. Numbers of documents and phones are masked, unless asked for in clear with a purpose.</summary>
internal record LeadView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>reported, accepted, dismissed or duplicate.</summary>
    public required string State { get; init; }

    public required string Channel { get; init; }
    public required string Summary { get; init; }
    public required ActedBody Acted { get; init; }
    public required PlaceView Place { get; init; }
    public required IReadOnlyList<PersonView> Persons { get; init; }
    public required IReadOnlyList<BeneficiaryBody> Beneficiaries { get; init; }
    public required HarmBody Harm { get; init; }
    public required ReporterBody Reporter { get; init; }

    /// <summary>The organisation whose report it counts as.</summary>
    public required Guid ReportingOrgId { get; init; }

    public required DateTimeOffset ReportedAt { get; init; }

    /// <summary>The organisation that took it in; it changes only by an offer that is accepted, or a merge of organisations.</summary>
    public required Guid OwnerOrgId { get; init; }

    /// <summary>How often it has had an owner; send it with your changes, so that none is made from the time of an earlier one.</summary>
    public required long OwnerEpoch { get; init; }

    /// <summary>The organisations of the persons' household registration, which see the lead too.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    /// <summary>Who answers for the place on the day of the act; absent when nobody is known.</summary>
    public Guid? CompetentOrgId { get; init; }

    public required string Protection { get; init; }
    public required IReadOnlyList<ExternalId> ExternalIds { get; init; }

    /// <summary>Files that show it.</summary>
    public required IReadOnlyList<AttachmentView> Attachments { get; init; }

    /// <summary>How many of them have not arrived yet, or not been verified; the lead is not accepted before they have.</summary>
    public required int FilesPending { get; init; }

    /// <summary>When it was accepted, dismissed or found a duplicate.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecisionReason { get; init; }

    /// <summary>Why it was dismissed, as the reporter may be told: a code of the vocabulary lead_dismissal_kind.</summary>
    public string? DecisionKind { get; init; }

    /// <summary>The lead that tells of the same act.</summary>
    public Guid? DuplicateOfId { get; init; }

    /// <summary>The case that was opened from it.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>The number on its reporter's receipt; the code to it is never shown here.</summary>
    public string? ReceiptNumber { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static LeadView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000001"),
        Version = 1,
        State = "reported",
        Channel = LeadBody.Example.Channel,
        Summary = LeadBody.Example.Summary,
        Acted = LeadBody.Example.Acted,
        Place = new PlaceView
        {
            RegionCode = LeadBody.Example.Place.RegionCode,
            Address = LeadBody.Example.Place.Address,
            Point = new PointBody { Lon = 121.3845, Lat = 37.5191 },
            GivenPoint = LeadBody.Example.Place.Point
        },
        Persons =
        [
            new PersonView
            {
                Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000002"), Name = "示范甲", Document = new DocumentBody { Type = "id_card", Number = "1101**********002X" },
                Phone = "138****0000", HouseholdRegion = "371502"
            }
        ],
        Beneficiaries = LeadBody.Example.Beneficiaries,
        Harm = new HarmBody(),
        Reporter = LeadBody.Example.Reporter with { Phone = "139****0000" },
        ReportingOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        ReportedAt = new DateTimeOffset(2026, 5, 2, 1, 0, 0, TimeSpan.Zero),
        OwnerOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        OwnerEpoch = 1,
        HomeOrgIds = [Guid.Parse("01980d2c-5a00-7000-8000-000000000004")],
        CompetentOrgId = Guid.Parse("01980d2c-5a00-7000-8000-000000000003"),
        Protection = "none",
        ExternalIds = [],
        Attachments = [],
        FilesPending = 0,
        ReceiptNumber = "260502-483-172-651",
        CreatedAt = new DateTimeOffset(2026, 5, 2, 1, 0, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 5, 2, 1, 0, 0, TimeSpan.Zero)
    };
}

/// <summary>Where it happened; the point in WGS 84, and as it was given.</summary>
internal sealed record PlaceView
{
    public required string RegionCode { get; init; }
    public string? Address { get; init; }
    public PointBody? Point { get; init; }

    /// <summary>The point as it was given, when it was not given in WGS 84.</summary>
    public PointBody? GivenPoint { get; init; }
}

/// <summary>Somebody who stepped in.</summary>
internal sealed record PersonView
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public DocumentBody? Document { get; init; }
    public string? Phone { get; init; }
    public string? HouseholdRegion { get; init; }
}

/// <summary>A file that belongs to the lead.</summary>
internal sealed record AttachmentView
{
    /// <summary>The file: /files/{fileId} says what it is, /files/{fileId}/content gives it.</summary>
    public required Guid FileId { get; init; }

    public required string Kind { get; init; }
    public string? Label { get; init; }

    /// <summary>Whether it has not been uploaded and verified yet.</summary>
    public required bool Pending { get; init; }
}
