
namespace HeroApi.Cases.CaseFiles;

/// <summary>Writes the actors of a case, their personal data in its three columns. Who is known keeps id, decision and place.</summary>
internal sealed class ActorWriter(Db db, Protector protector, TimeProvider clock)
{
    /// <summary>Numbers in their one spelling, so that equal ones are found equal.</summary>
    internal static CaseBody Normal(CaseBody body) => body with
    {
        Actors = [.. body.Actors.Select(actor => actor with { Document = Papers.Normal(actor.Document), Phone = Papers.Normal(actor.Phone) })]
    };

    /// <summary>Makes the actors those of the body; nobody who was decided on can be left out.</summary>
    internal async Task Write(CaseRow row, IReadOnlyList<ActorRow> before, IReadOnlyList<ActorBody> wanted, Func<string?, Guid?> home, CancellationToken ct)
    {
        var known = before.ToDictionary(actor => actor.Id);
        foreach (var (index, actor) in wanted.Index())
            if (actor.Id is { } id && !known.ContainsKey(id))
                throw Invalid.At($"/actors/{index}/id", CaseErrors.ActorUnknown);
        var left = before.Where(actor => wanted.All(kept => kept.Id != actor.Id)).ToList();
        if (left.FirstOrDefault(actor => actor.State != "pending" || actor.Proposal is not null) is { } decided)
            throw new Refusal(CaseErrors.ActorDecided, new { actorId = decided.Id });

        var statements = new List<Statement>([.. left.Select(actor => new Statement("DELETE FROM cases_actor WHERE id = @id", [new("id", actor.Id)]))]);
        foreach (var (position, actor) in wanted.Index())
        {
            var document = protector.Keep(actor.Document);
            var phone = protector.KeepPhone(actor.Phone);
            statements.Add(new Statement(actor.Id is null ? Insert : Update,
            [
                new("id", actor.Id ?? Guid.CreateVersion7(clock.GetUtcNow())), new("case", row.Id), new("position", (long)position), new("name", actor.Name),
                new("sort", Pinyin.NameFull(actor.Name)), new("type", actor.Document?.Type), new("documentCipher", document.Cipher), new("documentMasked", document.Masked),
                new("documentIndex", document.Index), new("phoneCipher", phone.Cipher), new("phoneMasked", phone.Masked), new("phoneIndex", phone.Index),
                new("household", actor.HouseholdRegion), new("home", home(actor.HouseholdRegion)), new("harm", actor.Harm), new("duty", actor.DutyStatus)
            ]));
        }

        await db.ExecuteAll(statements, ct);
    }

    private const string Insert =
        """
        INSERT INTO cases_actor (id, case_id, position, name, name_sort, document_type, document_cipher, document_masked, document_index,
                                 phone_cipher, phone_masked, phone_index, household_region, home_org_id, harm, duty_status, state, final, outside)
        VALUES (@id, @case, @position, @name, @sort, @type, @documentCipher, @documentMasked, @documentIndex,
                @phoneCipher, @phoneMasked, @phoneIndex, @household, @home, @harm, @duty, 'pending', false, false)
        """;

    private const string Update =
        """
        UPDATE cases_actor
        SET    position = @position, name = @name, name_sort = @sort, document_type = @type, document_cipher = @documentCipher, document_masked = @documentMasked,
               document_index = @documentIndex, phone_cipher = @phoneCipher, phone_masked = @phoneMasked, phone_index = @phoneIndex,
               household_region = @household, home_org_id = @home, harm = @harm, duty_status = @duty
        WHERE  id = @id AND case_id = @case
        """;
}
