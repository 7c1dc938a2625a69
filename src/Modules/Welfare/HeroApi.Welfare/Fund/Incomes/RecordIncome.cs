using HeroApi.Welfare.Fund.Books;
using HeroApi.Welfare.Fund.Funds;

namespace HeroApi.Welfare.Fund.Incomes;

/// <summary>Records money that came in, and posts it: a donation, a grant, a yield, or what was there when the books were opened.</summary>
internal static class RecordIncome
{
    internal sealed record Command(IncomeBody Income) : ICommand<IncomeView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<IncomeBody> rules) => RuleFor(c => c.Income).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, FundDesk funds, Ledger ledger, IncomeSource source, Changes changes, Call call, TimeProvider clock) : IRequestHandler<Command, IncomeView>
    {
        public async Task<IncomeView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, body, now) = (cancellationToken, command.Income, Instants.Micro(clock.GetUtcNow()));
            var fund = await funds.Named(body.FundId, ct);
            var row = new IncomeRow
            {
                Id = Guid.CreateVersion7(now),
                Version = 1,
                OwnerOrgId = fund.OwnerOrgId,
                OwnerEpoch = 1,
                Protection = Protection.None,
                CreatedAt = now,
                UpdatedAt = now,
                FundId = fund.Id,
                Kind = body.Kind,
                DonorKind = body.DonorKind,
                Payer = body.Payer,
                Anonymous = body.Anonymous,
                AmountFen = body.AmountFen,
                OnDate = body.On ?? clock.Today(),
                ReceiptNumber = body.ReceiptNumber,
                ReceiptWaived = body.ReceiptWaived,
                Handler = body.Handler,
                Note = body.Note,
                State = "recorded",
                RecordedBy = call.Caller.KeyId
            };
            if (await db.Execute(
                """
                INSERT INTO welfare_income (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, fund_id, kind, donor_kind, payer, anonymous,
                                            amount_fen, on_date, receipt_number, receipt_waived, handler, note, state, recorded_by)
                VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @FundId, @Kind, @DonorKind, @Payer, @Anonymous,
                        @AmountFen, @OnDate, @ReceiptNumber, @ReceiptWaived, @Handler, @Note, @State, @RecordedBy)
                ON CONFLICT (receipt_number, origin_org_id) DO NOTHING
                """, row, ct) == 0)
                throw new Refusal(FundErrors.ReceiptUsed);

            changes.Created(IncomeSource.Name, row.Id, 1, new Visibility(row.OwnerOrgId, [], row.Protection));
            await ledger.Post(fund, new Posting("income", row.Id, row.OnDate, FundCodes.Income(row.Kind), row.AmountFen), ct);
            await changes.WriteScope(ct);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder incomes) => incomes
        .MapPost("", Record)
        .WithName("RecordIncome")
        .WithSummary("Record money that came in")
        .RequireScope(WelfareScopes.FundPost, Problems.NotOwner, FundErrors.Closed, FundErrors.DayOutside, FundErrors.YearPublished, FundErrors.ReceiptUsed);

    private static async Task<CreatedReply<IncomeView>> Record(IncomeBody body, IMediator mediator, CancellationToken ct)
    {
        var recorded = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/incomes/{recorded.Id}", recorded);
    }
}
