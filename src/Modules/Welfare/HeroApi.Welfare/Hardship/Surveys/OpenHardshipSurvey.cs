using HeroApi.Welfare.Visits;

namespace HeroApi.Welfare.Hardship.Surveys;

/// <summary>
/// Opens the survey of a year over an area and draws its list: everybody there who is entitled, or the family, each person once. Until it is
/// closed, who comes onto the register joins the list, and who leaves it or moves away leaves the list. Who was surveyed for the year already is done.
/// </summary>
internal static class OpenHardshipSurvey
{
    internal sealed record Command : ICommand<SurveyView>
    {
        /// <summary>This year, the one before or the next.</summary>
        public required int Year { get; init; }

        /// <summary>Only persons who live, or as far as that is not known are registered, in this region or below it: GB/T 2260; all when absent.</summary>
        public string? Region { get; init; }

        /// <summary>Of the vocabulary visit_reach: whose files your organisation itself keeps, or all below it too.</summary>
        public string OrgScope { get; init; } = "subtree";

        /// <summary>The last day, inclusive, in China.</summary>
        public required DateOnly DueOn { get; init; }

        /// <summary>At most 2,000 characters.</summary>
        public string? Note { get; init; }

        internal static Command Example => new() { Year = SurveyView.Example.Year, DueOn = SurveyView.Example.DueOn, Note = "由乡镇站点入户" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Year).InclusiveBetween(1990, 2100);
            RuleFor(c => c.Year).Must(year => Math.Abs(year - (long)clock.Today().Year) <= 1).Refuses(ValueProblems.OutOfRange);
            RuleFor(c => c.Region).RegionCode();
            RuleFor(c => c.OrgScope).OneOf(VisitCodes.Reaches);
            RuleFor(c => c.DueOn).Must(on => on >= clock.Today()).Refuses(HardshipErrors.DueInPast);
            RuleFor(c => c.Note).Prose(2000);
        }
    }

    internal sealed class Handler(Db db, Call call, SurveySource source, SurveyLists lists, Changes changes, RegionReach regions, TimeProvider clock) : IRequestHandler<Command, SurveyView>
    {
        public async Task<SurveyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, org, now) = (cancellationToken, call.Caller.NeedOrg(), Instants.Micro(clock.GetUtcNow()));
            if (command.Region is { } region)
                await regions.MustExist(region, ct);

            var (id, area) = (Guid.CreateVersion7(now), command.Region ?? "");
            if (await db.Execute(
                """
                INSERT INTO welfare_hardship_survey (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, year, area, org_scope, due_on, note, state)
                VALUES (@id, 1, @org, @org, 1, 'none', @now, @now, @Year, @area, @OrgScope, @DueOn, @Note, 'open')
                ON CONFLICT (owner_org_id, year, area) WHERE state = 'open' DO NOTHING
                """, new { id, org, now, command.Year, area, command.OrgScope, command.DueOn, command.Note }, ct) == 0)
                throw new Refusal(HardshipErrors.SurveyExists);
            await lists.Draw(id, org, command, ct);
            if (await db.Single<long>(
                "SELECT COUNT(*) FROM welfare_survey_entry x JOIN welfare_entitlement e ON e.hero_id = x.hero_id WHERE x.survey_id = @id AND SCOPE(e)", new { id }, ct) == 0)
                throw new Refusal(HardshipErrors.NobodyToSurvey);

            changes.Created(SurveySource.Name, id, 1, new Visibility(org, [.. await lists.Keepers(id, org, ct)], Protection.None));
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder surveys) => surveys
        .MapPost("", Open)
        .WithName("OpenHardshipSurvey")
        .WithSummary("Open the survey of a year and draw its list")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, HardshipErrors.SurveyExists, HardshipErrors.NobodyToSurvey);

    private static async Task<CreatedReply<SurveyView>> Open(Command body, IMediator mediator, CancellationToken ct)
    {
        var opened = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/hardship-surveys/{opened.Id}", opened);
    }
}
