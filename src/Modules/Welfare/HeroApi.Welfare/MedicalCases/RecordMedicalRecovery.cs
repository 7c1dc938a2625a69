using System.Text.Json.Serialization;

namespace HeroApi.Welfare.MedicalCases;

/// <summary>
/// Records that money of a line came back (追偿): of an advance from whoever bears it, of what was borne for good from the offender or the
/// beneficiary alone (民法典第一百八十三条); in one sum or in parts, never more than can still be recovered, and a receipt once.
/// </summary>
internal static class RecordMedicalRecovery
{
    private static readonly string[] Liable = ["offender", "beneficiary"];

    internal sealed record Command([property: JsonIgnore] Guid Id = default) : ICommand<MedicalView>
    {
        /// <summary>The line of which it came back.</summary>
        public required Guid LineId { get; init; }

        /// <summary>From whom: of the vocabulary medical_payer.</summary>
        public required string From { get; init; }

        /// <summary>In fen.</summary>
        public required long AmountFen { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The number of the receipt or voucher; each is recorded once.</summary>
        public required string ReceiptNumber { get; init; }

        internal static Command Example => new()
        {
            LineId = RecoveryView.Row.LineId,
            From = RecoveryView.Row.Payer,
            AmountFen = RecoveryView.Row.AmountFen,
            On = RecoveryView.Row.OnDate,
            ReceiptNumber = RecoveryView.Row.ReceiptNumber
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.LineId).NotEmpty();
            RuleFor(c => c.From).NotEmpty().OneOf(MedicalCodes.Payers);
            RuleFor(c => c.AmountFen).InclusiveBetween(1, MedicalBodyRules.MostFen);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.ReceiptNumber).NotEmpty().Line(100);
        }
    }

    internal sealed class Handler(Db db, MedicalDesk desk, MedicalSource source, TimeProvider clock) : IRequestHandler<Command, MedicalView>
    {
        public async Task<MedicalView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(command.Id, version: null, ct);
            var line = (await source.Lines([row.Id], ct)).FirstOrDefault(line => line.Id == command.LineId) ?? throw Invalid.At("/lineId", MedicalErrors.LineUnknown);
            if (!line.Recoverable)
                throw new Refusal(MedicalErrors.NotRecoverable);
            if (command.From == line.Payer || command.From == MedicalCodes.Hospital || (line.Kind == MedicalCodes.Final && !Liable.Contains(command.From)))
                throw Invalid.At("/from", MedicalErrors.RecoveryFrom);
            if (command.AmountFen > line.LeftFen)
                throw new Refusal(MedicalErrors.RecoveryExceeds, new { line.LeftFen });
            if (await db.Execute(
                """
                INSERT INTO welfare_medical_recovery (id, medical_id, line_id, payer, amount_fen, on_date, receipt_number)
                VALUES (@recovery, @Id, @LineId, @From, @AmountFen, @day, @ReceiptNumber)
                ON CONFLICT (medical_id, receipt_number) DO NOTHING
                """,
                new { recovery = Guid.CreateVersion7(clock.GetUtcNow()), command.Id, command.LineId, command.From, command.AmountFen, day = command.On ?? clock.Today(), command.ReceiptNumber }, ct) == 0)
                throw new Refusal(MedicalErrors.ReceiptRecorded);

            await db.Execute("UPDATE welfare_medical_line SET recovered_fen = recovered_fen + @AmountFen WHERE id = @LineId", new { command.AmountFen, command.LineId }, ct);
            return await desk.Put(row, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder medical) => medical
        .MapPost("/{id:guid}/recoveries", Record)
        .WithName("RecordMedicalRecovery")
        .WithSummary("Record money of a line that came back")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.NotOwner, MedicalErrors.NotRecoverable, MedicalErrors.RecoveryExceeds, MedicalErrors.ReceiptRecorded);

    private static async Task<Reply<MedicalView>> Record(Guid id, Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body with { Id = id }, ct));
}
