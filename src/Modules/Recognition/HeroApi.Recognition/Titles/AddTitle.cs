using HeroApi.Organisations.Contracts;

namespace HeroApi.Recognition.Titles;

/// <summary>Adds a title to the catalogue, for a region that the caller's organisation answers for; those of the nation are for the installation alone.</summary>
internal static class AddTitle
{
    internal sealed record Command(TitleBody Title) : ICommand<TitleView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<TitleBody> body) => RuleFor(c => c.Title).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, Call call, IMediator mediator, Records records, TimeProvider clock) : IRequestHandler<Command, TitleView>
    {
        public async Task<TitleView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, title, id) = (cancellationToken, command.Title, Guid.CreateVersion7(clock.GetUtcNow()));
            await MustAnswerFor(title.RegionCode, ct);
            if (await db.Execute(
                """
                INSERT INTO recognition_title (id, version, shipped, org_id, level, region_code, name, kind, subject, granting_body, basis, since, until, valid_from, valid_to)
                VALUES (@id, @version, false, @orgId, @Level, @RegionCode, @Name, @Kind, @Subject, @GrantingBody, @Basis, @Since, @Until, @from, @to)
                ON CONFLICT DO NOTHING
                """, title.Columns(id, call.Caller.OrgId, version: 1), ct) == 0)
                throw new Refusal(RecognitionErrors.TitleKnown);
            return (await TitleView.Find(db, id, ct))!;
        }

        private async Task MustAnswerFor(string region, CancellationToken ct)
        {
            var place = (await mediator.Send(new FindPlaces([region], clock.Today()), ct)).GetValueOrDefault(region);
            if (place is null && region != TitleCodes.Nation)
                throw Invalid.At("/regionCode", ValueProblems.UnknownRegion);
            if (call.Caller.OrgId is null)
                return;

            Guid[] answering = [.. new[] { place?.CompetentOrgId, place?.CareOrgId }.OfType<Guid>()];
            if (answering.Length == 0 || (await records.Owned(answering, ct)).Count == 0)
                throw new Refusal(RecognitionErrors.TitleRegionOutOfReach, new { region });
        }
    }

    internal static void Map(IEndpointRouteBuilder titles) => titles
        .MapPost("", Add)
        .WithName("AddTitle")
        .WithSummary("Add a title of your region to the catalogue")
        .RequireScope(RecognitionScopes.HonoursDecide, RecognitionErrors.TitleKnown, RecognitionErrors.TitleRegionOutOfReach);

    private static async Task<CreatedReply<TitleView>> Add(TitleBody body, IMediator mediator, CancellationToken ct)
    {
        var added = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/titles/{added.Id}", added);
    }
}
