using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HeroApi.Organisations.Contracts;
using HeroApi.Recognition.Contact;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Matches;
using HeroApi.Recognition.Sections;

namespace HeroApi.Recognition.Heroes;

/// <summary>Turns a body into the row of a new or a known hero file, with everything that belongs to the same transaction.</summary>
internal sealed class HeroWriter(
    Db db, IMediator mediator, HeroSource source, HeroDesk desk, ContactBook contact, HeroMatcher matcher, SectionWriter sections, Records records, Protector protector, ExternalIds externalIds,
    Changes changes, Outbox outbox, Call call, TimeProvider clock)
{
    /// <summary>Opens a file for an organisation; refused when the person has one.</summary>
    /// <param name="openingState">reachable, or deceased for who died on a day that nobody told.</param>
    internal async Task<HeroView> Create(Guid id, HeroBody given, Guid keeperOrg, string openedBy, string openingState, CancellationToken ct)
    {
        var (body, now) = (Normal(given), Instants.Micro(clock.GetUtcNow()));
        var places = await Look(body, ct);
        await Claim(id, body.Document, ct);
        var row = New(id, body, keeperOrg, body.FileNumber ?? await NextNumber(keeperOrg, ct), openedBy, openingState, now);
        while (await Insert(row, ct) == 0)
        {
            await source.Seek(id, ct);
            if (await db.SingleOrDefault<Guid?>("SELECT id FROM recognition_hero WHERE id = @id AND UNSCOPED('an id is taken, whoever sees its record')", new { id }, ct) is not null)
                throw await records.Disowned(id, ct) ?? new Refusal(Problems.RecordExists);
            if (body.FileNumber is not null)
                throw new Refusal(RecognitionErrors.FileNumberTaken);
            // Somebody has given the next number by hand.
            row = row with { FileNumber = await NextNumber(keeperOrg, ct) };
        }

        await contact.Write([(id, FirstTurns(row))], ct);
        await externalIds.Add(HeroSource.Name, id, body.ExternalIds, ct);
        await sections.Write(id, was: null, body, ct);
        await matcher.Propose(row, ct);
        changes.Created(HeroSource.Name, id, 1, new Visibility(keeperOrg, [], row.Protection));
        await desk.Note(id, new Entry("opened"), ct);
        outbox.Add(new HeroFileOpened(id, keeperOrg), id);
        return await Shown(id, places, ct);
    }

    /// <summary>The row of a file that is about to be opened.</summary>
    internal HeroRow New(Guid id, HeroBody body, Guid keeperOrg, string fileNumber, string openedBy, string openingState, DateTimeOffset now)
    {
        var row = Row(body, new HeroRow
        {
            Id = id,
            Version = 1,
            OwnerOrgId = keeperOrg,
            OwnerEpoch = 1,
            Protection = Protection.None,
            CreatedAt = now,
            UpdatedAt = now,
            FileNumber = fileNumber,
            OpenedBy = openedBy,
            Name = body.Name,
            Sex = body.Sex,
            WishesNoName = false,
            ContactState = openingState,
            OpeningState = openingState,
            RegisteredOn = body.RegisteredOn ?? PartialDate.Of(ChinaTime.DateOf(now)),
            VerifiedOn = ChinaTime.DateOf(now)
        });
        return row with { ContactState = FirstTurns(row)[^1].To };
    }

    /// <summary>The turns of contact that a file begins with.</summary>
    internal static IReadOnlyList<Contact.Turn> FirstTurns(HeroRow row) => ContactRules.Turns(row.OpeningState, row.RegisteredFrom, row.DiedOn, []);

    /// <summary>Makes a file say what the body says; null when it says so already.</summary>
    internal async Task<HeroView?> Replace(HeroRow before, HeroBody given, CancellationToken ct)
    {
        Records.MustKnowEpoch(before.OwnerOrgId, before.OwnerEpoch, given.OwnerEpoch);
        var was = await source.Body(before, ct);
        if (given.FileNumber is { } number && number != before.FileNumber)
            throw Invalid.At("/fileNumber", RecognitionErrors.FileNumberFixed);

        var body = Normal(given) with
        {
            FileNumber = before.FileNumber,
            Protection = given.Protection ?? before.Protection,
            RegisteredOn = given.RegisteredOn ?? before.RegisteredOn,
            OwnerEpoch = null,
            ExternalIds = externalIds.After(was.ExternalIds, given.ExternalIds)
        };
        var guarded = body.Protection != before.Protection;
        if (guarded && string.IsNullOrWhiteSpace(call.Note))
            throw Invalid.At("/headers/X-Action-Note", RecognitionErrors.ProtectionNeedsReason);
        if (Different(was, body) is not { Count: > 0 } members)
            return null;

        if (body.DiedOn is { } died && died != was.DiedOn)
            await contact.MustFit(before.Id, died, ct);
        var places = await Look(body, ct);
        if (body.Document != was.Document)
        {
            // Only the number it had: a file that took another one in is known by that one's number too.
            await db.Execute("DELETE FROM recognition_person WHERE hero_id = @Id AND print = @print", new { before.Id, print = Print(was.Document) }, ct);
            await Claim(before.Id, body.Document, ct);
        }

        var row = await Write(before, was, body, ct);
        if (members.Contains("diedOn") || members.Contains("registeredOn"))
            await contact.Follow(row, ct);

        foreach (var dropped in was.ExternalIds.Except(body.ExternalIds))
            await externalIds.Remove(HeroSource.Name, dropped, ct);
        await externalIds.Add(HeroSource.Name, row.Id, [.. body.ExternalIds.Except(was.ExternalIds)], ct);
        var seen = await changes.VisibilityOf(row.Id, before.Protection, ct);
        changes.Changed(HeroSource.Name, row.Id, row.Version, seen, seen with { Protection = row.Protection });
        await desk.Note(row.Id, new Entry(guarded ? "protection" : "amended", Members: members, Reason: guarded ? call.Note : null), ct);
        outbox.Add(new HeroFileChanged(row.Id, row.OwnerOrgId, members), row.Id);
        return await Shown(row.Id, places, ct);
    }

    /// <summary>Writes what a body says into the row of a file that is held, under its next version.</summary>
    internal async Task<HeroRow> Write(HeroRow before, HeroBody was, HeroBody body, CancellationToken ct)
    {
        var row = Row(body, before with { Version = before.Version + 1, UpdatedAt = Instants.Micro(clock.GetUtcNow()) });
        if (await db.Execute(
            """
            UPDATE recognition_hero AS h
            SET    version = @Version, updated_at = @UpdatedAt, protection = @Protection, name = @Name, name_sort = @NameSort, sex = @Sex, born_on = @BornOn,
                   born_from = @BornFrom, born_to = @BornTo, document_type = @DocumentType, document_cipher = @DocumentCipher, document_masked = @DocumentMasked,
                   document_index = @DocumentIndex, phone_cipher = @PhoneCipher, phone_masked = @PhoneMasked, phone_index = @PhoneIndex,
                   address_cipher = @AddressCipher, address_masked = @AddressMasked, address_index = @AddressIndex, household_region = @HouseholdRegion,
                   living_region = @LivingRegion, ethnic_group = @EthnicGroup, political_status = @PoliticalStatus, education = @Education,
                   occupation = @Occupation, employer = @Employer, wishes_no_name = @WishesNoName, died_on = @DiedOn, registered_on = @RegisteredOn,
                   registered_from = @RegisteredFrom, note = @Note,
                   nationality = @Nationality, employment_status = @EmploymentStatus, military_service = @MilitaryService, hardship_kind = @HardshipKind,
                   hardship_reason = @HardshipReason, hardship_on = @HardshipOn, willing_to_serve = @WillingToServe, service_note = @ServiceNote, nothing_in = @NothingIn
            WHERE  h.id = @Id AND h.version = @Version - 1 AND SCOPE(h)
            """, row, ct) == 0)
            throw Stale.At(before.Version);

        await sections.Write(row.Id, was, body, ct);
        return row;
    }

    /// <summary>The file of whom the document belongs to, if there is one.</summary>
    internal async Task<Guid?> HolderOf(DocumentBody? document, CancellationToken ct) => Print(Papers.Normal(document)) is { } print
        ? await db.SingleOrDefault<Guid?>("SELECT hero_id FROM recognition_person WHERE print = @print", new { print }, ct)
        : null;

    /// <summary>What every number of a person is known again by, whatever happens to the keys; null without a document.</summary>
    internal byte[]? Print(DocumentBody? document) => document is null ? null : protector.Print(Papers.Kind(document.Type), document.Number);

    /// <summary>Numbers in their one spelling; sex and birth as the citizen id number tells them.</summary>
    internal static HeroBody Normal(HeroBody body)
    {
        var document = Papers.Normal(body.Document);
        var id = document?.Type == "id_card" && ChineseId.TryParse(document.Number, out var parsed) ? parsed : null;
        return SectionWriter.Normal(body) with
        {
            Document = document,
            Phone = Papers.Normal(body.Phone),
            Sex = id is null ? body.Sex : id.Sex == Sex.Male ? "male" : "female",
            BornOn = id is null ? body.BornOn : PartialDate.Of(id.BornOn)
        };
    }

    /// <summary>The members, as they are called in JSON, in which two bodies differ.</summary>
    internal static IReadOnlyList<string> Different(HeroBody was, HeroBody body)
    {
        var (before, after) = (JsonSerializer.SerializeToNode(was, Json.Stored)!.AsObject(), JsonSerializer.SerializeToNode(body, Json.Stored)!.AsObject());
        return [.. before.Select(member => member.Key).Union(after.Select(member => member.Key)).Where(name => !JsonNode.DeepEquals(before[name], after[name]))];
    }

    /// <summary>One person, one file: of two at once the second waits for the first, and is refused.</summary>
    internal async Task Claim(Guid heroId, DocumentBody? document, CancellationToken ct)
    {
        if (Print(document) is not { } print)
            return;

        if (await db.Execute("INSERT INTO recognition_person (id, print, hero_id) VALUES (@id, @print, @heroId) ON CONFLICT (print) DO NOTHING",
            new { id = Guid.CreateVersion7(clock.GetUtcNow()), print, heroId }, ct) == 1)
            return;

        var holder = await db.Single<Guid>("SELECT hero_id FROM recognition_person WHERE print = @print", new { print }, ct);
        if (holder == heroId)
            return;

        var known = await db.SingleOrDefault<Guid?>("SELECT h.id FROM recognition_hero h WHERE h.id = @holder AND SCOPE(h)", new { holder }, ct);
        throw new Refusal(RecognitionErrors.PersonHasFile, new { id = known });
    }

    private async Task<string> NextNumber(Guid orgId, CancellationToken ct) => (await NextNumbers(orgId, 1, ct))[0];

    /// <summary>So many numbers that the organisation has not given of itself yet; somebody may have given them by hand.</summary>
    internal async Task<IReadOnlyList<string>> NextNumbers(Guid orgId, int count, CancellationToken ct)
    {
        if (count == 0)
            return [];

        var year = clock.Today().Year;
        var last = await db.Single<long>(
            """
            INSERT INTO recognition_number (org_id, year, last)
            VALUES (@orgId, @year, @count)
            ON CONFLICT (org_id, year) DO UPDATE SET last = recognition_number.last + excluded.last
            RETURNING last
            """, new { orgId, year, count }, ct);
        return [.. Enumerable.Range(0, count).Select(index => string.Create(CultureInfo.InvariantCulture, $"{year}-{last - count + 1 + index:D4}"))];
    }

    /// <summary>How many of the rows went in: those whose number or id is taken do not.</summary>
    /// <param name="rows">One row, or several.</param>
    internal Task<int> Insert(object rows, CancellationToken ct) => db.Execute(
        """
        INSERT INTO recognition_hero (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, file_number, opened_by, name, name_sort,
                                      sex, born_on, born_from, born_to, document_type, document_cipher, document_masked, document_index, phone_cipher, phone_masked, phone_index,
                                      address_cipher, address_masked, address_index, household_region, living_region, ethnic_group, political_status, education, occupation,
                                      employer, wishes_no_name, died_on, contact_state, opening_state, registered_on, registered_from, verified_on,
                                      note, nationality, employment_status, military_service, hardship_kind,
                                      hardship_reason, hardship_on, willing_to_serve, service_note, nothing_in)
        VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @FileNumber, @OpenedBy, @Name, @NameSort,
                @Sex, @BornOn, @BornFrom, @BornTo, @DocumentType, @DocumentCipher, @DocumentMasked, @DocumentIndex, @PhoneCipher, @PhoneMasked, @PhoneIndex,
                @AddressCipher, @AddressMasked, @AddressIndex, @HouseholdRegion, @LivingRegion, @EthnicGroup, @PoliticalStatus, @Education, @Occupation,
                @Employer, @WishesNoName, @DiedOn, @ContactState, @OpeningState, @RegisteredOn, @RegisteredFrom, @VerifiedOn,
                @Note, @Nationality, @EmploymentStatus, @MilitaryService, @HardshipKind,
                @HardshipReason, @HardshipOn, @WillingToServe, @ServiceNote, @NothingIn)
        ON CONFLICT DO NOTHING
        """, rows, ct);

    private HeroRow Row(HeroBody body, HeroRow over)
    {
        var document = protector.Keep(body.Document);
        var phone = protector.KeepPhone(body.Phone);
        var address = body.Address is null ? Protected.Empty : protector.Protect("address", body.Address, Mask.Keep(body.Address, 3, 0));
        return over with
        {
            Protection = body.Protection ?? over.Protection,
            Name = body.Name,
            Sex = body.Sex,
            BornOn = body.BornOn,
            DocumentType = body.Document?.Type,
            DocumentCipher = document.Cipher,
            DocumentMasked = document.Masked,
            DocumentIndex = document.Index,
            PhoneCipher = phone.Cipher,
            PhoneMasked = phone.Masked,
            PhoneIndex = phone.Index,
            AddressCipher = address.Cipher,
            AddressMasked = address.Masked,
            AddressIndex = address.Index,
            HouseholdRegion = body.HouseholdRegion,
            LivingRegion = body.LivingRegion,
            EthnicGroup = body.EthnicGroup,
            PoliticalStatus = body.PoliticalStatus,
            Education = body.Education,
            Occupation = body.Occupation,
            Employer = body.Employer,
            WishesNoName = body.WishesNoName,
            DiedOn = body.DiedOn,
            RegisteredOn = body.RegisteredOn ?? over.RegisteredOn,
            Note = body.Note,
            Nationality = body.Nationality,
            EmploymentStatus = body.EmploymentStatus,
            MilitaryService = body.MilitaryService,
            HardshipKind = body.Hardship?.Kind,
            HardshipReason = body.Hardship?.Reason,
            HardshipOn = body.Hardship?.AssessedOn,
            WillingToServe = body.WillingToServe,
            ServiceNote = body.ServiceNote,
            NothingIn = Completeness.Bits(body.NothingIn)
        };
    }

    /// <summary>The answer, by whose words the file is found from now on.</summary>
    private async Task<HeroView> Shown(Guid id, IReadOnlyDictionary<string, Place> places, CancellationToken ct)
    {
        await changes.WriteScope(ct);
        var view = await source.Get(id, ct);
        changes.Found(HeroSource.Name, HeroSource.Searched(view, region => places.GetValueOrDefault(region)?.FullName));
        return view;
    }

    private async Task<IReadOnlyDictionary<string, Place>> Look(HeroBody body, CancellationToken ct)
    {
        (string? Region, string Pointer)[] asked = [(body.HouseholdRegion, "/householdRegion"), (body.LivingRegion, "/livingRegion")];
        var places = await mediator.Send(new FindPlaces([.. asked.Select(one => one.Region).OfType<string>()], clock.Today()), ct);
        var unknown = asked.Where(one => one.Region is not null && !places.ContainsKey(one.Region))
            .Select(one => new InputError(one.Pointer, ValueProblems.UnknownRegion.Code, ValueProblems.UnknownRegion.Text())).ToArray();
        return unknown.Length == 0 ? places : throw new Invalid(unknown);
    }
}
