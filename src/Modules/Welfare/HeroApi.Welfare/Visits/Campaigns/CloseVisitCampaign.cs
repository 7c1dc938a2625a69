using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Visits.Campaigns;

/// <summary>Closes a campaign: its list no longer follows the register, and whoever is still due on it was not met.</summary>
internal static class CloseVisitCampaign
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<CampaignView>;

    internal sealed class Handler(Db db, CampaignSource source, Records records, TimeProvider clock) : IRequestHandler<Command, CampaignView>
    {
        public async Task<CampaignView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await source.Take(command.Id, command.Version, ct);
            await db.Execute("UPDATE welfare_due_visit SET state = 'not_met', reason = 'campaign_closed' WHERE campaign_id = @Id AND state = 'due'", new { row.Id }, ct);
            await db.Execute("UPDATE welfare_visit_campaign AS c SET state = 'closed', closed_on = @today WHERE c.id = @Id AND SCOPE(c)", new { row.Id, today = clock.Today() }, ct);
            await records.Raise(CampaignSource.Campaigns, [row.Id], losing: [], ct);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder campaigns) => campaigns
        .MapPost("/{id:guid}/closure", Close)
        .WithName("CloseVisitCampaign")
        .WithSummary("Close a campaign of visits")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, VisitErrors.CampaignClosed);

    private static async Task<Reply<CampaignView>> Close(Guid id, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, match.Version), ct));
}
