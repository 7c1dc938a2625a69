using System.Text.Json.Serialization;

namespace HeroApi.Cases.Rules;

/// <summary>Takes back a published pack before its first day. What has begun to hold is only ever superseded.</summary>
internal static class WithdrawRulePack
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<bool>;

    internal sealed class Handler(RulePackWriter writer) : IRequestHandler<Command, bool>
    {
        public async Task<bool> Handle(Command command, CancellationToken cancellationToken)
        {
            await writer.Withdraw(await writer.Take(command.Id, command.Version, cancellationToken), cancellationToken);
            return true;
        }
    }

    internal static void Map(IEndpointRouteBuilder packs) => packs
        .MapDelete("/{id:guid}", Withdraw)
        .WithName("WithdrawRulePack")
        .WithSummary("Take back a published pack that does not hold yet")
        .RequireScope(CaseScopes.RulesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.RuleRegionOutOfReach, CaseErrors.RulePackShipped, CaseErrors.RulePackInForce);

    private static async Task<EmptyReply> Withdraw(Guid id, IfMatch match, IMediator mediator, CancellationToken ct)
    {
        await mediator.Send(new Command(id, match.Version), ct);
        return Answers.Done();
    }
}
