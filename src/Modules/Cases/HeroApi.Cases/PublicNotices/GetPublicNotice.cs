namespace HeroApi.Cases.PublicNotices;

/// <summary>Shows one public notice to anybody. One that has been taken down, or is not shown now, answers as if it had never been.</summary>
internal static class GetPublicNotice
{
    internal sealed record Query(string Number) : IQuery<PublicNotice>;

    internal sealed class Handler(Db db, NoticeBoard board) : IRequestHandler<Query, PublicNotice>
    {
        public async Task<PublicNotice> Handle(Query query, CancellationToken cancellationToken)
        {
            var row = await PublicNotice.Find(db, query.Number, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            return (await board.Show([row], cancellationToken)).Single();
        }
    }

    internal static void Map(IEndpointRouteBuilder notices) => notices
        .MapGet("/{number}", Get)
        .WithName("GetPublicNotice")
        .WithSummary("One public notice; needs no key")
        .Lasts()
        .OpenToRead(Problems.NotFound);

    /// <param name="number">With or without hyphens.</param>
    private static async Task<Reply<PublicNotice>> Get(string number, IMediator mediator, CancellationToken ct)
    {
        var notice = await mediator.Send(new Query(number), ct);
        return Answers.Public(notice, PublicNotice.Tag(notice));
    }
}
