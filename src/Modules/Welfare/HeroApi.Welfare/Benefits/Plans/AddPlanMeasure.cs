using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Benefits.Plans;

/// <summary>Adds something to a household's plan, with who answers for it.</summary>
internal static class AddPlanMeasure
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, PlanMeasureBody Measure) : ICommand<PlanView>
    {
        internal static Command Example => new(Guid.Empty, 1, PlanMeasureBody.Example);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Measure).NotNull().SetValidator(new PlanMeasureRules());
    }

    internal sealed class Handler(PlanSource plans) : IRequestHandler<Command, PlanView>
    {
        public async Task<PlanView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await plans.Take(command.Id, command.Version, cancellationToken);
            await plans.Add(row.Id, command.Measure, cancellationToken);
            return await plans.Put(row, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder plans) => plans
        .MapPost("/{id:guid}/measures", Add)
        .WithName("AddPlanMeasure")
        .WithSummary("Add something to a household's plan")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner);

    private static async Task<Reply<PlanView>> Add(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
