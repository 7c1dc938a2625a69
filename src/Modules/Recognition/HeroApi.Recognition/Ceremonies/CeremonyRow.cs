using System.Text.Json;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Ceremonies;

/// <summary>The row of a ceremony.</summary>
internal sealed record CeremonyRow : Listed, IOwned
{
    internal const string Columns =
        """
        c.id, c.version, c.owner_org_id, c.owner_epoch, c.protection, c.created_at, c.updated_at, c.deleted_at, c.deleted_reason, c.kind, c.title, c.held_on,
        c.region_code, c.address, c.attendees, c.guests, c.files, c.note
        """;

    public required long Version { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required long OwnerEpoch { get; init; }
    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }
    public string? DeletedReason { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required string RegionCode { get; init; }
    public string? Address { get; init; }
    public int? Attendees { get; init; }
    public required string Guests { get; init; }
    public required string Files { get; init; }
    public string? Note { get; init; }

    internal IReadOnlyList<Guest> GuestList => JsonSerializer.Deserialize<IReadOnlyList<Guest>>(Guests, Json.Stored)!;

    internal IReadOnlyList<Guid> FileList => JsonSerializer.Deserialize<IReadOnlyList<Guid>>(Files, Json.Stored)!;

    internal CeremonyRow With(CeremonyBody body) => this with
    {
        Protection = body.Protection ?? Protection,
        Kind = body.Kind,
        Title = body.Title,
        HeldOn = body.On,
        RegionCode = body.RegionCode,
        Address = body.Address,
        Attendees = body.Attendees,
        Guests = JsonSerializer.Serialize(body.Guests, Json.Stored),
        Files = JsonSerializer.Serialize(body.FileIds, Json.Stored),
        Note = body.Note
    };

    internal CeremonyView View(IReadOnlyList<HonouredRow> honoured) => new()
    {
        Id = Id,
        Version = Version,
        Kind = Kind,
        Title = Title,
        On = HeldOn,
        RegionCode = RegionCode,
        Address = Address,
        Honoured = [.. honoured.Select(hero => hero.HeroId)],
        Guests = GuestList,
        Attendees = Attendees,
        Note = Note,
        FileIds = FileList,
        OwnerOrgId = OwnerOrgId,
        OwnerEpoch = OwnerEpoch,
        HomeOrgIds = [.. honoured.Select(hero => hero.OwnerOrgId).Where(org => org != OwnerOrgId).Distinct().Order()],
        Protection = Protection,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt
    };
}

/// <summary>Somebody who was honoured, and whose file the caller sees.</summary>
internal sealed record HonouredRow
{
    public required Guid CeremonyId { get; init; }
    public required Guid HeroId { get; init; }
    public required Guid OwnerOrgId { get; init; }
    public required string Protection { get; init; }
}

/// <summary>A ceremony at which a person was honoured, as the dossier tells of it.</summary>
internal sealed record HonouredAt
{
    internal const string Columns = "c.id, c.kind, c.title, c.held_on, c.region_code";

    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string Title { get; init; }
    public required DateOnly HeldOn { get; init; }
    public required string RegionCode { get; init; }
}

/// <summary>A ceremony as callers see it.</summary>
internal sealed record CeremonyView : IVersioned
{
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary>Of the vocabulary ceremony_kind.</summary>
    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>The day it was held, in China.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Where: GB/T 2260.</summary>
    public required string RegionCode { get; init; }

    public string? Address { get; init; }

    /// <summary>The hero files of those honoured, as far as the caller sees them; of the others not even the number is told.</summary>
    public required IReadOnlyList<Guid> Honoured { get; init; }

    public required IReadOnlyList<Guest> Guests { get; init; }

    /// <summary>How many people came in all (人次).</summary>
    public int? Attendees { get; init; }

    public string? Note { get; init; }
    public required IReadOnlyList<Guid> FileIds { get; init; }

    /// <summary>The organiser.</summary>
    public required Guid OwnerOrgId { get; init; }

    /// <summary>How often it has had an owner.</summary>
    public required long OwnerEpoch { get; init; }

    /// <summary>The keepers of the files among honoured, where they are not the organiser.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    public required string Protection { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    internal static CeremonyView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-000000000045"),
        Version = 1,
        Kind = CeremonyBody.Example.Kind,
        Title = CeremonyBody.Example.Title,
        On = CeremonyBody.Example.On,
        RegionCode = CeremonyBody.Example.RegionCode,
        Address = CeremonyBody.Example.Address,
        Honoured = [HeroView.Example.Id],
        Guests = CeremonyBody.Example.Guests,
        Attendees = CeremonyBody.Example.Attendees,
        FileIds = [],
        OwnerOrgId = HeroView.Example.OwnerOrgId,
        OwnerEpoch = 1,
        HomeOrgIds = [],
        Protection = "none",
        CreatedAt = HeroView.Example.CreatedAt,
        UpdatedAt = HeroView.Example.UpdatedAt
    };
}
