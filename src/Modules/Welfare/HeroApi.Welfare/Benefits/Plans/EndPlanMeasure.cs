using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Benefits.Plans;

/// <summary>Notes that something of a household's plan is done, or no longer needed.</summary>
internal static class EndPlanMeasure
{
    /// <param name="MeasureId">The measure.</param>
    /// <param name="State">done or dropped.</param>
    /// <param name="Result">What came of it, or why it is no longer needed; at most 1,000 characters.</param>
    /// <param name="CaseId">The benefit case that did it.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, Guid MeasureId, string State, string Result, Guid? CaseId) : ICommand<PlanView>
    {
        internal static Command Example => new(Guid.Empty, 1, PlanMeasureView.Example.Id, "done", "助学金已到账", null);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly string[] Ends = ["done", "dropped"];

        public Validator()
        {
            RuleFor(c => c.State).NotEmpty().OneOf(Ends);
            RuleFor(c => c.Result).NotEmpty().Prose(1000);
        }
    }

    internal sealed class Handler(Db db, PlanSource plans, TimeProvider clock) : IRequestHandler<Command, PlanView>
    {
        public async Task<PlanView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await plans.Take(command.Id, command.Version, cancellationToken);
            var state = await db.SingleOrDefault<string>("SELECT state FROM welfare_plan_measure WHERE id = @MeasureId AND plan_id = @Id", command, cancellationToken)
                ?? throw Invalid.At("/measureId", BenefitErrors.MeasureUnknown);
            if (state != "open")
                throw new Refusal(BenefitErrors.MeasureEnded) { Current = new { state } };
            await db.Execute("UPDATE welfare_plan_measure SET state = @State, ended_on = @today, result = @Result, case_id = @CaseId WHERE id = @MeasureId",
                new { command.State, today = clock.Today(), command.Result, command.CaseId, command.MeasureId }, cancellationToken);
            return await plans.Put(row, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder plans) => plans
        .MapPost("/{id:guid}/measure-ends", End)
        .WithName("EndPlanMeasure")
        .WithSummary("Note that something of a household's plan is done or no longer needed")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, BenefitErrors.MeasureEnded);

    private static async Task<Reply<PlanView>> End(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
