namespace HeroApi.Welfare.GreenChannel.Hospitals;

/// <summary>Registers a hospital that has agreed with the caller's organisation to treat heroes first and settle later (绿色通道).</summary>
internal static class RegisterHospital
{
    internal sealed record Command(HospitalBody Hospital) : ICommand<HospitalView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<HospitalBody> rules) => RuleFor(c => c.Hospital).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, HospitalDesk desk, HospitalSource source, Changes changes, Call call, TimeProvider clock) : IRequestHandler<Command, HospitalView>
    {
        public async Task<HospitalView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var row = new HospitalRow
            {
                Id = Guid.CreateVersion7(now),
                Version = 1,
                OwnerOrgId = call.Caller.NeedOrg(),
                OwnerEpoch = 1,
                Protection = Protection.None,
                CreatedAt = now,
                UpdatedAt = now,
                Name = "",
                NameSort = "",
                CreditCode = "",
                Region = "",
                Services = "",
                ValidFrom = command.Hospital.ValidFrom,
                Officer = "",
                OfficerPhone = ""
            }.With(command.Hospital);
            await desk.MustFit(row, ct);
            if (await db.Execute(
                """
                INSERT INTO welfare_hospital (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, name, name_sort, credit_code, region, services,
                                              valid_from, valid_to, officer, officer_phone)
                VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @Name, @NameSort, @CreditCode, @Region, @Services,
                        @ValidFrom, @ValidTo, @Officer, @OfficerPhone)
                ON CONFLICT (owner_org_id, credit_code) DO NOTHING
                """, row, ct) == 0)
                throw new Refusal(ChannelErrors.HospitalKnown);

            changes.Created(HospitalSource.Name, row.Id, 1, new Visibility(row.OwnerOrgId, [], row.Protection));
            await changes.WriteScope(ct);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder hospitals) => hospitals
        .MapPost("", Register)
        .WithName("RegisterHospital")
        .WithSummary("Register a hospital of the green channel")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, ChannelErrors.HospitalKnown);

    private static async Task<CreatedReply<HospitalView>> Register(HospitalBody body, IMediator mediator, CancellationToken ct)
    {
        var registered = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/hospitals/{registered.Id}", registered);
    }
}
