using System.Text.Json.Serialization;

namespace HeroApi.Welfare.MedicalCases;

/// <summary>Takes a line away that was written by mistake; not one of which something came back, nor one that the fund has paid.</summary>
internal static class RemoveMedicalLine
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] Guid LineId, [property: JsonIgnore] long Version) : ICommand<MedicalView>;

    internal sealed class Handler(Db db, MedicalDesk desk, MedicalSource source) : IRequestHandler<Command, MedicalView>
    {
        public async Task<MedicalView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(command.Id, command.Version, ct);
            var line = (await source.Lines([row.Id], ct)).FirstOrDefault(line => line.Id == command.LineId) ?? throw new Refusal(Problems.NotFound);
            if (line.RecoveredFen > 0)
                throw new Refusal(MedicalErrors.LineRecovered, new { line.RecoveredFen });

            await db.Execute("DELETE FROM welfare_medical_line WHERE id = @LineId AND medical_id = @Id", new { command.LineId, command.Id }, ct);
            return await desk.Put(row, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder medical) => medical
        .MapDelete("/{id:guid}/lines/{lineId:guid}", Remove)
        .WithName("RemoveMedicalLine")
        .WithSummary("Take a line away that was written by mistake")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, MedicalErrors.LineRecovered, MedicalErrors.FundPaid);

    private static async Task<Reply<MedicalView>> Remove(Guid id, Guid lineId, IfMatch match, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(id, lineId, match.Version), ct));
}
