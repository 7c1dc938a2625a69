using Dapper;
using HeroApi.Recognition.Consents;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Register;

namespace HeroApi.Recognition.Integration;

/// <summary>Tells other modules who has agreed to a purpose.</summary>
internal sealed class FindConsentingHandler(Db db) : IRequestHandler<FindConsenting, IReadOnlySet<Guid>>
{
    public async Task<IReadOnlySet<Guid>> Handle(FindConsenting query, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new { query.Purpose, query.On });
        return (await db.Query<Guid>(
            $"""
            SELECT DISTINCT c.hero_id
            FROM   recognition_consent c
            WHERE  c.purpose = @Purpose AND c.state = 'given' AND c.given_on <= @On AND (c.valid_until IS NULL OR c.valid_until >= @On) AND NOT {ConsentRow.WasOverruled}
            AND    c.hero_id IN {parameters.In("id", query.HeroIds)}
            """, parameters, cancellationToken)).ToHashSet();
    }
}

/// <summary>Tells other modules who was on the register on a day, as its statistics count.</summary>
internal sealed class FindOnRegisterHandler(Db db) : IRequestHandler<FindOnRegister, IReadOnlySet<Guid>>
{
    public async Task<IReadOnlySet<Guid>> Handle(FindOnRegister query, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new { query.On });
        return (await db.Query<Guid>(
            $"""
            SELECT h.id
            FROM   recognition_hero h
            WHERE  UNSCOPED('the module that asks decides who may see it') AND h.registered_from <= @On AND {GetRegisterStatistics.Counts}
            AND    (SELECT t.state_to FROM recognition_contact_turn t WHERE t.hero_id = h.id AND t.on_date <= @On ORDER BY t.on_date DESC, t.number DESC LIMIT 1) NOT IN ('deceased', 'abroad')
            AND    h.id IN {parameters.In("id", query.HeroIds)}
            """, parameters, cancellationToken)).ToHashSet();
    }
}

/// <summary>Tells other modules names and identity documents in clear.</summary>
internal sealed class FindHeroPapersHandler(Db db, Protector protector) : IRequestHandler<FindHeroPapers, IReadOnlyDictionary<Guid, HeroPaper>>
{
    public async Task<IReadOnlyDictionary<Guid, HeroPaper>> Handle(FindHeroPapers query, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters();
        var rows = await db.Query<Row>(
            $"""
            SELECT h.id, h.name, h.document_type, h.document_cipher
            FROM   recognition_hero h
            WHERE  UNSCOPED('the module that asks decides who may see it') AND h.id IN {parameters.In("id", query.HeroIds)}
            """, parameters, cancellationToken);
        return rows.ToDictionary(row => row.Id, row => new HeroPaper(row.Name, row.DocumentType, protector.Reveal(row.DocumentCipher)));
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public string? DocumentType { get; init; }
        public byte[]? DocumentCipher { get; init; }
    }
}
