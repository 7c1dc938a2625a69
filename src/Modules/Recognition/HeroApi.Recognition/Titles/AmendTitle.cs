using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Titles;

/// <summary>
/// Changes members of a title that an organisation has added (JSON Merge Patch): above all until when it is granted. Awards keep the name that
/// they were granted under.
/// </summary>
internal static class AmendTitle
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<TitleView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(Db db, Call call, Records records, IValidator<TitleBody> validator) : IRequestHandler<Command, TitleView>
    {
        public async Task<TitleView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var title = await TitleView.Find(db, command.Id, ct) ?? throw new Refusal(Problems.NotFound);
            if (title.Shipped)
                throw new Refusal(RecognitionErrors.TitleShipped);
            if (title.OrgId is { } org)
                await records.MustOwn(org, ct);
            else
                call.Caller.NeedInstallation();

            var body = Json.MergePatch(TitleBody.Of(title), command.Patch);
            validator.Check(body);
            if (body.Level != title.Level)
                throw Invalid.At("/level", RecognitionErrors.TitleFixed);
            if (body.RegionCode != title.RegionCode)
                throw Invalid.At("/regionCode", RecognitionErrors.TitleFixed);
            if (await db.SingleOrDefault<Guid?>(
                "SELECT id FROM recognition_title WHERE region_code = @RegionCode AND level = @Level AND name = @Name AND valid_from = @from AND id <> @id", body.Columns(title.Id, title.OrgId, command.Version), ct) is not null)
                throw new Refusal(RecognitionErrors.TitleKnown);
            if (await db.Execute(
                """
                UPDATE recognition_title
                SET    version = version + 1, name = @Name, kind = @Kind, subject = @Subject, granting_body = @GrantingBody, basis = @Basis,
                       since = @Since, until = @Until, valid_from = @from, valid_to = @to
                WHERE  id = @id AND version = @version
                """, body.Columns(title.Id, title.OrgId, command.Version), ct) == 0)
                throw Stale.At(title.Version);
            return (await TitleView.Find(db, title.Id, ct))!;
        }
    }

    internal static void Map(IEndpointRouteBuilder titles) => titles
        .MapPatch("/{id:guid}", Amend)
        .Accepts<TitleBody>("application/json", "application/merge-patch+json")
        .WithName("AmendTitle")
        .WithSummary("Change a title that your organisation has added, such as until when it is granted")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            RecognitionErrors.TitleKnown, RecognitionErrors.TitleShipped);

    private static async Task<Reply<TitleView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
