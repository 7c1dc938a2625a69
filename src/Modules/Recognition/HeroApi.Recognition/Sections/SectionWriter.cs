using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Sections;

/// <summary>Writes the sections of a file that are lists: what a body says of one takes the place of what was there.</summary>
internal sealed class SectionWriter(Db db, Protector protector, TimeProvider clock)
{
    /// <summary>Phones in their one spelling; what has an end has ended; sections in their order.</summary>
    internal static HeroBody Normal(HeroBody body) => body with
    {
        Family = [.. body.Family.Select(member => member with { Phone = Papers.Normal(member.Phone) })],
        Posts = [.. body.Posts.Select(post => post with { Ended = post.Ended || post.To is not null })],
        NothingIn = Completeness.Sections(Completeness.Bits(body.NothingIn))
    };

    internal Task Write(Guid heroId, HeroBody? was, HeroBody body, CancellationToken ct) => db.ExecuteAll(
    [
        .. Replace(heroId, was?.Family ?? [], body.Family, "DELETE FROM recognition_family WHERE hero_id = @hero", Member),
        .. Replace(heroId, was?.Injuries ?? [], body.Injuries, "DELETE FROM recognition_injury WHERE hero_id = @hero", Injury),
        .. Replace(heroId, was?.Posts ?? [], body.Posts, "DELETE FROM recognition_post WHERE hero_id = @hero", Post)
    ], ct);

    private IEnumerable<Statement> Replace<T>(Guid heroId, IReadOnlyList<T> was, IReadOnlyList<T> wanted, string clear, Func<T, Statement> insert)
    {
        if (was.SequenceEqual(wanted))
            yield break;

        if (was.Count > 0)
            yield return new Statement(clear, [new("hero", heroId)]);
        foreach (var (position, one) in wanted.Index())
        {
            var (sql, values) = insert(one);
            yield return new Statement(sql, [new("id", Guid.CreateVersion7(clock.GetUtcNow())), new("hero", heroId), new("position", (long)position), .. values]);
        }
    }

    private Statement Member(FamilyMemberBody member)
    {
        var phone = protector.KeepPhone(member.Phone);
        return new(
            """
            INSERT INTO recognition_family (id, hero_id, position, name, kinship, born_on, phone_cipher, phone_masked)
            VALUES (@id, @hero, @position, @name, @kinship, @born, @cipher, @masked)
            """,
            [new("name", member.Name), new("kinship", member.Kinship), new("born", member.BornOn), new("cipher", phone.Cipher), new("masked", phone.Masked)]);
    }

    private static Statement Injury(InjuryBody injury) => new(
        """
        INSERT INTO recognition_injury (id, hero_id, position, what, grade, assessed_by, certificate_number, certificate_on)
        VALUES (@id, @hero, @position, @what, @grade, @by, @number, @on)
        """,
        [
            new("what", injury.What), new("grade", (long?)injury.Grade), new("by", injury.AssessedBy), new("number", injury.CertificateNumber), new("on", injury.CertificateOn)
        ]);

    private static Statement Post(PostBody post) => new(
        """
        INSERT INTO recognition_post (id, hero_id, position, kind, unit, title, from_on, to_on, ended)
        VALUES (@id, @hero, @position, @kind, @unit, @title, @from, @to, @ended)
        """,
        [new("kind", post.Kind), new("unit", post.Unit), new("title", post.Title), new("from", post.From), new("to", post.To), new("ended", post.Ended)]);
}
