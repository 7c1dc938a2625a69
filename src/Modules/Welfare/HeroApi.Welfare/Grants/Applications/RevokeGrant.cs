using System.Text.Json.Serialization;

namespace HeroApi.Welfare.Grants.Applications;

/// <summary>Takes a grant back, for a reason; nothing more is paid for it. What was paid comes back by reversing the payments.</summary>
internal static class RevokeGrant
{
    /// <param name="Reason">Why; at most 1,000 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<GrantView>
    {
        internal static Command Example => new(Guid.Empty, 1, "申报材料不实");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(1000);
    }

    internal sealed class Handler(GrantDesk desk, Call call) : IRequestHandler<Command, GrantView>
    {
        public async Task<GrantView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(GrantSteps.Revoke, command.Id, command.Version, cancellationToken);
            return await desk.Put(row with { State = "revoked", AnsweredBy = call.Caller.KeyId, EndReason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapPost("/{id:guid}/revocation", Revoke)
        .WithName("RevokeGrant")
        .WithSummary("Take a grant back")
        .RequireScope(WelfareScopes.Decide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, GrantErrors.Transition);

    private static async Task<Reply<GrantView>> Revoke(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
