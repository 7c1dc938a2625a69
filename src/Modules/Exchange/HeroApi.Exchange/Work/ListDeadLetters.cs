namespace HeroApi.Exchange.Work;

/// <summary>Lists the deliveries that were given up, of the whole installation.</summary>
internal static class ListDeadLetters
{
    internal sealed record Query(string? Cursor, int Limit) : IQuery<Page<DeadLetter>>;

    internal sealed class Handler(DeadLetters letters, Call call) : IRequestHandler<Query, Page<DeadLetter>>
    {
        public Task<Page<DeadLetter>> Handle(Query query, CancellationToken cancellationToken)
        {
            call.Caller.NeedInstallation();
            return letters.Read(query.Cursor, query.Limit, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder letters) => letters
        .MapGet("", List)
        .WithName("ListDeadLetters")
        .WithSummary("List deliveries that were given up")
        .RequireScope(Scopes.Admin, Problems.InstallationRequired, Problems.CursorInvalid);

    /// <param name="cursor">The nextCursor of the page before.</param>
    /// <param name="limit">Items on a page, at most 500; 50 when absent.</param>
    private static async Task<Reply<Page<DeadLetter>>> List(string? cursor, int? limit, IMediator mediator, CancellationToken ct)
    {
        if (limit is < 1 or > Pages.MostLimit)
            throw Invalid.At("/query/limit", Problems.ParameterInvalid, new { from = 1, to = Pages.MostLimit });
        return Answers.Ok(await mediator.Send(new Query(cursor, limit ?? Pages.DefaultLimit), ct));
    }
}
