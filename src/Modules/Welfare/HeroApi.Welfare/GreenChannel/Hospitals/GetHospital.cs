namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>Shows a hospital of the green channel, with the keys that speak for it.</summary>
internal static class GetHospital
{
    internal sealed record Query(Guid Id) : IQuery<HospitalView>;

    internal sealed class Handler(HospitalSource source) : IRequestHandler<Query, HospitalView>
    {
        public Task<HospitalView> Handle(Query query, CancellationToken cancellationToken) => source.Get(query.Id, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder hospitals) => hospitals
        .MapGet("/{id:guid}", Get)
        .WithName("GetHospital")
        .WithSummary("Show a hospital of the green channel")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<HospitalView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
