using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>Lists the endorsements of a policy.</summary>
internal static class ListEndorsements
{
    private static readonly Listing Listing = new Listing("n")
        .Code("state", "n.state", EndorsementCodes.States, "Whether the insurer has answered");

    internal sealed record Query(Guid PolicyId, ListQuery Asked) : IQuery<Page<EndorsementView>>;

    internal sealed class Handler(Pages pages, PolicySource policies) : IRequestHandler<Query, Page<EndorsementView>>
    {
        public async Task<Page<EndorsementView>> Handle(Query query, CancellationToken cancellationToken)
        {
            if (await policies.Seek(query.PolicyId, cancellationToken) is null)
                throw new Refusal(Problems.NotFound);
            query.Asked.Parameters.Add("policy", query.PolicyId);
            return await pages.Read<EndorsementView>(query.Asked, EndorsementView.Columns, EndorsementView.Visible, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapGet("/{id:guid}/endorsements", List)
        .WithName("ListEndorsements")
        .WithSummary("List the endorsements of a policy")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.NotFound, Problems.CursorInvalid);

    private static async Task<Reply<Page<EndorsementView>>> List(Guid id, ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, asked), ct));
}
