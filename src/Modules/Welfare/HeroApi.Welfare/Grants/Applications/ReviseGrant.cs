using System.Text.Json.Serialization;
using HeroApi.Welfare.Grants.Calculations;
using HeroApi.Welfare.Grants.Deadlines;

namespace HeroApi.Welfare.Grants.Applications;

/// <summary>Writes the facts of a proposed grant anew, and reckons again. Who does is who proposes it from then on, so somebody else has to decide.</summary>
internal static class ReviseGrant
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, GrantFacts Facts) : ICommand<GrantView>
    {
        internal static Command Example => new(Guid.Empty, 1, GrantFacts.Example);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<GrantFacts> rules) => RuleFor(c => c.Facts).SetValidator(rules);
    }

    internal sealed class Handler(GrantDesk desk, GrantCalculator calculator, GrantDeadlines deadlines, Call call) : IRequestHandler<Command, GrantView>
    {
        public async Task<GrantView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, facts) = (cancellationToken, command.Facts);
            var row = await desk.Take(GrantSteps.Revise, command.Id, command.Version, ct);
            if (facts.Harm != row.Harm)
                throw Invalid.At("/facts/harm", GrantErrors.HarmFixed);
            var revised = row.With(facts, await calculator.Of(facts, ct)) with { ProposedBy = call.Caller.KeyId };
            await desk.Reckoned(revised, ct);
            await deadlines.Begin(row.Id, facts, ct);
            return await desk.Put(revised, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapPost("/{id:guid}/revision", Revise)
        .WithName("ReviseGrant")
        .WithSummary("Write the facts of a proposed grant anew and reckon again")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            GrantErrors.Transition, GrantErrors.RulesUnknown, GrantErrors.FigureUnknown);

    private static async Task<Reply<GrantView>> Revise(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
