using HeroApi.Exchange.Imports.Tables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Exchange.Imports;

/// <summary>Gives an empty table with the columns of a record type, in the caller's language, to be filled in a spreadsheet.</summary>
internal static class GetImportTemplate
{
    internal sealed record Query(string Type) : IQuery<IReadOnlyList<string>>;

    internal sealed class Handler(IEnumerable<IImport> types) : IRequestHandler<Query, IReadOnlyList<string>>
    {
        public Task<IReadOnlyList<string>> Handle(Query query, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(
            [.. ImportTypes.Of(types, query.Type, "/query/type").Columns.Select(column => ImportTypes.Named(column.Zh, column.Member))]);
    }

    internal static void Map(IEndpointRouteBuilder imports) => imports
        .MapGet("/template", Get)
        .WithName("GetImportTemplate")
        .WithSummary("An empty CSV with the columns of a record type")
        .WithMetadata(CsvAnswer.Given, new Alone())
        .Produces(StatusCodes.Status200OK)
        .RequireScope(Import.Scope);

    /// <param name="type">The record type, such as hero; required.</param>
    private static async Task<PushStreamHttpResult> Get(string? type, IMediator mediator, CancellationToken ct)
    {
        var header = await mediator.Send(new Query(type ?? ""), ct);
        return CsvAnswer.Of($"{type}.csv", csv => csv.Row(header));
    }
}
