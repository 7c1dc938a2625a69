using Dapper;

namespace HeroApi.Welfare.Visits.DueVisits;

/// <summary>Gives visits that are due to whoever goes there: all of a township's on a campaign's list at once, or single ones. Given anew, they are taken from who had them.</summary>
internal static class AssignDueVisits
{
    internal sealed record Command : ICommand<Result>
    {
        /// <summary>Those on the list of this campaign.</summary>
        public Guid? CampaignId { get; init; }

        /// <summary>Of them only those in this region or below it: GB/T 2260.</summary>
        public string? Region { get; init; }

        /// <summary>Just these; at most 500.</summary>
        public IReadOnlyList<Guid> DueIds { get; init; } = [];

        /// <summary>Who goes there; at most 100 characters.</summary>
        public string? Assignee { get; init; }

        /// <summary>The organisation that goes there: yours or one below it. It sees what it was given, and may pay the visits.</summary>
        public Guid? AssigneeOrgId { get; init; }

        internal static Command Example => new() { DueIds = [DueVisitView.Example.Id], Assignee = "示范网格员" };
    }

    /// <summary>How many were given.</summary>
    internal sealed record Result
    {
        /// <summary>Visits that are due and whose persons your organisation or one below it cares for; others stay as they are.</summary>
        public required long Assigned { get; init; }

        internal static Result Example => new() { Assigned = 12 };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.CampaignId).NotNull().When(c => c.DueIds.Count == 0);
            RuleFor(c => c.Region).RegionCode();
            RuleFor(c => c.DueIds.Count).LessThanOrEqualTo(500).OverridePropertyName(nameof(Command.DueIds));
            RuleFor(c => c.Assignee).Line(100);
        }
    }

    internal sealed class Handler(Db db, Call call, DueVisitDesk desk) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, org) = (cancellationToken, call.Caller.NeedOrg());
            await desk.MustStandBelow(command.AssigneeOrgId, ct);
            var span = RegionSpan.Of(command.Region);
            var parameters = new DynamicParameters(new { org, command.Assignee, command.AssigneeOrgId, command.CampaignId, span.From, span.Past });
            return new Result
            {
                Assigned = await db.Execute(
                    $"""
                    UPDATE welfare_due_visit
                    SET    assignee = @Assignee, assignee_org_id = @AssigneeOrgId
                    WHERE  state = 'due' AND id IN (SELECT d.id FROM welfare_due_visit d
                                                    JOIN welfare_entitlement e ON e.hero_id = d.hero_id
                                                    JOIN kernel_org_tree t ON t.org_id = e.owner_org_id AND t.ancestor_id = @org
                                                    WHERE SCOPE(e)
                    {(command.CampaignId is null ? "" : "AND d.campaign_id = @CampaignId")}{(command.Region is null ? "" : " AND d.region >= @From AND d.region < @Past")}
                    {(command.DueIds.Count == 0 ? "" : $"AND d.id IN {parameters.In("due", command.DueIds)}")})
                    """, parameters, ct)
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder due) => due
        .MapPost("/assignment", Assign)
        .WithName("AssignDueVisits")
        .WithSummary("Give visits that are due to whoever goes there")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired);

    private static async Task<Reply<Result>> Assign(Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body, ct));
}
