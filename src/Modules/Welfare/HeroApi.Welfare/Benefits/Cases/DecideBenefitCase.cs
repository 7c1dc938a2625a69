using System.Text.Json.Serialization;
using HeroApi.Welfare.Contracts;

namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>Records what became of a benefit, as a second person: never who opened it. What is granted is an amount or a measure.</summary>
internal static class DecideBenefitCase
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<BenefitView>
    {
        /// <summary>Of the vocabulary benefit_outcome.</summary>
        public required string Outcome { get; init; }

        /// <summary>What is given, in fen.</summary>
        public long? AmountFen { get; init; }

        /// <summary>Of the vocabulary benefit_period; once when absent.</summary>
        public string? Per { get; init; }

        /// <summary>What is done, where it is not money; at most 1,000 characters.</summary>
        public string? Measure { get; init; }

        /// <summary>The first day that it is given for.</summary>
        public DateOnly? From { get; init; }

        /// <summary>The last day.</summary>
        public DateOnly? To { get; init; }

        /// <summary>Why it is refused or given in part; at most 1,000 characters.</summary>
        public string? Reason { get; init; }

        /// <summary>The day of the result, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The document number; at most 100 characters.</summary>
        public string? Number { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Outcome = "granted", AmountFen = 200_000, Per = "year", Number = "示助〔2026〕1号" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Outcome).NotEmpty().OneOf(BenefitCodes.Outcomes);
            RuleFor(c => c.AmountFen).InclusiveBetween(1, BenefitCodes.MostFen);
            RuleFor(c => c.AmountFen).Must(amount => amount is null).When(c => c.Outcome == "refused").Refuses(BenefitErrors.AmountUnwanted);
            RuleFor(c => c.Per).OneOf(BenefitCodes.Periods);
            RuleFor(c => c.Measure).Prose(1000);
            RuleFor(c => c.Measure).NotEmpty().When(c => c.Outcome is "granted" or "partly" && c.AmountFen is null).Refuses(BenefitErrors.ResultNeeded);
            RuleFor(c => c.To).Must((result, to) => to is null || result.From is null || to >= result.From).Refuses(ValueProblems.OutOfRange);
            RuleFor(c => c.Reason).Prose(1000);
            RuleFor(c => c.Reason).NotEmpty().When(c => c.Outcome is "refused" or "partly");
            RuleFor(c => c.Number).Line(100);
        }
    }

    internal sealed class Handler(BenefitDesk desk, Call call, Outbox outbox) : IRequestHandler<Command, BenefitView>
    {
        public async Task<BenefitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(BenefitSteps.Decide, command.Id, command.Version, cancellationToken);
            if (row.OpenedBy == call.Caller.KeyId)
                throw new Refusal(BenefitErrors.SecondPerson);
            var on = desk.Day(row, command.On);
            if (command.Outcome != "refused")
                outbox.Add(new BenefitGranted(BenefitSource.Name, row.Id, row.HeroId, row.OwnerOrgId, row.Kind, on), row.HeroId);
            return await desk.Put(row with
            {
                State = command.Outcome,
                AmountFen = command.AmountFen,
                Per = command.AmountFen is null ? null : command.Per ?? "once",
                Measure = command.Measure,
                FromOn = command.From,
                ToOn = command.To,
                EndReason = command.Reason,
                DecidedOn = on,
                DecidedBy = call.Caller.KeyId,
                Number = command.Number
            }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder benefits) => benefits
        .MapPost("/{id:guid}/result", Decide)
        .WithName("DecideBenefitCase")
        .WithSummary("Record what became of a benefit, as a second person")
        .RequireScope(WelfareScopes.Decide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, BenefitErrors.Transition, BenefitErrors.SecondPerson);

    private static async Task<Reply<BenefitView>> Decide(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
