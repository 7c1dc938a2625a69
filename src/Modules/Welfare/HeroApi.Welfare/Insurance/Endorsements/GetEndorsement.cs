namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>Shows an endorsement with everybody whom it tells of, by number and hero file; names are in its file alone.</summary>
internal static class GetEndorsement
{
    internal sealed record Query(Guid PolicyId, Guid Id) : IQuery<Result>;

    /// <summary>An endorsement with its lines.</summary>
    internal sealed record Result : IVersioned
    {
        public required Guid Id { get; init; }
        public required long Version { get; init; }
        public required EndorsementView Endorsement { get; init; }

        /// <summary>In the order of the file; at most 5,000.</summary>
        public required IReadOnlyList<EndorsementLine> Lines { get; init; }

        internal static Result Example => new() { Id = EndorsementView.Example.Id, Version = EndorsementView.Example.Version, Endorsement = EndorsementView.Example, Lines = [EndorsementLine.Example] };
    }

    internal sealed class Handler(EndorsementDesk desk) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var endorsement = await desk.Get(query.PolicyId, query.Id, cancellationToken);
            return new Result { Id = endorsement.Id, Version = endorsement.Version, Endorsement = endorsement, Lines = await desk.Lines(query.Id, cancellationToken) };
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapGet("/{id:guid}/endorsements/{endorsementId:guid}", Get)
        .WithName("GetEndorsement")
        .WithSummary("Show an endorsement with everybody whom it tells of")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    private static async Task<Reply<Result>> Get(Guid id, Guid endorsementId, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, endorsementId), ct));
}
