using HeroApi.Cases.Receipts;

namespace HeroApi.Cases.Leads;

/// <summary>Lists leads, masked, newest last unless asked otherwise.</summary>
internal static class ListLeads
{
    private static readonly Listing Listing = new Listing("l")
        .Search(LeadSource.Name, "Parts of the names of its persons, also in pinyin or initials, of its place, or of its summary; the search index")
        .Code("state", "l.state", LeadCodes.States, "Where it stands; index (state, id)")
        .Code("channel", "l.channel", LeadCodes.Channels, "How it became known; index (channel, id)")
        .Region("region", "l.region_code", "A region with everything below it: GB/T 2260; index (region_code, id)")
        .Flag("hasInjury", "l.has_injury", "Whether somebody who stepped in was hurt or died; index (has_injury, id)")
        .Where("receiptNumber", "l.receipt_number = @0", text => ReceiptNumber.TryParse(text, out var number) ? [number] : null, "The number its reporter reads out; unique index (receipt_number)")
        .Id("reportingOrg", "l.reporting_org_id", "Whose report it counts as; index (reporting_org_id, id)")
        .Instant("reportedAt", "l.reported_at", "When it was reported; index (reported_at, id)")
        .Date("actedOn", "l.acted_from", "l.acted_to", "The days it can have happened on; index (acted_from, id)")
        .Organisations()
        .Sort("reportedAt", "l.reported_at", SortKind.Instant)
        .Sort("actedOn", "l.acted_from", SortKind.Date);

    internal sealed record Query(ListQuery Asked) : IQuery<Page<LeadView>>;

    internal sealed class Handler(Pages pages, LeadSource source) : IRequestHandler<Query, Page<LeadView>>
    {
        public async Task<Page<LeadView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var page = await pages.Read<LeadRow>(query.Asked, LeadSource.Columns, LeadSource.Leads.Visible, cancellationToken);
            var leads = await source.States(page.Items, reveal: null, cancellationToken);
            return page.With<LeadView>([.. leads.Select(lead => (LeadView)lead.Body)]);
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapGet("", List)
        .WithName("ListLeads")
        .WithSummary("List leads")
        .Lists(Listing)
        .RequireScope(CaseScopes.LeadsRead, Problems.CursorInvalid);

    private static async Task<Reply<Page<LeadView>>> List(ListQuery asked, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked), ct));
}
