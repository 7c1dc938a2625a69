using Dapper;
using HeroApi.Recognition.Contracts;

namespace HeroApi.Recognition.Integration;

/// <summary>Tells other modules where and when a person's confirmed act was.</summary>
internal sealed class FindDeedHandler(Db db) : IRequestHandler<FindDeed, DeedFacts?>
{
    public Task<DeedFacts?> Handle(FindDeed query, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(new { query.CaseId });
        return db.SingleOrDefault<DeedFacts>(
            $"SELECT region_code, acted_on FROM recognition_deed WHERE case_id = @CaseId AND state = 'confirmed' AND hero_id IN {parameters.In("hero", query.HeroIds)}", parameters, cancellationToken);
    }
}
