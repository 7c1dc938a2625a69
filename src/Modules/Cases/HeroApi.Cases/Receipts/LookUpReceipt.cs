using System.Globalization;
using System.Text.Json.Serialization;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Receipts;

/// <summary>
/// Tells whoever holds a receipt how the lead stands, without a key. Nothing of persons, of the act, or of how closely the lead
/// is kept: a restricted or sealed one is answered like any other, or the answer would tell of its protection.
/// </summary>
internal static class LookUpReceipt
{
    private static readonly Vocabulary States = new("receipt_state",
        ("received", "已收到，等待处理", "Received, waiting to be looked at"),
        ("handed_over", "已转交其他机构，等待处理", "Handed over to another body, waiting there"),
        ("accepted", "已受理，正在核实", "Accepted, being looked into"),
        ("not_accepted", "未受理", "Not accepted"),
        ("already_known", "与已有线索为同一事件，一并处理", "Already known, handled together with the earlier report"));

    internal sealed record Query([property: JsonIgnore] string Number = "") : IQuery<ReceiptState>
    {
        /// <summary>The query code; case, blanks and hyphens do not matter.</summary>
        public required string Code { get; init; }

        internal static Query Example => new() { Code = LeadReceipt.Example.Code };
    }

    /// <summary>How a lead stands, in words for its reporter.</summary>
    internal sealed record ReceiptState
    {
        public required string Number { get; init; }

        /// <summary>received, handed_over, accepted, not_accepted or already_known; vocabulary receipt_state.</summary>
        public required string State { get; init; }

        /// <summary>The state in the language asked for.</summary>
        public required string StateText { get; init; }

        /// <summary>Why it was not accepted, when that may be told; vocabulary lead_dismissal_kind.</summary>
        public string? Reason { get; init; }

        /// <summary>The reason in the language asked for.</summary>
        public string? ReasonText { get; init; }

        /// <summary>The day it was taken in, in China.</summary>
        public required DateOnly ReceivedOn { get; init; }

        /// <summary>The day it was decided.</summary>
        public DateOnly? DecidedOn { get; init; }

        /// <summary>Whom to ask about it.</summary>
        public required string Organisation { get; init; }

        /// <summary>How to reach that organisation, when it has said so.</summary>
        public string? Contact { get; init; }

        internal static ReceiptState Example => new()
        {
            Number = LeadReceipt.Example.Number,
            State = "accepted",
            StateText = "已受理，正在核实",
            ReceivedOn = new DateOnly(2026, 5, 2),
            DecidedOn = new DateOnly(2026, 5, 6),
            Organisation = "示范县见义勇为协会",
            Contact = "0635-1540000，工作日 9:00–17:00"
        };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Code).NotEmpty().MaximumLength(40);
    }

    internal sealed class Handler(Db db, ReceiptCodes receipts, ReceiptGuesses guesses, IMediator mediator) : IRequestHandler<Query, ReceiptState>
    {
        public async Task<ReceiptState> Handle(Query query, CancellationToken cancellationToken)
        {
            // A text that is no number goes the same way as one that nobody has: nothing is to be learnt from answers or from time.
            var known = ReceiptNumber.TryParse(query.Number, out var number);
            var asked = known ? ReceiptNumber.Format(number) : query.Number;
            await guesses.MustBeFew(asked, cancellationToken);

            var lead = await db.SingleOrDefault<Row>(
                """
                SELECT l.receipt_code_cipher, l.state, l.decision_kind, l.owner_org_id, l.owner_epoch, l.created_at, l.decided_at
                FROM   cases_lead l
                WHERE  l.receipt_number = @number AND l.deleted_at IS NULL AND UNSCOPED('its code lets a reporter ask, not a scope')
                """, new { number }, cancellationToken);
            if (!receipts.Fits(lead?.ReceiptCodeCipher, query.Code))
            {
                await guesses.Count(asked);
                throw new Refusal(CaseErrors.ReceiptUnknown);
            }

            var owner = (await mediator.Send(new FindOrganisations([lead!.OwnerOrgId]), cancellationToken))[lead.OwnerOrgId];
            return new ReceiptState
            {
                Number = asked,
                State = lead.ToldState,
                StateText = Label(States, lead.ToldState)!,
                Reason = lead.DecisionKind,
                ReasonText = Label(LeadCodes.Dismissals, lead.DecisionKind),
                ReceivedOn = ChinaTime.DateOf(lead.CreatedAt),
                DecidedOn = lead.DecidedAt is { } at ? ChinaTime.DateOf(at) : null,
                Organisation = owner.Name,
                Contact = owner.Contact
            };
        }

        private static string? Label(Vocabulary vocabulary, string? code) => vocabulary.Terms.FirstOrDefault(term => term.Code == code) is not { } term ? null
            : CultureInfo.CurrentUICulture.Name.StartsWith("en", StringComparison.Ordinal) ? term.En : term.Zh;

        private sealed record Row
        {
            public byte[]? ReceiptCodeCipher { get; init; }
            public required string State { get; init; }
            public string? DecisionKind { get; init; }
            public required Guid OwnerOrgId { get; init; }
            public required long OwnerEpoch { get; init; }
            public required DateTimeOffset CreatedAt { get; init; }
            public DateTimeOffset? DecidedAt { get; init; }

            internal string ToldState => State switch
            {
                "reported" => OwnerEpoch > 1 ? "handed_over" : "received",
                "dismissed" => "not_accepted",
                "duplicate" => "already_known",
                _ => "accepted"
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder receipts) => receipts
        .MapPost("/{number}/lookup", LookUp)
        .WithName("LookUpReceipt")
        .WithSummary("How the lead of a receipt stands; needs its query code and no key")
        .OpenToRead(CaseErrors.ReceiptUnknown);

    /// <param name="number">As on the receipt, with or without hyphens.</param>
    private static async Task<Reply<ReceiptState>> LookUp(string number, Query body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Number = number }, ct));
}
