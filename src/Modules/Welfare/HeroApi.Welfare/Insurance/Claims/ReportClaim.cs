namespace HeroApi.Welfare.Insurance.Claims;

/// <summary>
/// Writes down that a claim under a policy was reported to the insurer, for a person whom it covered on the day of the event; also of who has
/// died or left since. Later than the policy wants to be told it is taken all the same, as late: what becomes of that the insurer says.
/// </summary>
internal static class ReportClaim
{
    internal sealed record Command(ClaimBody Claim) : ICommand<ClaimView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<ClaimBody> rules) => RuleFor(c => c.Claim).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, Persons persons, ClaimDesk desk, ClaimSource source, Changes changes, Call call, TimeProvider clock) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var person = await persons.Of(command.Claim.HeroId, ct);
            var seen = Persons.Seen(call.Caller.NeedOrg(), person);
            var row = await desk.Checked(new ClaimRow
            {
                Id = Guid.CreateVersion7(now),
                Version = 1,
                OwnerOrgId = seen.Owner,
                OwnerEpoch = 1,
                Protection = seen.Protection,
                CreatedAt = now,
                UpdatedAt = now,
                HeroId = person.HeroId,
                PolicyId = command.Claim.PolicyId,
                Kind = "",
                EventOn = default,
                Happened = "",
                ClaimedFen = 0,
                ReportedOn = clock.Today(),
                State = ClaimCodes.Reported
            }.With(command.Claim), person, ct);
            await db.Execute(
                """
                INSERT INTO welfare_claim (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, policy_id, kind, grade, event_on, harm_on,
                                           happened, claimed_fen, medical_case_id, insurer_number, reported_on, report_due_on, late_days, state, documents, decisions, approved_fen, paid_fen,
                                           appeals, overdue)
                VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @HeroId, @PolicyId, @Kind, @Grade, @EventOn, @HarmOn,
                        @Happened, @ClaimedFen, @MedicalCaseId, @InsurerNumber, @ReportedOn, @ReportDueOn, @LateDays, @State, @Documents, @Decisions, 0, 0, 0, @Overdue)
                """, row, ct);
            changes.Created(ClaimSource.Name, row.Id, 1, seen);
            await changes.WriteScope(ct);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPost("", Report)
        .WithName("ReportClaim")
        .WithSummary("Write down a claim that was reported to the insurer")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, ClaimErrors.NotCovered, ClaimErrors.KindNotCovered, ClaimErrors.HarmTooLate, ClaimErrors.Exists);

    private static async Task<CreatedReply<ClaimView>> Report(ClaimBody body, IMediator mediator, CancellationToken ct)
    {
        var reported = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/insurance-claims/{reported.Id}", reported);
    }
}
