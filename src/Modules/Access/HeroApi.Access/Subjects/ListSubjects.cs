using HeroApi.Access.Tokens;

namespace HeroApi.Access.Subjects;

/// <summary>Lists the persons and systems of the caller's organisation and below that have called with tokens, and when each did last.</summary>
internal static class ListSubjects
{
    private static readonly Listing Asks = new Listing("s")
        .Id("org", "s.org_id", "Subjects of this organisation")
        .Where("blocked", "(s.blocked_at IS NOT NULL) = @0", text => text switch { "true" => [true], "false" => [false], _ => null }, "Whether it was blocked")
        .Text("name", "s.name", "Subjects of exactly this name");

    internal sealed record Query(ListQuery Asked) : IQuery<Page<Row>>;

    internal sealed record Row : Listed
    {
        public required long Version { get; init; }

        /// <summary>The token issuer that vouches for it.</summary>
        public required string Issuer { get; init; }

        /// <summary>The issuer's own name for it, masked.</summary>
        public required string Subject { get; init; }

        /// <summary>The name that its last token gave.</summary>
        public string? Name { get; init; }

        public Guid? OrgId { get; init; }
        public required bool Blocked { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }

        /// <summary>To the minute.</summary>
        public DateTimeOffset? LastUsedAt { get; init; }

        internal static Row Example => new()
        {
            Id = SubjectView.Example.Id,
            Version = 2,
            Issuer = SubjectView.Example.Issuer,
            Subject = SubjectView.Example.Subject,
            Name = SubjectView.Example.Name,
            OrgId = SubjectView.Example.OrgId,
            Blocked = true,
            CreatedAt = SubjectView.Example.CreatedAt,
            LastUsedAt = SubjectView.Example.UpdatedAt
        };
    }

    internal sealed class Handler(Pages pages, SubjectSource subjects, Issuers issuers, Call call) : IRequestHandler<Query, Page<Row>>
    {
        public async Task<Page<Row>> Handle(Query query, CancellationToken cancellationToken)
        {
            query.Asked.Parameters.Add("within", call.Caller.OrgId);
            var page = await pages.Read<SubjectSource.Row>(query.Asked, SubjectSource.Columns, $"FROM access_subject s WHERE {subjects.Managed}", cancellationToken);
            return page.Select(row => new Row
            {
                Id = row.Id,
                Version = row.Version,
                Issuer = issuers.NameOf(row.Issuer),
                Subject = row.SubjectMasked,
                Name = row.Name,
                OrgId = row.OrgId,
                Blocked = row.BlockedAt is not null,
                CreatedAt = row.CreatedAt,
                LastUsedAt = row.LastUsedAt
            });
        }
    }

    internal static void Map(IEndpointRouteBuilder subjects) => subjects
        .MapGet("", List)
        .WithName("ListSubjects")
        .WithSummary("List who has called with tokens")
        .Lists(Asks)
        .RequireScope(KnownScopes.KeysManage);

    private static async Task<Reply<Page<Row>>> List(ListQuery query, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(query), ct));
}
