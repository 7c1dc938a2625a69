namespace HeroApi.Welfare.Insurance.Policies;

/// <summary>Writes down a policy that the caller's organisation is about to take out; it covers nobody until it is concluded.</summary>
internal static class DraftPolicy
{
    internal sealed record Command(PolicyBody Policy) : ICommand<PolicyView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<PolicyBody> rules) => RuleFor(c => c.Policy).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, PolicyDesk desk, PolicySource source, Changes changes, Call call, TimeProvider clock) : IRequestHandler<Command, PolicyView>
    {
        public async Task<PolicyView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var row = new PolicyRow
            {
                Id = Guid.CreateVersion7(now),
                Version = 1,
                OwnerOrgId = call.Caller.NeedOrg(),
                OwnerEpoch = 1,
                Protection = Protection.None,
                CreatedAt = now,
                UpdatedAt = now,
                InsurerName = "",
                InsurerCode = "",
                Kind = "",
                FromDay = default,
                ToDay = default,
                Covers = "",
                PremiumFen = 0,
                Payer = "",
                Covered = "",
                Reach = "",
                State = PolicyCodes.Draft
            }.With(command.Policy);
            await desk.Check(row, ct);
            if (await db.Execute(
                """
                INSERT INTO welfare_policy (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, insurer_name, insurer_code, number, kind,
                                            from_day, to_day, covers, premium_fen, payer, covered, conditions, within_days, reach, region, region_from, report_days, decision_days, previous_id, note, state)
                VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @InsurerName, @InsurerCode, @Number, @Kind,
                        @FromDay, @ToDay, @Covers, @PremiumFen, @Payer, @Covered, @Conditions, @WithinDays, @Reach, @Region, @RegionFrom, @ReportDays, @DecisionDays, @PreviousId, @Note, @State)
                ON CONFLICT (owner_org_id, number) WHERE number IS NOT NULL DO NOTHING
                """, row, ct) == 0)
                throw new Refusal(InsuranceErrors.NumberTaken);
            changes.Created(PolicySource.Name, row.Id, 1, new Visibility(row.OwnerOrgId, [], row.Protection));
            await changes.WriteScope(ct);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapPost("", Draft)
        .WithName("DraftPolicy")
        .WithSummary("Write down a policy")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, InsuranceErrors.NumberTaken);

    private static async Task<CreatedReply<PolicyView>> Draft(PolicyBody body, IMediator mediator, CancellationToken ct)
    {
        var drafted = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/policies/{drafted.Id}", drafted);
    }
}
