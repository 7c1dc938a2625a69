namespace HeroApi.Welfare.MedicalCases;

/// <summary>
/// Opens the account of what it costs to treat a person. With the act it came of, the limits of the law of that place and day are kept with
/// it: Henan, for one, has the county treasury pay provisionally what is above 500,000 yuan.
/// </summary>
internal static class OpenMedicalCase
{
    internal sealed record Command(MedicalBody Medical) : ICommand<MedicalView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<MedicalBody> rules) => RuleFor(c => c.Medical).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, Persons persons, MedicalDesk desk, MedicalSource source, Changes changes, Call call, TimeProvider clock) : IRequestHandler<Command, MedicalView>
    {
        public async Task<MedicalView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var person = await persons.Of(command.Medical.HeroId, ct);
            var seen = Persons.Seen(call.Caller.NeedOrg(), person);
            var row = await desk.Checked(new MedicalRow
            {
                Id = Guid.CreateVersion7(now),
                Version = 1,
                OwnerOrgId = seen.Owner,
                OwnerEpoch = 1,
                Protection = seen.Protection,
                CreatedAt = now,
                UpdatedAt = now,
                HeroId = person.HeroId,
                Hospital = "",
                FromOn = command.Medical.From,
                BillFen = 0,
                FinalFen = 0,
                AdvancedFen = 0,
                RecoveredFen = 0,
                State = "open"
            }.With(command.Medical), person, ct);
            if (await db.Execute(
                """
                INSERT INTO welfare_medical_case (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, deed_case_id, hospital, use_id,
                                                  from_on, to_on, bill_fen, final_fen, advanced_fen, recovered_fen, state, limit_state, limit_fen, limit_article)
                VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @HeroId, @DeedCaseId, @Hospital, @UseId,
                        @FromOn, @ToOn, @BillFen, 0, 0, 0, @State, @LimitState, @LimitFen, @LimitArticle)
                ON CONFLICT (use_id) DO NOTHING
                """, row, ct) == 0)
                throw new Refusal(MedicalErrors.UseTaken);

            changes.Created(MedicalSource.Name, row.Id, 1, seen);
            await changes.WriteScope(ct);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder medical) => medical
        .MapPost("", Open)
        .WithName("OpenMedicalCase")
        .WithSummary("Open the account of what it costs to treat a person")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, MedicalErrors.UseTaken);

    private static async Task<CreatedReply<MedicalView>> Open(MedicalBody body, IMediator mediator, CancellationToken ct)
    {
        var opened = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/medical-cases/{opened.Id}", opened);
    }
}
