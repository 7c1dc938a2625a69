using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Grants.Routes;

/// <summary>
/// Ends a published route on a day. Grants decided by it stay; a mistake is ended on its first day and published anew. Nothing else
/// of a route ever changes.
/// </summary>
internal static class EndGrantRoute
{
    /// <param name="ValidTo">The first day that it no longer holds; its own first day when it was a mistake.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, DateOnly ValidTo) : ICommand<GrantRouteView>
    {
        internal static Command Example => new(Guid.Empty, 1, new DateOnly(2027, 1, 1));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.ValidTo).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
    }

    internal sealed class Handler(Db db, RegionReach reach, RouteBook book) : IRequestHandler<Command, GrantRouteView>
    {
        public async Task<GrantRouteView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var route = await book.Find(command.Id, ct) ?? throw new Refusal(Problems.NotFound);
            if (route.Shipped)
                throw new Refusal(GrantErrors.RouteShipped);
            await reach.Must(route.Region, ct);
            if (command.ValidTo < route.ValidFrom || command.ValidTo > route.ValidTo)
                throw Invalid.At("/validTo", ValueProblems.OutOfRange, new { route.ValidFrom, route.ValidTo });
            if (await db.Execute("UPDATE welfare_grant_route SET valid_to = @ValidTo, version = version + 1 WHERE id = @Id AND version = @Version", command, ct) == 0)
                throw Stale.At((await book.Find(command.Id, ct))!.Version);
            return (await book.Find(command.Id, ct))!;
        }
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/{id:guid}/end", End)
        .WithName("EndGrantRoute")
        .WithSummary("End a published route on a day")
        .RequireScope(WelfareScopes.Decide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired,
            WelfareErrors.RegionOutOfReach, GrantErrors.RouteShipped);

    private static async Task<Reply<GrantRouteView>> End(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
