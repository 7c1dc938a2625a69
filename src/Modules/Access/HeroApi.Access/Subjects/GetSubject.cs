namespace HeroApi.Access.Subjects;

/// <summary>Shows one subject; the issuer's own name for it in clear only with X-Purpose and pii:read, and then on record.</summary>
internal static class GetSubject
{
    internal sealed record Query(Guid Id) : IQuery<SubjectView>;

    internal sealed class Handler(SubjectSource subjects) : IRequestHandler<Query, SubjectView>
    {
        public Task<SubjectView> Handle(Query query, CancellationToken cancellationToken) => subjects.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder subjects) => subjects
        .MapGet("/{id:guid}", Get)
        .WithName("GetSubject")
        .WithSummary("Show who has called with tokens")
        .RequireScope(KnownScopes.KeysManage, Problems.NotFound, Problems.PurposeNeeded);

    private static async Task<Reply<SubjectView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
