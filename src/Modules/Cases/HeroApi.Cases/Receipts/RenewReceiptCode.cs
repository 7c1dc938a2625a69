using System.Text.Json.Serialization;

namespace HeroApi.Cases.Receipts;

/// <summary>Gives the holder of a receipt a new query code; the old one ceases to work. Whoever asks has been told from another by the association.</summary>
internal static class RenewReceiptCode
{
    internal sealed record Command([property: JsonIgnore] Guid LeadId) : ICommand<LeadReceipt>;

    internal sealed class Handler(Db db, LeadSource source, ReceiptCodes receipts, Audit audit, TimeProvider clock) : IRequestHandler<Command, LeadReceipt>
    {
        public async Task<LeadReceipt> Handle(Command command, CancellationToken cancellationToken)
        {
            var lead = await source.FindOwn(command.LeadId, cancellationToken);

            // The version stays: no reader of the lead sees anything of its code.
            var code = ReceiptCodes.NewCode();
            var number = await db.Single<long>(
                """
                UPDATE cases_lead AS l
                SET    receipt_code_cipher = @cipher, receipt_number = COALESCE(receipt_number, @number)
                WHERE  l.id = @Id AND SCOPE(l)
                RETURNING receipt_number
                """, new { lead.Id, cipher = receipts.Keep(code), number = ReceiptNumber.New(clock.Today()) }, cancellationToken);
            audit.About(LeadSource.Name, lead.Id, lead.Version);
            return LeadReceipt.Of(number, code);
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPost("/{id:guid}/receipt-code", Renew)
        .WithName("RenewReceiptCode")
        .WithSummary("Give the holder of a lead's receipt a new query code; the old one ceases to work")
        .RequireScope(CaseScopes.LeadsWrite, Problems.NotFound, Problems.Deleted, Problems.NotOwner);

    private static async Task<Reply<LeadReceipt>> Renew(Guid id, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id), ct));
}
