using Dapper;

namespace HeroApi.Cases.Triage;

/// <summary>Finds leads that may tell of the same act, by time, place and persons, among those the caller sees.</summary>
internal static class FindSimilarLeads
{
    private const int MostShown = 20;
    private const int MostLookedAt = 200;
    private const double MetresPerDegree = 111_320;

    internal sealed record Query(Guid LeadId) : IQuery<Result>;

    /// <summary>Leads that may tell of the same act, the most similar first.</summary>
    internal sealed record Result
    {
        public required IReadOnlyList<Item> Items { get; init; }

        internal static Result Example => new()
        {
            Items = [new Item { Score = 76, Because = [new Likeness { Code = "same_document", Points = 60 }, new Likeness { Code = "near_in_time", Points = 16 }], Lead = LeadView.Example }]
        };
    }

    /// <summary>One lead with what speaks for it.</summary>
    internal sealed record Item
    {
        /// <summary>0 to 100; the sum of the points of its reasons.</summary>
        public required int Score { get; init; }

        public required IReadOnlyList<Likeness> Because { get; init; }
        public required LeadView Lead { get; init; }
    }

    internal sealed class Handler(Db db, LeadSource source, Protector protector) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await source.Find(query.LeadId, ct);
            var lead = (LeadView)(await source.States([row], reveal: null, ct)).Single().Body;
            var persons = await db.Query<PersonRow>($"SELECT {LeadSource.PersonColumns} FROM cases_lead_person WHERE lead_id = @Id", new { lead.Id }, ct);
            var documents = await Sharing("document_index", [.. persons.SelectMany(person => Indexes(Papers.Kind(person.DocumentType), person.DocumentCipher))], lead.Id, ct);
            var phones = await Sharing("phone_index", [.. persons.SelectMany(person => Indexes(Papers.Phone, person.PhoneCipher))], lead.Id, ct);
            var names = await Sharing("name", persons.Select(person => person.Name).ToList(), lead.Id, ct);
            HashSet<Guid> candidates = [.. documents, .. phones, .. names, .. await Around(row, ct)];

            var found = new List<Item>();
            foreach (var state in await source.Read(candidates, ct))
            {
                var other = (LeadView)state.Body;
                var because = LeadLikeness.Between(lead, other, documents.Contains(other.Id), phones.Contains(other.Id));
                var score = Math.Min(100, because.Sum(likeness => likeness.Points));
                if (score >= LeadLikeness.Least)
                    found.Add(new Item { Score = score, Because = because, Lead = other });
            }

            return new Result { Items = [.. found.OrderByDescending(item => item.Score).ThenBy(item => item.Lead.Id).Take(MostShown)] };
        }

        /// <summary>Not the stored index itself: while the index key changes, equal values are stored under two keys.</summary>
        private IReadOnlyList<byte[]> Indexes(string kind, byte[]? cipher) => protector.Reveal(cipher) is { } value ? protector.Indexes(kind, value) : [];

        /// <summary>Visible leads with a person who shares something with one of this lead.</summary>
        private async Task<HashSet<Guid>> Sharing<T>(string what, IReadOnlyCollection<T> values, Guid leadId, CancellationToken ct)
        {
            if (values.Count == 0)
                return [];

            var parameters = new DynamicParameters(new { leadId, MostLookedAt });
            return [.. await db.Query<Guid>(
                $"""
                SELECT DISTINCT l.id
                FROM   cases_lead_person p
                JOIN   cases_lead l ON l.id = p.lead_id
                WHERE  p.lead_id <> @leadId AND l.deleted_at IS NULL AND SCOPE(l) AND p.{what} IN {parameters.In("value", values)}
                LIMIT  @MostLookedAt
                """, parameters, ct)];
        }

        /// <summary>Visible leads of about the same days, close by when both have a point, else in the same region.</summary>
        private async Task<IReadOnlyList<Guid>> Around(LeadRow lead, CancellationToken ct)
        {
            var parameters = new DynamicParameters(new
            {
                lead.Id,
                lead.RegionCode,
                earliest = lead.ActedOn.From.AddDays(-LeadLikeness.LongestGapInDays),
                latest = lead.ActedOn.To.AddDays(LeadLikeness.LongestGapInDays),
                MostLookedAt
            });
            const string sameDays = "l.id <> @Id AND l.deleted_at IS NULL AND l.acted_from <= @latest AND l.acted_to >= @earliest AND SCOPE(l)";
            var found = await db.Query<Guid>($"SELECT l.id FROM cases_lead l WHERE l.region_code = @RegionCode AND {sameDays} LIMIT @MostLookedAt", parameters, ct);
            if (lead.Lon is not { } lon || lead.Lat is not { } lat)
                return found;

            var north = LeadLikeness.LongestMetres / MetresPerDegree;
            var east = north / Math.Max(0.01, Math.Cos(lat * Math.PI / 180));
            parameters.AddDynamicParams(new { south = lat - north, north = lat + north, west = lon - east, east = lon + east });
            var near = await db.Query<Guid>(
                $"SELECT l.id FROM cases_lead l WHERE l.lat BETWEEN @south AND @north AND l.lon BETWEEN @west AND @east AND {sameDays} LIMIT @MostLookedAt", parameters, ct);
            return [.. found, .. near];
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapGet("/{id:guid}/similar", Find)
        .WithName("FindSimilarLeads")
        .WithSummary("Leads that may tell of the same act, with reasons")
        .RequireScope(CaseScopes.LeadsRead, Problems.NotFound, Problems.Deleted);

    private static async Task<Reply<Result>> Find(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
