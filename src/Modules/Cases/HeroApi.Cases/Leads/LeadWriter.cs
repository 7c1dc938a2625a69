using System.Text.Json;
using HeroApi.Kernel.Text;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Leads;

/// <summary>Turns a body into rows: places are looked up, points converted, personal data put into its three columns.</summary>
internal sealed class LeadWriter(Db db, Call call, IMediator mediator, Protector protector, TimeProvider clock)
{
    private const string InsertPerson =
        """
        INSERT INTO cases_lead_person (id, lead_id, position, name, name_sort, document_type, document_cipher, document_masked, document_index,
                                       phone_cipher, phone_masked, phone_index, household_region)
        VALUES (@id, @lead, @position, @name, @sort, @type, @documentCipher, @documentMasked, @documentIndex, @phoneCipher, @phoneMasked, @phoneIndex, @household)
        """;

    /// <summary>Checks the places of a body and finds who is competent and who is home.</summary>
    internal async Task<Places> Look(LeadBody body, CancellationToken ct)
    {
        var households = body.Persons.Select(person => person.HouseholdRegion).OfType<string>();
        var places = await mediator.Send(new FindPlaces([body.Place.RegionCode, .. households], body.Acted.On.From), ct);

        var unknown = body.Persons.Select((person, index) => (person.HouseholdRegion, Pointer: $"/persons/{index}/householdRegion"))
            .Prepend((body.Place.RegionCode, Pointer: "/place/regionCode"))
            .Where(place => place.Item1 is not null && !places.ContainsKey(place.Item1))
            .Select(place => new InputError(place.Pointer, ValueProblems.UnknownRegion.Code, ValueProblems.UnknownRegion.Text())).ToArray();
        if (unknown.Length > 0)
            throw new Invalid(unknown);

        var homes = households.Select(region => places[region].CareOrgId).OfType<Guid>().Distinct().Order().ToList();
        return new Places(places[body.Place.RegionCode].CompetentOrgId, homes);
    }

    /// <summary>The organisation whose report it counts as: the caller's, or one at or below it.</summary>
    internal async Task<Guid> ReportingOrg(LeadBody body, CancellationToken ct)
    {
        var own = call.Caller.NeedOrg();
        if (body.ReportingOrgId is not { } other || other == own)
            return own;

        return (await mediator.Send(new FindOrganisations([other], own), ct)).ContainsKey(other)
            ? other
            : throw Invalid.At("/reportingOrgId", ValueProblems.UnknownOrganisation);
    }

    /// <summary>The row as the body wants it, over what must stay from <paramref name="before"/>.</summary>
    internal LeadRow Row(Guid id, LeadBody body, Places places, Guid reportingOrg, LeadRow? before)
    {
        var now = Instants.Micro(clock.GetUtcNow());
        var wgs84 = body.Place.Point is { } point ? Coordinates.ToWgs84(new(point.Lon, point.Lat), point.Crs) : (Coordinates.Point?)null;
        return new LeadRow
        {
            Id = id,
            Version = (before?.Version ?? 0) + 1,
            OwnerOrgId = before?.OwnerOrgId ?? call.Caller.NeedOrg(),
            Protection = body.Protection,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
            State = before?.State ?? "reported",
            Channel = body.Channel,
            Summary = body.Summary,
            ActedOn = body.Acted.On,
            ActedTime = body.Acted.Time,
            RegionCode = body.Place.RegionCode,
            Address = body.Place.Address,
            Lon = wgs84?.Lon,
            Lat = wgs84?.Lat,
            GivenCrs = body.Place.Point?.Crs,
            GivenLon = body.Place.Point?.Lon,
            GivenLat = body.Place.Point?.Lat,
            Injured = body.Harm.Injured,
            Died = body.Harm.Died,
            Beneficiaries = JsonSerializer.Serialize(body.Beneficiaries, Json.Stored),
            ReporterAnonymous = body.Reporter.Anonymous,
            ReporterName = body.Reporter.Name,
            ReporterRelation = body.Reporter.Relation,
            ReporterPhoneCipher = PhoneOf(body.Reporter.Phone).Cipher,
            ReporterPhoneMasked = PhoneOf(body.Reporter.Phone).Masked,
            ReportingOrgId = reportingOrg,
            CompetentOrgId = places.Competent,
            ReportedAt = body.ReportedAt ?? before?.ReportedAt ?? now,
            DecidedAt = before?.DecidedAt,
            DecisionReason = before?.DecisionReason,
            DuplicateOfId = before?.DuplicateOfId,
            CaseId = before?.CaseId
        };
    }

    /// <summary>Writes the persons of a lead and returns their rows.</summary>
    internal async Task<IReadOnlyList<PersonRow>> WritePersons(Guid leadId, IReadOnlyList<PersonBody> persons, CancellationToken ct)
    {
        var (rows, statements) = (new List<PersonRow>(), new List<Statement>());
        foreach (var person in persons)
        {
            var document = DocumentOf(person.Document);
            var phone = PhoneOf(person.Phone);
            var row = new PersonRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                LeadId = leadId,
                Position = rows.Count,
                Name = person.Name,
                DocumentType = person.Document?.Type,
                DocumentCipher = document.Cipher,
                DocumentMasked = document.Masked,
                PhoneCipher = phone.Cipher,
                PhoneMasked = phone.Masked,
                HouseholdRegion = person.HouseholdRegion
            };
            rows.Add(row);
            statements.Add(new Statement(InsertPerson,
            [
                new("id", row.Id), new("lead", leadId), new("position", (long)row.Position), new("name", row.Name), new("sort", Pinyin.NameFull(row.Name)),
                new("type", row.DocumentType), new("documentCipher", document.Cipher), new("documentMasked", document.Masked), new("documentIndex", document.Index),
                new("phoneCipher", phone.Cipher), new("phoneMasked", phone.Masked), new("phoneIndex", phone.Index), new("household", row.HouseholdRegion)
            ]));
        }

        await db.ExecuteAll(statements, ct);
        return rows;
    }

    private Protected DocumentOf(DocumentBody? document)
    {
        if (document is null)
            return Protected.Empty;

        var number = document.Type == "id_card" && ChineseId.TryParse(document.Number, out var id) ? id.Number : document.Number.Trim().ToUpperInvariant();
        return protector.Protect($"document.{document.Type}", number, Mask.IdNumber(number));
    }

    internal Protected PhoneOf(string? text) =>
        Phone.TryNormalise(text, out var phone) ? protector.Protect("phone", phone, Mask.Phone(phone)) : Protected.Empty;

    internal sealed record Places(Guid? Competent, IReadOnlyList<Guid> Homes);
}
