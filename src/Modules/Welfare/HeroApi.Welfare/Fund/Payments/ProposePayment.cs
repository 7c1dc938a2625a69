using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Funds;
using HeroApi.Welfare.Fund.Limits;

namespace HeroApi.Welfare.Fund.Payments;

/// <summary>Proposes to pay something out of a fund. Nothing moves until somebody else has approved it.</summary>
internal static class ProposePayment
{
    internal sealed record Command : ICommand<FundPaymentView>
    {
        /// <summary>The fund that pays.</summary>
        public required Guid FundId { get; init; }

        /// <summary>Of the vocabulary fund_use; one that the fund is for.</summary>
        public required string Use { get; init; }

        /// <summary>In fen.</summary>
        public required long AmountFen { get; init; }

        /// <summary>The record that it is paid for, of the organisation that keeps the fund or of one below it: altogether never more than that allows.</summary>
        public PaymentSubject? For { get; init; }

        /// <summary>The hero file of the person it is about; that of the record when absent.</summary>
        public Guid? HeroId { get; init; }

        /// <summary>Who gets it, in words, such as 本人 or a hospital; at most 100 characters. Account numbers are not taken.</summary>
        public required string Payee { get; init; }

        /// <summary>What for; at most 500 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The day that it goes out, in China; today when absent. It is not approved before that day.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new() { FundId = FundPaymentView.Example.FundId, Use = "publicity", AmountFen = 200_000, Payee = "示范印刷厂", Reason = "宣传月海报" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Use).NotEmpty().OneOf(FundCodes.Uses);
            RuleFor(c => c.AmountFen).InclusiveBetween(1, FundCodes.MostFen);
            RuleFor(c => c.For!.Type).NotEmpty().Line(50).When(c => c.For is not null);
            RuleFor(c => c.Payee).NotEmpty().Line(100);
            RuleFor(c => c.Reason).NotEmpty().Prose(500);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today().AddYears(1)).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(Db db, FundDesk funds, PaymentDesk desk, PaymentSource source, FundLimits limits, Persons persons, Changes changes, Call call, TimeProvider clock)
        : IRequestHandler<Command, FundPaymentView>
    {
        public async Task<FundPaymentView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var id = Guid.CreateVersion7(now);
            var fund = await funds.Named(command.FundId, ct);
            if (!fund.Allows(command.Use))
                throw Invalid.At("/use", FundErrors.UseOutside);
            await limits.MustBear(fund.OwnerOrgId, command.AmountFen, ct);
            var heroId = command.For is { } subject ? await desk.Subject(subject, fund, command.Use, command.AmountFen, id, ct) : command.HeroId;
            if (command.HeroId is not null && command.HeroId != heroId)
                throw Invalid.At("/heroId", FundErrors.SubjectHero);
            var person = heroId is { } hero ? await persons.Of(hero, ct) : null;
            await Insert(id, command, fund, person, now, ct);
            changes.Created(PaymentSource.Name, id, 1, person is null ? new Visibility(fund.OwnerOrgId, [], Protection.None) : Persons.Seen(fund.OwnerOrgId, person));
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }

        private Task<int> Insert(Guid id, Command command, FundRow fund, EntitlementRow? person, DateTimeOffset now, CancellationToken ct) => db.Execute(
            """
            INSERT INTO welfare_payment (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, fund_id, use_code, amount_fen, for_type, for_id,
                                         hero_id, payee, reason, on_date, state, proposed_by)
            VALUES (@id, 1, @OwnerOrgId, @OwnerOrgId, 1, @protection, @now, @now, @FundId, @Use, @AmountFen, @forType, @forId, @heroId, @Payee, @Reason, @on, 'proposed', @by)
            """,
            new
            {
                id,
                fund.OwnerOrgId,
                protection = person?.Protection ?? Protection.None,
                now,
                command.FundId,
                command.Use,
                command.AmountFen,
                forType = command.For?.Type,
                forId = command.For?.Id,
                heroId = person?.HeroId,
                command.Payee,
                command.Reason,
                on = command.On ?? clock.Today(),
                by = call.Caller.KeyId
            }, ct);
    }

    internal static void Map(IEndpointRouteBuilder payments) => payments
        .MapPost("", Propose)
        .WithName("ProposePayment")
        .WithSummary("Propose to pay something out of a fund")
        .RequireScope(WelfareScopes.FundPost, Problems.NotOwner, FundErrors.Closed, FundErrors.LimitExceeded, FundErrors.SubjectElsewhere, FundErrors.SubjectExceeded);

    private static async Task<CreatedReply<FundPaymentView>> Propose(Command body, IMediator mediator, CancellationToken ct)
    {
        var proposed = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/payments/{proposed.Id}", proposed);
    }
}
