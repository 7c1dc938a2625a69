using System.Text.Json;

namespace HeroApi.Welfare.Grants.Routes;

/// <summary>
/// Publishes a way to a grant for a region that the caller's organisation answers for, from a day on. It takes the place of the
/// one of the same code of any wider region, and of what comes with the program.
/// </summary>
internal static class PublishGrantRoute
{
    internal sealed record Command(GrantRouteBody Route) : ICommand<GrantRouteView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<GrantRouteBody> rules) => RuleFor(c => c.Route).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, Call call, RegionReach reach, RouteBook book, TimeProvider clock) : IRequestHandler<Command, GrantRouteView>
    {
        public async Task<GrantRouteView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, route, id) = (cancellationToken, command.Route, Guid.CreateVersion7(clock.GetUtcNow()));
            await reach.Must(route.Region, ct);
            await db.Execute(
                """
                INSERT INTO welfare_grant_route (id, version, org_id, region, code, harm, valid_from, valid_to, body)
                VALUES (@id, 1, @OrgId, @Region, @Code, @Harm, @ValidFrom, @ValidTo, @body)
                """,
                new { id, call.Caller.OrgId, route.Region, route.Code, route.Harm, route.ValidFrom, route.ValidTo, body = JsonSerializer.Serialize(route, Json.Stored) }, ct);
            return (await book.Find(id, ct))!;
        }
    }

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("", Publish)
        .WithName("PublishGrantRoute")
        .WithSummary("Publish what a region grants, and for whom")
        .RequireScope(WelfareScopes.Decide, WelfareErrors.RegionOutOfReach);

    private static async Task<CreatedReply<GrantRouteView>> Publish(GrantRouteBody body, IMediator mediator, CancellationToken ct)
    {
        var published = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/grant-routes/{published.Id}", published);
    }
}
