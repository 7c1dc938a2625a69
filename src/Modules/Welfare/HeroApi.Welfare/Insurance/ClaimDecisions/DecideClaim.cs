using System.Text.Json.Serialization;
using HeroApi.Welfare.Insurance.Claims;

namespace HeroApi.Welfare.Insurance.ClaimDecisions;

/// <summary>
/// Records what the insurer has decided, also after an appeal: what it grants in all, never less than it has paid, and over all claims of one
/// person for one kind never more than the policy's sum. The insurer pays within 10 days of it unless said (保险法第二十三条).
/// </summary>
internal static class DecideClaim
{
    private static readonly Period Pays = new(10);

    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<ClaimView>
    {
        /// <summary>Of the vocabulary claim_outcome.</summary>
        public required string Outcome { get; init; }

        /// <summary>What is granted in all, in fen; of what is approved alone.</summary>
        public long? ApprovedFen { get; init; }

        /// <summary>Why it is rejected (保险法第二十四条), or less than was claimed; at most 1,000 characters.</summary>
        public string? Reason { get; init; }

        /// <summary>The day of the decision, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The insurer's number of the decision; at most 100 characters.</summary>
        public string? Number { get; init; }

        /// <summary>The last day for the payment, where the insurer agreed to another.</summary>
        public DateOnly? PayBy { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Outcome = ClaimCodes.Approved, ApprovedFen = 10_000_000, Reason = "按四级伤残比例核定", Number = "示核2026-0001" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Outcome).NotEmpty().OneOf(ClaimCodes.Outcomes);
            RuleFor(c => c.ApprovedFen).InclusiveBetween(1, ClaimCodes.MostFen);
            RuleFor(c => c.ApprovedFen).NotNull().When(c => c.Outcome == ClaimCodes.Approved).Refuses(ValueProblems.Required);
            RuleFor(c => c.ApprovedFen).Null().When(c => c.Outcome == ClaimCodes.Rejected).Refuses(ValueProblems.Unwanted);
            RuleFor(c => c.Reason).Prose(1000);
            RuleFor(c => c.Reason).NotEmpty().When(c => c.Outcome == ClaimCodes.Rejected);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Number).Line(100);
            RuleFor(c => c.PayBy).Null().When(c => c.Outcome == ClaimCodes.Rejected).Refuses(ValueProblems.Unwanted);
            RuleFor(c => c.PayBy).Must((decision, by) => by is null || (by >= (decision.On ?? clock.Today()) && by <= clock.Today().AddYears(2))).Refuses(ValueProblems.OutOfRange);
        }
    }

    internal sealed class Handler(Db db, ClaimDesk desk) : IRequestHandler<Command, ClaimView>
    {
        public async Task<ClaimView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(ClaimSteps.Decide, command.Id, command.Version, ct);
            var (on, fen) = (desk.Day(row, command.On), command.ApprovedFen ?? 0);
            if (fen < row.ClaimedFen && string.IsNullOrWhiteSpace(command.Reason))
                throw Invalid.At("/reason", ValueProblems.Required);
            if (fen < row.PaidFen)
                throw new Refusal(ClaimErrors.BelowPaid, new { row.PaidFen });
            if (fen > 0 && await Left(row, ct) is var left && fen > left)
                throw new Refusal(ClaimErrors.ExceedsCover, new { leftFen = left });

            return await desk.Put((row with
            {
                State = fen == 0 ? ClaimCodes.Rejected : fen == row.PaidFen ? ClaimCodes.Paid : ClaimCodes.Approved,
                ApprovedFen = fen,
                PaymentDueOn = fen == 0 ? null : command.PayBy ?? WorkCalendar.China.Due(on, Pays).On
            }).With(new ClaimDecision { Outcome = command.Outcome, ApprovedFen = fen, Reason = command.Reason, On = on, Number = command.Number }), ct);
        }

        /// <summary>What the other claims of the person leave of the policy's sum for this kind.</summary>
        private async Task<long> Left(ClaimRow row, CancellationToken ct)
        {
            return (await desk.Policy(row, ct)).Sums.Single(sum => sum.What == row.Kind).AmountFen - await db.Single<long>(
                """
                SELECT CAST(COALESCE(SUM(c.approved_fen), 0) AS bigint)
                FROM   welfare_claim c
                JOIN   welfare_entitlement e ON e.hero_id = c.hero_id
                JOIN   welfare_entitlement o ON o.person_id = e.person_id
                WHERE  UNSCOPED('the sum of a policy is for one person, whoever claims') AND c.policy_id = @PolicyId AND c.kind = @Kind AND c.id <> @Id AND o.hero_id = @HeroId
                """, new { row.PolicyId, row.Kind, row.Id, row.HeroId }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder claims) => claims
        .MapPost("/{id:guid}/decision", Decide)
        .WithName("DecideClaim")
        .WithSummary("Record what the insurer decided")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, ClaimErrors.Transition, ClaimErrors.BelowPaid,
            ClaimErrors.ExceedsCover);

    private static async Task<Reply<ClaimView>> Decide(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
