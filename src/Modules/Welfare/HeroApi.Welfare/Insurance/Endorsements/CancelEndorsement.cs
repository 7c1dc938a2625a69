using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Members;

namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>Cancels an endorsement that the insurer does not accept, or must not be told of any more; everybody in it waits for the next one again.</summary>
internal static class CancelEndorsement
{
    /// <param name="Reason">Why; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid PolicyId, [property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, string Reason) : ICommand<EndorsementView>
    {
        internal static Command Example => new(Guid.Empty, Guid.Empty, 1, "有人撤回同意");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Line(500);
    }

    internal sealed class Handler(EndorsementDesk desk, TimeProvider clock) : IRequestHandler<Command, EndorsementView>
    {
        public async Task<EndorsementView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (policy, endorsement) = await desk.Take(command.PolicyId, command.Id, command.Version, cancellationToken);
            return await desk.Answer(policy, endorsement, EndorsementCodes.Cancelled, clock.Today(), insurerNumber: null, command.Reason, Waiting, cancellationToken);
        }

        /// <summary>Who was taken off while the insurer was told that he joins has never been insured.</summary>
        private static MemberRow Waiting(EndorsementLine line, MemberRow member) => member with
        {
            State = line.Direction == EndorsementCodes.Join && member.LeaveReason is not null ? MemberCodes.Dropped : member.State
        };
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapPost("/{id:guid}/endorsements/{endorsementId:guid}/cancellation", Cancel)
        .WithName("CancelEndorsement")
        .WithSummary("Cancel an endorsement that the insurer has not accepted")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, InsuranceErrors.PolicyTransition, InsuranceErrors.EndorsementAnswered);

    private static async Task<Reply<EndorsementView>> Cancel(Guid id, Guid endorsementId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { PolicyId = id, Id = endorsementId, Version = match.Version }, ct));
}
