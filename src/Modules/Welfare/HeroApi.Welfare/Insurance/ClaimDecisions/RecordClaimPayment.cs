using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Claims;

namespace HeroApi.Welfare.Insurance.ClaimDecisions;

/// <summary>Records money that the insurer has paid, in one sum or in parts; never more than was granted, however many are recorded at once, and a receipt once.</summary>
internal static class RecordClaimPayment
{
    internal sealed record Command([property: JsonIgnore] Guid Id = default) : ICommand<ClaimView>
    {
        /// <summary>In fen.</summary>
        public required long AmountFen { get; init; }

        /// <summary>The day on which it came in, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Of the vocabulary claim_payee; the person when absent.</summary>
        public string? Payee { get; init; }

        /// <summary>The number of the receipt or voucher; each is recorded once.</summary>
        public required string ReceiptNumber { get; init; }

        internal static Command Example => new() { AmountFen = 4_000_000, ReceiptNumber = "示付2026-0001" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.AmountFen).InclusiveBetween(1, ClaimCodes.MostFen);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Payee).OneOf(ClaimCodes.Payees);
            RuleFor(c => c.ReceiptNumber).NotEmpty().Line(100);
        }
    }

    internal sealed class Handler(Db db, ClaimDesk desk, TimeProvider clock) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(ClaimSteps.Pay, command.Id, version: null, ct);
            var day = command.On ?? clock.Today();
            if (row.Decided.First(decision => decision.ApprovedFen > 0).On is var granted && day < granted)
                throw Invalid.At("/on", ClaimErrors.DayOrder, new { lastOn = granted });
            if (await db.Execute(
                """
                INSERT INTO welfare_claim_payment (id, claim_id, amount_fen, on_date, payee, receipt_number)
                VALUES (@payment, @Id, @AmountFen, @day, @payee, @ReceiptNumber)
                ON CONFLICT (claim_id, receipt_number) DO NOTHING
                """, new { payment = Guid.CreateVersion7(clock.GetUtcNow()), command.Id, command.AmountFen, day, payee = command.Payee ?? "self", command.ReceiptNumber }, ct) == 0)
                throw new Refusal(ClaimErrors.ReceiptRecorded);
            if (row.PaidFen + command.AmountFen is var paid && paid > row.ApprovedFen)
                throw new Refusal(ClaimErrors.ExceedsApproved, new { leftFen = row.ApprovedFen - row.PaidFen });

            return await desk.Put(row with { PaidFen = paid, State = paid == row.ApprovedFen ? ClaimCodes.Paid : ClaimCodes.Approved }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPost("/{id:guid}/payments", Record)
        .WithName("RecordClaimPayment")
        .WithSummary("Record money that the insurer paid")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.NotOwner, ClaimErrors.Transition, ClaimErrors.ReceiptRecorded, ClaimErrors.ExceedsApproved);

    private static async Task<Reply<ClaimView>> Record(Guid id, Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body with { Id = id }, ct));
}
