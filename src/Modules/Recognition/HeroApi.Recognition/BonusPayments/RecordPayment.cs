using System.Text.Json.Serialization;
using HeroApi.Recognition.Bonuses;
using HeroApi.Recognition.BonusSchemes;

namespace HeroApi.Recognition.BonusPayments;

/// <summary>
/// Records that money was paid for an approved bonus, in one sum or in parts. The sums never exceed what was approved, however many
/// are recorded at once, and a receipt counts once. Account numbers are not taken.
/// </summary>
internal static class RecordPayment
{
    internal sealed record Command([property: JsonIgnore] Guid BonusId = default) : ICommand<BonusView>
    {
        /// <summary>The day, in China, not before the approval; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>In fen.</summary>
        public required long AmountFen { get; init; }

        /// <summary>Of the vocabulary payment_method.</summary>
        public required string Method { get; init; }

        /// <summary>The number of the receipt or voucher; each is recorded once.</summary>
        public required string ReceiptNumber { get; init; }

        /// <summary>Who took it, in words, such as 本人 or 配偶; at most 100 characters.</summary>
        public required string Payee { get; init; }

        internal static Command Example => new()
        {
            On = PaymentView.Example.On,
            AmountFen = PaymentView.Example.AmountFen,
            Method = PaymentView.Example.Method,
            ReceiptNumber = PaymentView.Example.ReceiptNumber,
            Payee = PaymentView.Example.Payee!
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.AmountFen).InclusiveBetween(1, Fen.Most);
            RuleFor(c => c.Method).NotEmpty().OneOf(BonusCodes.Methods);
            RuleFor(c => c.ReceiptNumber).NotEmpty().Line(100);
            RuleFor(c => c.Payee).NotEmpty().Line(100);
        }
    }

    internal sealed class Handler(BonusDesk desk, TimeProvider clock) : IRequestHandler<Command, BonusView>
    {
        public async Task<BonusView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var bonus = await desk.Take(BonusSteps.Pay, command.BonusId, version: null, ct);
            await desk.Book(bonus, left: bonus.AmountFen - bonus.PaidFen, BonusErrors.PaymentExceeds, new PaymentRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                BonusId = bonus.Id,
                Direction = PaymentRow.Out,
                OnDate = command.On ?? clock.Today(),
                AmountFen = command.AmountFen,
                Method = command.Method,
                ReceiptNumber = command.ReceiptNumber,
                Payee = command.Payee
            }, ct);
            var paid = bonus.PaidFen + command.AmountFen;
            return await desk.Put(bonus, bonus with { PaidFen = paid, State = paid == bonus.AmountFen ? "paid" : bonus.State }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder bonuses) => bonuses
        .MapPost("/{id:guid}/payments", Record)
        .WithName("RecordPayment")
        .WithSummary("Record a payment of an approved bonus, in full or in part")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.NotOwner,
            BonusErrors.BonusTransition, BonusErrors.PaymentExceeds, BonusErrors.ReceiptRecorded);

    private static async Task<Reply<BonusView>> Record(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { BonusId = id }, ct));
}
