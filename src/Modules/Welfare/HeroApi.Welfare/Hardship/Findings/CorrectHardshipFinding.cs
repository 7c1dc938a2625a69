using System.Text.Json.Serialization;
using HeroApi.Welfare.Hardship.Surveys;

namespace HeroApi.Welfare.Hardship.Findings;

/// <summary>Corrects what was found in a household. A plan that was made of it stays as it is.</summary>
internal static class CorrectHardshipFinding
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, FindingBody Finding) : ICommand<HardshipFindingView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<FindingBody> body) => RuleFor(c => c.Finding).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, FindingSource source, SurveyLists lists, Changes changes, TimeProvider clock) : IRequestHandler<Command, HardshipFindingView>
    {
        public async Task<HardshipFindingView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await source.Take(command.Id, command.Version, ct);
            var corrected = row.With(command.Finding, FindingDay.Of(command.Finding with { SurveyedOn = command.Finding.SurveyedOn ?? row.SurveyedOn }, row.Year, clock));
            await db.Execute(
                """
                UPDATE welfare_hardship_finding AS g
                SET    version = version + 1, updated_at = @now, hardship = @Hardship, household_id = @HouseholdId, members = @Members, income_fen = @IncomeFen, surveyed_on = @SurveyedOn,
                       surveyed_by = @SurveyedBy, situation = @Situation, needs = @Needs
                WHERE  g.id = @Id AND SCOPE(g)
                """,
                new
                {
                    now = clock.GetUtcNow(),
                    corrected.Hardship,
                    corrected.HouseholdId,
                    corrected.Members,
                    corrected.IncomeFen,
                    corrected.SurveyedOn,
                    corrected.SurveyedBy,
                    corrected.Situation,
                    corrected.Needs,
                    corrected.Id
                }, ct);
            var seen = await changes.VisibilityOf(row.Id, row.Protection, ct);
            changes.Changed(FindingSource.Name, row.Id, row.Version + 1, seen, seen);
            if (corrected.Hardship != row.Hardship || corrected.SurveyedOn != row.SurveyedOn)
                await lists.Tell(await db.Single<Guid>("SELECT e.person_id FROM welfare_entitlement e WHERE e.hero_id = @HeroId AND UNSCOPED('its finding is seen')", new { row.HeroId }, ct), ct);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder findings) => findings
        .MapPut("/{id:guid}", Correct)
        .WithName("CorrectHardshipFinding")
        .WithSummary("Correct what was found in a household")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner);

    private static async Task<Reply<HardshipFindingView>> Correct(Guid id, IfMatch match, FindingBody body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version, body), ct));
}
