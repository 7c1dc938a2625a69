using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Members;

namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>Notes that the insurer has accepted an endorsement: who joins is insured from the day told, who leaves was insured to the day told.</summary>
internal static class AcceptEndorsement
{
    /// <param name="On">The day on which the insurer accepted it, in China; today when absent.</param>
    /// <param name="InsurerNumber">The insurer's own number of it; at most 100 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid PolicyId, [property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version, DateOnly? On, string? InsurerNumber) : ICommand<EndorsementView>
    {
        internal static Command Example => new(Guid.Empty, Guid.Empty, 1, null, "示批2026-07");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.InsurerNumber).Line(100);
        }
    }

    internal sealed class Handler(EndorsementDesk desk, TimeProvider clock) : IRequestHandler<Command, EndorsementView>
    {
        public async Task<EndorsementView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (policy, endorsement) = await desk.Take(command.PolicyId, command.Id, command.Version, cancellationToken);
            return await desk.Answer(policy, endorsement, EndorsementCodes.Accepted, command.On ?? clock.Today(), command.InsurerNumber, reason: null, Accepted, cancellationToken);
        }

        /// <summary>Who was taken off while the insurer was told that he joins is insured, and has to be told of again.</summary>
        private static MemberRow Accepted(EndorsementLine line, MemberRow member) => member with
        {
            State = line.Direction == EndorsementCodes.Leave ? MemberCodes.Left : member.LeaveReason is null ? MemberCodes.Insured : MemberCodes.PendingLeave
        };
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapPost("/{id:guid}/endorsements/{endorsementId:guid}/acceptance", Accept)
        .WithName("AcceptEndorsement")
        .WithSummary("Note that the insurer has accepted an endorsement")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, InsuranceErrors.PolicyTransition, InsuranceErrors.EndorsementAnswered);

    private static async Task<Reply<EndorsementView>> Accept(Guid id, Guid endorsementId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { PolicyId = id, Id = endorsementId, Version = match.Version }, ct));
}
