using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Members;

namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>
/// Concludes a policy: from its first day to its last it is in force. A policy of names gets its list from the register, and follows it from
/// now on; a timer ends it when its last day is over.
/// </summary>
internal static class ConcludePolicy
{
    /// <param name="Number">The number that the insurer gave it, unless it was written down before.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string? Number) : ICommand<PolicyView>
    {
        internal static Command Example => new(Guid.Empty, 1, "示保2026-0002");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Number).Line(100);
    }

    internal sealed class Handler(PolicyDesk desk, Outbox outbox) : IRequestHandler<Command, PolicyView>
    {
        public async Task<PolicyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(PolicySteps.Conclude, command.Id, command.Version, ct);
            var number = string.IsNullOrWhiteSpace(command.Number) ? row.Number : command.Number.Trim();
            if (number is null)
                throw Invalid.At("/number", ValueProblems.Required);

            var concluded = row with { Number = number, State = PolicyCodes.InForce };
            await desk.Check(concluded, ct);
            outbox.At(PolicyEnd.Timer(row.Id), ChinaTime.EndOf(row.ToDay), new PolicyOver(row.Id), row.Id);
            if (concluded.Named)
                outbox.Add(new ListToFill(row.Id, After: null), row.Id);
            return await desk.Put(concluded, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapPost("/{id:guid}/conclusion", Conclude)
        .WithName("ConcludePolicy")
        .WithSummary("Conclude a policy, which is in force by its dates from then on")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, InsuranceErrors.PolicyTransition, InsuranceErrors.NumberTaken);

    private static async Task<Reply<PolicyView>> Conclude(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
