using System.Text.Json.Serialization;
using HeroApi.Welfare.Benefits;
using HeroApi.Welfare.Benefits.Plans;

namespace HeroApi.Welfare.Hardship.Findings;

/// <summary>Makes the plan of a household (一户一策) of what was found in it: what is needed becomes what is to be done.</summary>
internal static class PlanFromHardshipFinding
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<PlanView>;

    internal sealed class Handler(Db db, FindingSource source, Persons persons, PlanSource plans) : IRequestHandler<Command, PlanView>
    {
        public async Task<PlanView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await source.Take(command.Id, command.Version, ct);
            if (row.Hardship == "none")
                throw new Refusal(HardshipErrors.NoHardship);
            // Of two who share a household and are planned for at once one waits here.
            if (row.HouseholdId is not null)
                await db.Execute("UPDATE welfare_hardship_finding SET version = version WHERE household_id = @HouseholdId AND year = @Year AND owner_org_id = @OwnerOrgId AND UNSCOPED('one household has one plan')",
                    new { row.HouseholdId, row.Year, row.OwnerOrgId }, ct);
            if (await db.Single<bool>($"SELECT {Household.Planned} FROM welfare_hardship_finding g WHERE g.id = @Id AND SCOPE(g)", new { row.Id }, ct))
                throw new Refusal(BenefitErrors.PlanExists);

            var plan = new RecordHouseholdPlan.Command
            {
                HeroId = row.HeroId,
                Year = row.Year,
                Hardship = row.Hardship,
                Members = row.Members,
                IncomeFen = row.IncomeFen,
                SurveyedOn = row.SurveyedOn,
                SurveyedBy = row.SurveyedBy,
                Situation = row.Situation,
                Measures = [.. row.Needed.Select(need => new PlanMeasureBody { What = need.What, Kind = need.Kind, Responsible = need.Responsible, DueOn = need.DueOn })]
            };
            return await plans.Open(plan, await persons.Of(row.HeroId, ct), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder findings) => findings
        .MapPost("/{id:guid}/plan", Make)
        .WithName("PlanFromHardshipFinding")
        .WithSummary("Make the plan of a household of what was found in it")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, HardshipErrors.NoHardship, BenefitErrors.PlanExists,
            WelfareErrors.NotEntitled);

    private static async Task<CreatedReply<PlanView>> Make(Guid id, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        var made = await mediator.Send(new Command(id, match.Version), ct);
        return Answers.Created($"/api/v1/household-plans/{made.Id}", made);
    }
}
