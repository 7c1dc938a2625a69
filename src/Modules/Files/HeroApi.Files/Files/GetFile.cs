namespace HeroApi.Files.Files;

/// <summary>Shows what a file is, to whoever sees a record that refers to it.</summary>
internal static class GetFile
{
    internal sealed record Query(Guid Id) : IQuery<FileView>;

    internal sealed class Handler(FileShelf files) : IRequestHandler<Query, FileView>
    {
        public async Task<FileView> Handle(Query query, CancellationToken cancellationToken) => (await files.Get(query.Id, cancellationToken)).File;
    }

    internal static void Map(IEndpointRouteBuilder files) => files
        .MapGet("/{id:guid}", Get)
        .WithName("GetFile")
        .WithSummary("What a file is: name, type, size, SHA-256")
        .RequireCredential(Problems.NotFound);

    private static async Task<Reply<FileView>> Get(Guid id, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Query(id), ct));
}
