using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Grants.Calculations;
using HeroApi.Welfare.Grants.Deadlines;

namespace HeroApi.Welfare.Grants.Applications;

/// <summary>
/// Proposes a grant for a person on the register, or the family: the facts are kept with what they come to. Facts that are still
/// missing are added by a revision; somebody else decides.
/// </summary>
internal static class ProposeGrant
{
    internal sealed record Command : ICommand<GrantView>
    {
        /// <summary>The file of the person, which the caller sees; it does not change afterwards.</summary>
        public required Guid HeroId { get; init; }

        public required GrantFacts Facts { get; init; }

        internal static Command Example => new() { HeroId = GrantView.Example.HeroId, Facts = GrantFacts.Example };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<GrantFacts> rules) => RuleFor(c => c.Facts).SetValidator(rules);
    }

    internal sealed class Handler(Db db, Call call, Persons persons, GrantCalculator calculator, GrantDesk desk, GrantDeadlines deadlines, GrantSource source, Changes changes, RegionReach regions, TimeProvider clock)
        : IRequestHandler<Command, GrantView>
    {
        public async Task<GrantView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now, facts) = (cancellationToken, Instants.Micro(clock.GetUtcNow()), command.Facts);
            var person = await persons.Of(command.HeroId, ct);
            var org = call.Caller.NeedOrg();
            if (person.State == EntitlementCodes.Ended)
                throw new Refusal(WelfareErrors.NotEntitled);
            await regions.MustExist(facts.Region, ct, "/facts/region");

            var row = new GrantRow
            {
                Id = Guid.CreateVersion7(now),
                Version = 1,
                OwnerOrgId = org,
                OwnerEpoch = 1,
                Protection = person.Protection,
                CreatedAt = now,
                UpdatedAt = now,
                HeroId = person.HeroId,
                Harm = facts.Harm,
                HappenedOn = facts.On,
                Region = facts.Region,
                Facts = "",
                Calculation = "",
                State = "proposed",
                ProposedBy = call.Caller.KeyId
            }.With(facts, await calculator.Of(facts, ct));
            if (await Insert(row, ct) == 0)
                throw new Refusal(GrantErrors.Exists);
            await desk.MustBeGrantedNowhereElse(row, ct);
            await desk.Reckoned(row, ct);
            await deadlines.Begin(row.Id, facts, ct);
            changes.Created(GrantSource.Name, row.Id, 1, Persons.Seen(org, person));
            await changes.WriteScope(ct);
            return await source.Get(row.Id, ct);
        }

        private Task<int> Insert(GrantRow row, CancellationToken ct) => db.Execute(
            """
            INSERT INTO welfare_grant (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, harm, happened_on, region, facts, calculation,
                                       route, state, proposed_by)
            VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @HeroId, @Harm, @HappenedOn, @Region, @Facts, @Calculation, @Route, @State, @ProposedBy)
            ON CONFLICT (owner_org_id, hero_id, harm) WHERE state IN ('proposed', 'granted') DO NOTHING
            """, row, ct);
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapPost("", Propose)
        .WithName("ProposeGrant")
        .WithSummary("Propose a grant for a person or the family")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, WelfareErrors.NotEntitled, GrantErrors.Exists, GrantErrors.GrantedElsewhere, GrantErrors.RulesUnknown, GrantErrors.FigureUnknown);

    private static async Task<CreatedReply<GrantView>> Propose(Command body, IMediator mediator, CancellationToken ct)
    {
        var proposed = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/grants/{proposed.Id}", proposed);
    }
}
