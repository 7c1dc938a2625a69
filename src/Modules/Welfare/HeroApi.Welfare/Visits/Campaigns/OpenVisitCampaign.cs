using Dapper;

namespace HeroApi.Welfare.Visits.Campaigns;

/// <summary>
/// Opens a campaign and draws its list: everybody of the area whom the rule means, each person once. Until it is closed, who comes onto the
/// register joins the list, and who leaves it or moves away leaves the list.
/// </summary>
internal static class OpenVisitCampaign
{
    internal sealed record Command(CampaignBody Campaign) : ICommand<CampaignView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<CampaignBody> body) => RuleFor(c => c.Campaign).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, Call call, CampaignSource source, VisitLists lists, Changes changes, RegionReach regions, TimeProvider clock) : IRequestHandler<Command, CampaignView>
    {
        public async Task<CampaignView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, body, org, now) = (cancellationToken, command.Campaign, call.Caller.NeedOrg(), Instants.Micro(clock.GetUtcNow()));
            if (body.Region is { } region)
                await regions.MustExist(region, ct);

            var id = Guid.CreateVersion7(now);
            await db.Execute(
                """
                INSERT INTO welfare_visit_campaign (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, occasion, title, from_on, to_on,
                                                    region, org_scope, states, grade_at_most, hardships, died_in_act, cash_fen, goods, goods_value_fen, budget_fen, note, state)
                VALUES (@id, 1, @org, @org, 1, 'none', @now, @now, @Occasion, @Title, @From, @To, @Region, @OrgScope, @states, @GradeAtMost, @hardships, @DiedInAct,
                        @CashFen, @Goods, @GoodsValueFen, @BudgetFen, @Note, 'open')
                """,
                new
                {
                    id,
                    org,
                    now,
                    body.Occasion,
                    body.Title,
                    body.From,
                    body.To,
                    body.Region,
                    body.OrgScope,
                    states = string.Join(',', body.Rule.States.Distinct()),
                    body.Rule.GradeAtMost,
                    hardships = string.Join(',', body.Rule.Hardships.Distinct()),
                    body.Rule.DiedInAct,
                    body.CashFen,
                    body.Goods,
                    body.GoodsValueFen,
                    body.BudgetFen,
                    body.Note
                }, ct);
            await lists.Draw(id, org, body, ct);

            var parameters = new DynamicParameters(new { id });
            var seen = await db.Query<Guid>(
                """
                SELECT e.owner_org_id
                FROM   welfare_due_visit d
                JOIN   welfare_entitlement e ON e.hero_id = d.hero_id
                WHERE  d.campaign_id = @id AND SCOPE(e)
                """, parameters, ct);
            if (seen.Count == 0)
                throw new Refusal(VisitErrors.NobodyToVisit);
            if (seen.Count * (body.CashFen + body.GoodsValueFen) is var planned && planned > body.BudgetFen)
                throw new Refusal(VisitErrors.OverBudget, new { persons = seen.Count, plannedFen = planned });

            changes.Created(CampaignSource.Name, id, 1, new Visibility(org, [.. await lists.Keepers(id, org, ct)], Protection.None));
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder campaigns) => campaigns
        .MapPost("", Open)
        .WithName("OpenVisitCampaign")
        .WithSummary("Open a campaign of visits and draw its list")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, VisitErrors.NobodyToVisit, VisitErrors.OverBudget);

    private static async Task<CreatedReply<CampaignView>> Open(CampaignBody body, IMediator mediator, CancellationToken ct)
    {
        var opened = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/visit-campaigns/{opened.Id}", opened);
    }
}
