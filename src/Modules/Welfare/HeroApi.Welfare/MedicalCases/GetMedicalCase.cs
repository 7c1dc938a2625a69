namespace HeroApi.Welfare.MedicalCases;

/// <summary>Shows a medical case: its lines, what is still uncovered, who is next in the chain, and what the law has the treasury pay.</summary>
internal static class GetMedicalCase
{
    internal sealed record Query(Guid Id) : IQuery<MedicalView>;

    internal sealed class Handler(MedicalSource source) : IRequestHandler<Query, MedicalView>
    {
        public Task<MedicalView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder medical) => medical
        .MapGet("/{id:guid}", Get)
        .WithName("GetMedicalCase")
        .WithSummary("Show a medical case")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<MedicalView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
