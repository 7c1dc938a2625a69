using System.Text.Json.Serialization;
using HeroApi.Welfare.Grants.Deadlines;

namespace HeroApi.Welfare.Grants.Applications;

/// <summary>Refuses a proposed grant, for a reason. It stays to be read; the person may be proposed again.</summary>
internal static class RefuseGrant
{
    /// <param name="Reason">Why; at most 1,000 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<GrantView>
    {
        internal static Command Example => new(Guid.Empty, 1, "依据不足");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(1000);
    }

    internal sealed class Handler(GrantDesk desk, GrantDeadlines deadlines, Call call) : IRequestHandler<Command, GrantView>
    {
        public async Task<GrantView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(GrantSteps.Refuse, command.Id, command.Version, cancellationToken);
            await deadlines.Drop(row.Id, cancellationToken);
            return await desk.Put(row with { State = "refused", AnsweredBy = call.Caller.KeyId, EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapPost("/{id:guid}/refusal", Refuse)
        .WithName("RefuseGrant")
        .WithSummary("Refuse a proposed grant")
        .RequireScope(WelfareScopes.Decide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, GrantErrors.Transition);

    private static async Task<Reply<GrantView>> Refuse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
