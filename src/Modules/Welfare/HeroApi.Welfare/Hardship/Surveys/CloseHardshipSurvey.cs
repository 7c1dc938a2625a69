using System.Text.Json.Serialization;
using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.Hardship.Surveys;

/// <summary>Closes a survey: its list no longer follows the register, and whoever is still due on it was missed.</summary>
internal static class CloseHardshipSurvey
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<SurveyView>;

    internal sealed class Handler(Db db, SurveySource source, ListGate gate, Records records, TimeProvider clock) : IRequestHandler<Command, SurveyView>
    {
        public async Task<SurveyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, today) = (cancellationToken, clock.Today());
            await gate.OverAllBelow((await source.Seek(command.Id, ct))?.OwnerOrgId ?? Guid.Empty, ct);
            var row = await source.Take(command.Id, command.Version, ct);
            await db.Execute("UPDATE welfare_survey_entry SET state = 'missed', ended_on = @today WHERE survey_id = @Id AND state = 'due'", new { row.Id, today }, ct);
            await db.Execute("UPDATE welfare_hardship_survey AS s SET state = 'closed', closed_on = @today WHERE s.id = @Id AND SCOPE(s)", new { row.Id, today }, ct);
            await records.Raise(SurveySource.Surveys, [row.Id], losing: [], ct);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder surveys) => surveys
        .MapPost("/{id:guid}/closure", Close)
        .WithName("CloseHardshipSurvey")
        .WithSummary("Close a yearly survey")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, HardshipErrors.SurveyClosed);

    private static async Task<Reply<SurveyView>> Close(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
