using System.Text.Json.Serialization;
using HeroApi.Welfare.Contracts;
using HeroApi.Welfare.Grants.Deadlines;

namespace HeroApi.Welfare.Grants.Applications;

/// <summary>Grants what a calculation suggests, as a second person: never who wrote the facts. An amount may differ for a reason, and never goes below a floor.</summary>
internal static class DecideGrant
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<GrantView>
    {
        /// <summary>The document number; at most 100 characters.</summary>
        public required string Number { get; init; }

        /// <summary>The day of the decision, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Amounts that are not as reckoned; at most 50.</summary>
        public IReadOnlyList<DecidedPart> Amounts { get; init; } = [];

        internal static Command Example => new(Guid.Empty, 1) { Number = "示抚〔2026〕1号", On = new DateOnly(2026, 5, 22) };
    }

    /// <summary>An amount that is not as reckoned.</summary>
    /// <param name="PartId">The part.</param>
    /// <param name="AmountFen">In fen; not below its floor.</param>
    /// <param name="Reason">Why; at most 1,000 characters.</param>
    internal sealed record DecidedPart(Guid PartId, long AmountFen, string Reason);

    internal sealed class Validator : AbstractValidator<Command>
    {
        private const int MostAmounts = 50;

        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Number).NotEmpty().Line(100);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Amounts.Count).LessThanOrEqualTo(MostAmounts).OverridePropertyName(nameof(Command.Amounts));
            RuleFor(c => c.Amounts).Must(amounts => amounts.DistinctBy(amount => amount?.PartId).Count() == amounts.Count).Refuses(GrantErrors.CodeRepeated);
            RuleForEach(c => c.Amounts).NotNull().ChildRules(amount =>
            {
                amount.RuleFor(a => a.AmountFen).InclusiveBetween(0, GrantMoney.Most * 10);
                amount.RuleFor(a => a.Reason).NotEmpty().Prose(1000);
            });
        }
    }

    internal sealed class Handler(Db db, GrantDesk desk, GrantDeadlines deadlines, Call call, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, GrantView>
    {
        public async Task<GrantView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, on) = (cancellationToken, command.On ?? clock.Today());
            var row = await desk.Take(GrantSteps.Decide, command.Id, command.Version, ct);
            if (row.ProposedBy == call.Caller.KeyId)
                throw new Refusal(GrantErrors.SecondPerson);
            if (row.Route is null)
                throw new Refusal(GrantErrors.FactsMissing, new { row.Calculated.Needs });
            if (on < row.HappenedOn)
                throw Invalid.At("/on", GrantErrors.BeforeHarm, new { row.HappenedOn });
            await desk.MustBeGrantedNowhereElse(row, ct);

            var parts = await desk.Parts(row.Id, ct);
            foreach (var (index, amount) in command.Amounts.Index())
            {
                var part = parts.FirstOrDefault(part => part.Id == amount.PartId) ?? throw Invalid.At($"/amounts/{index}/partId", GrantErrors.PartUnknown);
                if (amount.AmountFen < part.FloorFen)
                    throw Invalid.At($"/amounts/{index}/amountFen", GrantErrors.BelowFloor, new { part.FloorFen });
                await db.Execute("UPDATE welfare_grant_part SET amount_fen = @AmountFen, reason = @Reason WHERE id = @PartId", amount, ct);
            }

            await deadlines.Drop(row.Id, ct);
            outbox.Add(new BenefitGranted(GrantSource.Name, row.Id, row.HeroId, row.OwnerOrgId, row.Route, on), row.HeroId);
            return await desk.Put(row with { State = "granted", AnsweredBy = call.Caller.KeyId, DecidedOn = on, Number = command.Number }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder grants) => grants
        .MapPost("/{id:guid}/decision", Decide)
        .WithName("DecideGrant")
        .WithSummary("Grant what was proposed, as a second person")
        .RequireScope(WelfareScopes.Decide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            GrantErrors.Transition, GrantErrors.SecondPerson, GrantErrors.FactsMissing, GrantErrors.GrantedElsewhere);

    private static async Task<Reply<GrantView>> Decide(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
