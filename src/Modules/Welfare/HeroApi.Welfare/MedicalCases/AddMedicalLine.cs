using System.Text.Json.Serialization;

namespace HeroApi.Welfare.MedicalCases;

/// <summary>
/// Adds what one payer pays of a bill, for good or for the time being; never more than the bill, however many are added at once. An advance
/// can always be recovered. A line of nothing says that a payer of the chain was asked and why he pays nothing.
/// </summary>
internal static class AddMedicalLine
{
    internal sealed record Command([property: JsonIgnore] Guid Id = default) : ICommand<MedicalView>
    {
        /// <summary>Of the vocabulary medical_payer; the hospital only advances.</summary>
        public required string Payer { get; init; }

        /// <summary>Of the vocabulary medical_line_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>In fen; nothing with a note.</summary>
        public required long AmountFen { get; init; }

        /// <summary>Whether what is borne for good may be recovered from the offender or the beneficiary all the same.</summary>
        public bool Recoverable { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>At most 500 characters.</summary>
        public string? Note { get; init; }

        internal static Command Example => new() { Payer = MedicalCodes.Hospital, Kind = MedicalCodes.Advance, AmountFen = 50_000_000, On = new DateOnly(2026, 5, 20), Note = "先救治后结算" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Payer).NotEmpty().OneOf(MedicalCodes.Payers);
            RuleFor(c => c.Kind).NotEmpty().OneOf(MedicalCodes.Kinds);
            RuleFor(c => c.Kind).Must(kind => kind != MedicalCodes.Final).When(c => c.Payer == MedicalCodes.Hospital).Refuses(MedicalErrors.HospitalAdvances);
            RuleFor(c => c.AmountFen).InclusiveBetween(0, MedicalBodyRules.MostFen);
            RuleFor(c => c.AmountFen).GreaterThan(0).When(c => c.Kind == MedicalCodes.Advance);
            RuleFor(c => c.Note).Prose(500);
            RuleFor(c => c.Note).NotEmpty().When(c => c.AmountFen == 0).Refuses(MedicalErrors.ZeroNeedsNote);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(Db db, MedicalDesk desk, TimeProvider clock) : IRequestHandler<Command, MedicalView>
    {
        public async Task<MedicalView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(command.Id, version: null, cancellationToken);
            await db.Execute(
                """
                INSERT INTO welfare_medical_line (id, medical_id, payer, kind, amount_fen, recoverable, recovered_fen, on_date, note)
                VALUES (@line, @Id, @Payer, @Kind, @AmountFen, @recoverable, 0, @day, @Note)
                """,
                new
                {
                    line = Guid.CreateVersion7(clock.GetUtcNow()),
                    row.Id,
                    command.Payer,
                    command.Kind,
                    command.AmountFen,
                    recoverable = command.Recoverable || command.Kind == MedicalCodes.Advance,
                    day = command.On ?? clock.Today(),
                    command.Note
                }, cancellationToken);
            return await desk.Put(row, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder medical) => medical
        .MapPost("/{id:guid}/lines", Add)
        .WithName("AddMedicalLine")
        .WithSummary("Add what one payer pays of a bill")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.NotOwner, MedicalErrors.ExceedsBill);

    private static async Task<Reply<MedicalView>> Add(Guid id, Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body with { Id = id }, ct));
}
