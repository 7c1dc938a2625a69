using System.Text.Json.Serialization;
using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Members;

/// <summary>Puts a person on the list of a policy by hand, such as one whom the register alone would not, or who was taken off before.</summary>
internal static class AddMember
{
    /// <param name="HeroId">The hero file of the person, whom the caller sees.</param>
    /// <param name="JoinDay">The day from which the person is to be covered, in China, within the period; today, or the policy's first day, when absent.</param>
    internal sealed record Command([property: JsonIgnore] Guid PolicyId, Guid HeroId, DateOnly? JoinDay) : ICommand<MemberView>
    {
        internal static Command Example => new(Guid.Empty, Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"), null);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.JoinDay).Must(day => day is null || day.Value.Year is >= 1980 and <= 2300).Refuses(ValueProblems.OutOfRange);
    }

    internal sealed class Handler(PolicyDesk policies, Persons persons, MemberWriter writer, MemberSource source, Changes changes, TimeProvider clock) : IRequestHandler<Command, MemberView>
    {
        public async Task<MemberView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var policy = await policies.Take(PolicySteps.List, command.PolicyId, version: null, ct);
            if (!policy.Named)
                throw new Refusal(InsuranceErrors.PolicyUnnamed);
            var person = await persons.Of(command.HeroId, ct);
            if (person.State != EntitlementCodes.Active)
                throw new Refusal(WelfareErrors.NotEntitled);
            var joins = command.JoinDay ?? (clock.Today() < policy.FromDay ? policy.FromDay : clock.Today());
            if (joins < policy.FromDay || joins > policy.ToDay)
                throw Invalid.At("/joinDay", InsuranceErrors.OutsidePeriod, new { policy.FromDay, policy.ToDay });
            if ((await writer.Open(policy.Id, person.PersonId, ct)).Count > 0)
                throw new Refusal(InsuranceErrors.MemberListed);

            var id = await writer.Insert(policy, person, MemberCodes.ByHand, joins, ct);
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapPost("/{id:guid}/members", Add)
        .WithName("AddMember")
        .WithSummary("Put a person on the list of a policy by hand")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.NotOwner, InsuranceErrors.PolicyTransition, InsuranceErrors.PolicyUnnamed, InsuranceErrors.MemberListed, WelfareErrors.NotEntitled);

    private static async Task<CreatedReply<MemberView>> Add(Guid id, Command body, IMediator mediator, CancellationToken ct)
    {
        var added = await mediator.Send(body with { PolicyId = id }, ct);
        return Answers.Created($"/api/v1/policy-members/{added.Id}", added);
    }
}
