
namespace HeroApi.Cases.Leads;

/// <summary>Writes the persons of a lead, their personal data in its three columns.</summary>
internal sealed class PersonWriter(Db db, Protector protector, TimeProvider clock)
{
    private const string Insert =
        """
        INSERT INTO cases_lead_person (id, lead_id, position, name, name_sort, document_type, document_cipher, document_masked, document_index,
                                       phone_cipher, phone_masked, phone_index, household_region)
        VALUES (@id, @lead, @position, @name, @sort, @type, @documentCipher, @documentMasked, @documentIndex, @phoneCipher, @phoneMasked, @phoneIndex, @household)
        """;

    /// <summary>Numbers in their one spelling, so that equal ones are found equal.</summary>
    internal static LeadBody Normal(LeadBody body) => body with
    {
        Persons = [.. body.Persons.Select(person => person with { Document = Papers.Normal(person.Document), Phone = Papers.Normal(person.Phone) })],
        Reporter = body.Reporter with { Phone = Papers.Normal(body.Reporter.Phone) }
    };

    internal async Task<IReadOnlyList<PersonRow>> Write(Guid leadId, IReadOnlyList<PersonBody> persons, CancellationToken ct)
    {
        var (rows, statements) = (new List<PersonRow>(), new List<Statement>());
        foreach (var person in persons)
        {
            var document = protector.Keep(person.Document);
            var phone = protector.KeepPhone(person.Phone);
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
            statements.Add(new Statement(Insert,
            [
                new("id", row.Id), new("lead", leadId), new("position", (long)row.Position), new("name", row.Name), new("sort", Pinyin.NameFull(row.Name)),
                new("type", row.DocumentType), new("documentCipher", document.Cipher), new("documentMasked", document.Masked), new("documentIndex", document.Index),
                new("phoneCipher", phone.Cipher), new("phoneMasked", phone.Masked), new("phoneIndex", phone.Index), new("household", row.HouseholdRegion)
            ]));
        }

        await db.ExecuteAll(statements, ct);
        return rows;
    }

    /// <summary>Writes them anew when they differ; else their rows and ids stay.</summary>
    internal async Task<IReadOnlyList<PersonRow>> Rewrite(Guid leadId, IReadOnlyList<PersonRow> rows, IReadOnlyList<PersonBody> were, IReadOnlyList<PersonBody> wanted, CancellationToken ct)
    {
        if (were.SequenceEqual(wanted))
            return rows;

        await db.Execute("DELETE FROM cases_lead_person WHERE lead_id = @leadId", new { leadId }, ct);
        return await Write(leadId, wanted, ct);
    }
}
