using System.Text.Json.Serialization;

namespace HeroApi.Recognition.BonusSchemes;

/// <summary>
/// Ends a published scheme on a day. Bonuses decided by it stay; a mistake is ended on its first day and published anew. Nothing else
/// of a scheme ever changes.
/// </summary>
internal static class EndBonusScheme
{
    /// <param name="ValidTo">The first day that it no longer holds; its own first day when it was a mistake.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, DateOnly ValidTo) : ICommand<BonusSchemeView>
    {
        internal static Command Example => new(Guid.Empty, 1, new DateOnly(2027, 1, 1));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.ValidTo).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
    }

    internal sealed class Handler(Db db, RegionReach reach, SchemeBook book) : IRequestHandler<Command, BonusSchemeView>
    {
        public async Task<BonusSchemeView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var scheme = await book.Find(command.Id, ct) ?? throw new Refusal(Problems.NotFound);
            if (scheme.Shipped)
                throw new Refusal(BonusErrors.SchemeShipped);
            await reach.Must(scheme.Region, ct);
            if (command.ValidTo < scheme.ValidFrom || command.ValidTo > scheme.ValidTo)
                throw Invalid.At("/validTo", ValueProblems.OutOfRange, new { scheme.ValidFrom, scheme.ValidTo });
            if (await db.Execute("UPDATE recognition_bonus_scheme SET valid_to = @ValidTo, version = version + 1 WHERE id = @Id AND version = @Version", command, ct) == 0)
                throw Stale.At((await book.Find(command.Id, ct))!.Version);
            return (await book.Find(command.Id, ct))!;
        }
    }

    internal static void Map(IEndpointRouteBuilder schemes) => schemes
        .MapPost("/{id:guid}/end", End)
        .WithName("EndBonusScheme")
        .WithSummary("End a published scheme on a day")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired,
            BonusErrors.RegionOutOfReach, BonusErrors.SchemeShipped);

    private static async Task<Reply<BonusSchemeView>> End(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
