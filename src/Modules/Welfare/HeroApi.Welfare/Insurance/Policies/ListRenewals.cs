namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>The work list of renewals: policies in force that end within some days and that no other policy takes the place of yet, the next one first.</summary>
internal static class ListRenewals
{
    private const int Soon = 60;

    private static readonly Listing Listing = new Listing("p")
        .Organisations()
        .Sort("ends", "p.to_day", SortKind.Date)
        .First("ends");

    internal sealed record Query(ListQuery Asked, int? Within) : IQuery<Page<PolicyView>>;

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Within).InclusiveBetween(0, 3650).OverridePropertyName("query.within");
    }

    internal sealed class Handler(Pages pages, PolicySource source, TimeProvider clock) : IRequestHandler<Query, Page<PolicyView>>
    {
        public async Task<Page<PolicyView>> Handle(Query query, CancellationToken cancellationToken)
        {
            var asked = query.Asked;
            asked.Parameters.Add("last", clock.Today().AddDays(query.Within ?? Soon));
            var page = await pages.Read<PolicyRow>(asked, PolicyRow.Columns,
                """
                FROM   welfare_policy p
                WHERE  SCOPE(p) AND p.state = 'in_force' AND p.to_day <= @last
                AND    NOT EXISTS (SELECT 1 FROM welfare_policy n WHERE n.previous_id = p.id AND n.state <> 'cancelled' AND SCOPE(n))
                """, cancellationToken);
            return page.With(await source.Views(page.Items, cancellationToken));
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapGet("/renewals", List)
        .WithName("ListRenewals")
        .WithSummary("Policies that end soon and have no successor")
        .Lists(Listing)
        .RequireScope(WelfareScopes.Read, Problems.CursorInvalid);

    /// <param name="within">Those that end within this many days from today; 60 unless said.</param>
    private static async Task<Reply<Page<PolicyView>>> List(ListQuery asked, int? within, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(asked, within), ct));
}
