namespace HeroApi.Welfare.Benefits.Plans;

/// <summary>Records the yearly survey of a household and what is to be done for it: one plan a year.</summary>
internal static class RecordHouseholdPlan
{
    internal sealed record Command : ICommand<PlanView>
    {
        /// <summary>The file of the person whose household it is, which the caller sees.</summary>
        public required Guid HeroId { get; init; }

        public required int Year { get; init; }

        /// <summary>Of the vocabulary household_hardship.</summary>
        public required string Hardship { get; init; }

        /// <summary>How many live together, from 1 to 50.</summary>
        public int? Members { get; init; }

        /// <summary>The income of a month of the whole household, in fen.</summary>
        public long? IncomeFen { get; init; }

        /// <summary>The day of the survey, in China; today when absent.</summary>
        public DateOnly? SurveyedOn { get; init; }

        /// <summary>Who surveyed; at most 100 characters.</summary>
        public required string SurveyedBy { get; init; }

        /// <summary>What was found; at most 2,000 characters.</summary>
        public string? Situation { get; init; }

        /// <summary>At most 20.</summary>
        public IReadOnlyList<PlanMeasureBody> Measures { get; init; } = [];

        internal static Command Example => new()
        {
            HeroId = PlanView.Example.HeroId,
            Year = PlanView.Example.Year,
            Hardship = PlanView.Example.Hardship,
            Members = PlanView.Example.Members,
            IncomeFen = PlanView.Example.IncomeFen,
            SurveyedOn = PlanView.Example.SurveyedOn,
            SurveyedBy = PlanView.Example.SurveyedBy,
            Situation = PlanView.Example.Situation,
            Measures = [PlanMeasureBody.Example]
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int MostMeasures = 20;

        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Year).InclusiveBetween(1990, 2100);
            RuleFor(c => c.Year).Must(year => year <= clock.Today().Year + 1).Refuses(ValueProblems.OutOfRange);
            RuleFor(c => c.Hardship).NotEmpty().OneOf(BenefitCodes.Hardships);
            RuleFor(c => c.Members).InclusiveBetween(1, 50);
            RuleFor(c => c.IncomeFen).InclusiveBetween(0, BenefitCodes.MostFen);
            RuleFor(c => c.SurveyedOn).Must(on => on is null || (on <= clock.Today() && on.Value.Year >= PartialDate.EarliestYear)).Refuses(ValueProblems.OutOfRange);
            RuleFor(c => c.SurveyedBy).NotEmpty().Line(100);
            RuleFor(c => c.Situation).Prose(2000);
            RuleFor(c => c.Measures.Count).LessThanOrEqualTo(MostMeasures).OverridePropertyName(nameof(Command.Measures));
            RuleForEach(c => c.Measures).NotNull().SetValidator(new PlanMeasureRules());
        }
    }

    internal sealed class Handler(Persons persons, PlanSource plans) : IRequestHandler<Command, PlanView>
    {
        public async Task<PlanView> Handle(Command command, CancellationToken cancellationToken) =>
            await plans.Open(command, await persons.Of(command.HeroId, cancellationToken), cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder plans) => plans
        .MapPost("", Record)
        .WithName("RecordHouseholdPlan")
        .WithSummary("Record the yearly survey of a household and its plan")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, WelfareErrors.NotEntitled, BenefitErrors.PlanExists);

    private static async Task<CreatedReply<PlanView>> Record(Command body, IMediator mediator, CancellationToken ct)
    {
        var recorded = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/household-plans/{recorded.Id}", recorded);
    }
}
