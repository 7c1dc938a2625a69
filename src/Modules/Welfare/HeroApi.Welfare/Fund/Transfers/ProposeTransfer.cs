using HeroApi.Organisations.Contracts;
using HeroApi.Welfare.Fund.Funds;
using HeroApi.Welfare.Fund.Limits;

namespace HeroApi.Welfare.Fund.Transfers;

/// <summary>Proposes to send money of a fund to another organisation, above, below or beside, or to another fund of the same. Nothing moves until somebody else has approved it.</summary>
internal static class ProposeTransfer
{
    internal sealed record Command : ICommand<FundTransferView>
    {
        /// <summary>The fund that sends.</summary>
        public required Guid FundId { get; init; }

        /// <summary>The organisation that receives; it says itself into which of its funds.</summary>
        public required Guid ToOrgId { get; init; }

        /// <summary>In fen.</summary>
        public required long AmountFen { get; init; }

        /// <summary>What for; at most 500 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The day that it goes out, in China; today when absent. It is not approved before that day.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new() { FundId = FundTransferView.Example.FundId, ToOrgId = FundTransferView.Example.ToOrgId, AmountFen = 5_000_000, Reason = "春节慰问专项" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.AmountFen).InclusiveBetween(1, FundCodes.MostFen);
            RuleFor(c => c.Reason).NotEmpty().Prose(500);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today().AddYears(1)).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(Db db, FundDesk funds, FundLimits limits, TransferSource source, IMediator mediator, Changes changes, Call call, TimeProvider clock)
        : IRequestHandler<Command, FundTransferView>
    {
        public async Task<FundTransferView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var id = Guid.CreateVersion7(now);
            var fund = await funds.Named(command.FundId, ct);
            await MustBeThere(command.ToOrgId, ct);
            await limits.MustBear(fund.OwnerOrgId, command.AmountFen, ct);
            await db.Execute(
                """
                INSERT INTO welfare_transfer (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, from_fund_id, uses, restriction, amount_fen, reason,
                                              on_date, state, proposed_by)
                VALUES (@id, 1, @OwnerOrgId, @OwnerOrgId, 1, 'none', @now, @now, @FundId, @Uses, @Restriction, @AmountFen, @Reason, @on, 'proposed', @by)
                """,
                new { id, fund.OwnerOrgId, now, command.FundId, fund.Uses, fund.Restriction, command.AmountFen, command.Reason, on = command.On ?? clock.Today(), by = call.Caller.KeyId }, ct);
            changes.Created(TransferSource.Name, id, 1, new Visibility(fund.OwnerOrgId, command.ToOrgId == fund.OwnerOrgId ? [] : [command.ToOrgId], Protection.None));
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }

        private async Task MustBeThere(Guid orgId, CancellationToken ct)
        {
            var receiver = (await mediator.Send(new FindOrganisations([orgId]), ct)).GetValueOrDefault(orgId) ?? throw Invalid.At("/toOrgId", ValueProblems.UnknownOrganisation);
            if (receiver.MergedInto is { } heir)
                throw Invalid.At("/toOrgId", ValueProblems.MergedOrganisation, new { mergedInto = heir });
        }
    }

    internal static void Map(IEndpointRouteBuilder transfers) => transfers
        .MapPost("", Propose)
        .WithName("ProposeTransfer")
        .WithSummary("Propose to send money of a fund to another one")
        .RequireScope(WelfareScopes.FundPost, Problems.NotOwner, FundErrors.Closed, FundErrors.LimitExceeded);

    private static async Task<CreatedReply<FundTransferView>> Propose(Command body, IMediator mediator, CancellationToken ct)
    {
        var proposed = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/fund-transfers/{proposed.Id}", proposed);
    }
}
