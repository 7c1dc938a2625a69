namespace HeroApi.Welfare.Insurance.Members;

/// <summary>Shows one member of a policy.</summary>
internal static class GetMember
{
    internal sealed record Query(Guid Id) : IQuery<MemberView>;

    internal sealed class Handler(MemberSource source) : IRequestHandler<Query, MemberView>
    {
        public Task<MemberView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder members) => members
        .MapGet("/{id:guid}", Get)
        .WithName("GetMember")
        .WithSummary("Show how a person is on the list of a policy")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<MemberView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
