using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Members;

/// <summary>Takes a person off the list of a policy by hand. The insurer is told with the next endorsement, unless he was never told of the person.</summary>
internal static class RemoveMember
{
    /// <param name="On">The last day on which the person is covered, in China; today when absent.</param>
    /// <param name="Note">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, DateOnly? On, string Note) : ICommand<MemberView>
    {
        internal static Command Example => new(Guid.Empty, 1, null, "已由单位统一投保");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Note).NotEmpty().Line(500);
    }

    internal sealed class Handler(PolicyDesk policies, MemberWriter writer, MemberSource source, Records records, TimeProvider clock) : IRequestHandler<Command, MemberView>
    {
        public async Task<MemberView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var seen = await source.Seek(command.Id, ct) ?? throw await records.Disowned(command.Id, ct) ?? new Refusal(Problems.NotFound);
            var policy = await policies.Take(PolicySteps.List, seen.PolicyId, version: null, ct);
            var member = (await source.Seek(command.Id, ct))!;
            if (member.Version != command.Version)
                throw Stale.At(member.Version);
            if (member.State is not (MemberCodes.PendingJoin or MemberCodes.Insured) || member.LeaveReason is not null)
                throw new Refusal(InsuranceErrors.MemberTransition) { Current = new { member.Version, member.State } };
            var on = command.On ?? clock.Today();
            if (on > policy.ToDay)
                throw Invalid.At("/on", InsuranceErrors.OutsidePeriod, new { policy.FromDay, policy.ToDay });
            if (command.On is not null && on < member.JoinDay)
                throw Invalid.At("/on", InsuranceErrors.MemberBeforeJoin, new { member.JoinDay });

            await writer.Put(member, member.Leaving(on, MemberCodes.Removed, command.Note), ct);
            return await source.Get(member.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder members) => members
        .MapPost("/{id:guid}/removal", Remove)
        .WithName("RemoveMember")
        .WithSummary("Take a person off the list of a policy by hand")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, InsuranceErrors.PolicyTransition, InsuranceErrors.MemberTransition);

    private static async Task<Reply<MemberView>> Remove(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
