using System.Text.Json;

namespace HeroApi.Recognition.BonusSchemes;

/// <summary>
/// Publishes what a county, a city or a province pays for a title from a day on, for a region that the caller's organisation answers
/// for. Several may hold at once, one for each title.
/// </summary>
internal static class PublishBonusScheme
{
    internal sealed record Command(BonusSchemeBody Scheme) : ICommand<BonusSchemeView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<BonusSchemeBody> rules) => RuleFor(c => c.Scheme).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, Call call, RegionReach reach, SchemeBook book, TimeProvider clock) : IRequestHandler<Command, BonusSchemeView>
    {
        public async Task<BonusSchemeView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, scheme, id) = (cancellationToken, command.Scheme, Guid.CreateVersion7(clock.GetUtcNow()));
            await reach.Must(scheme.Region, ct);
            await db.Execute(
                """
                INSERT INTO recognition_bonus_scheme (id, version, org_id, region, name, level, title, harm, valid_from, valid_to, formula, legal_basis, article)
                VALUES (@id, 1, @OrgId, @Region, @Name, @Level, @Title, @Harm, @ValidFrom, @ValidTo, @formula, @LegalBasis, @Article)
                """,
                new
                {
                    id,
                    call.Caller.OrgId,
                    scheme.Region,
                    scheme.Name,
                    scheme.Level,
                    scheme.Title,
                    scheme.Harm,
                    scheme.ValidFrom,
                    scheme.ValidTo,
                    formula = JsonSerializer.Serialize(scheme.Formula, Json.Stored),
                    scheme.LegalBasis,
                    scheme.Article
                }, ct);
            return (await book.Find(id, ct))!;
        }
    }

    internal static void Map(IEndpointRouteBuilder schemes) => schemes
        .MapPost("", Publish)
        .WithName("PublishBonusScheme")
        .WithSummary("Publish what a region pays for a title")
        .RequireScope(RecognitionScopes.HonoursDecide, BonusErrors.RegionOutOfReach);

    private static async Task<CreatedReply<BonusSchemeView>> Publish(BonusSchemeBody body, IMediator mediator, CancellationToken ct)
    {
        var published = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/bonus-schemes/{published.Id}", published);
    }
}
