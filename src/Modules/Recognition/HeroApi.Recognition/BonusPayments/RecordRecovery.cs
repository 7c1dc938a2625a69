using System.Text.Json.Serialization;
using HeroApi.Recognition.Bonuses;
using HeroApi.Recognition.BonusSchemes;

namespace HeroApi.Recognition.BonusPayments;

/// <summary>Records that money of a bonus that must be recovered has come back, in one sum or in parts; never more than was paid.</summary>
internal static class RecordRecovery
{
    internal sealed record Command([property: JsonIgnore] Guid BonusId = default) : ICommand<BonusView>
    {
        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>In fen.</summary>
        public required long AmountFen { get; init; }

        /// <summary>Of the vocabulary payment_method.</summary>
        public required string Method { get; init; }

        /// <summary>The number of the receipt or voucher; each is recorded once.</summary>
        public required string ReceiptNumber { get; init; }

        internal static Command Example => new() { On = new DateOnly(2026, 5, 30), AmountFen = 1_000_000, Method = "cash", ReceiptNumber = "示退2026-0001" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.AmountFen).InclusiveBetween(1, Fen.Most);
            RuleFor(c => c.Method).NotEmpty().OneOf(BonusCodes.Methods);
            RuleFor(c => c.ReceiptNumber).NotEmpty().Line(100);
        }
    }

    internal sealed class Handler(BonusDesk desk, TimeProvider clock) : IRequestHandler<Command, BonusView>
    {
        public async Task<BonusView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var bonus = await desk.Take(BonusSteps.Recover, command.BonusId, version: null, ct);
            await desk.Book(bonus, left: bonus.PaidFen - bonus.RecoveredFen, BonusErrors.RecoveryExceeds, new PaymentRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                BonusId = bonus.Id,
                Direction = PaymentRow.Back,
                OnDate = command.On ?? clock.Today(),
                AmountFen = command.AmountFen,
                Method = command.Method,
                ReceiptNumber = command.ReceiptNumber
            }, ct);
            var back = bonus.RecoveredFen + command.AmountFen;
            return await desk.Put(bonus, bonus with { RecoveredFen = back, State = back == bonus.PaidFen ? "recovered" : bonus.State }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder bonuses) => bonuses
        .MapPost("/{id:guid}/recoveries", Record)
        .WithName("RecordRecovery")
        .WithSummary("Record money of a bonus that has come back")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.NotOwner,
            BonusErrors.BonusTransition, BonusErrors.RecoveryExceeds, BonusErrors.ReceiptRecorded);

    private static async Task<Reply<BonusView>> Record(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { BonusId = id }, ct));
}
