using System.Text.Json.Serialization;
using HeroApi.Cases.Filing;

namespace HeroApi.Cases.Material;

/// <summary>Ends a procedure whose material was asked for and did not come: the day for the answer is over, and nothing came.</summary>
internal static class LapseCase
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The reasons, as they were written to whoever filed; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "逾期未补正材料，视为撤回申请。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(2000);
    }

    internal sealed class Handler(CaseDesk desk, CaseEnding ending) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(MaterialActions.Lapse, command.CaseId, command.Version, cancellationToken);
            return await ending.End(file, MaterialActions.Lapse,
                new EndingRow { CaseId = command.CaseId, Kind = "lapsed", EndedOn = file.Today, Reason = command.Reason }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/lapse", Lapse)
        .WithName("LapseCase")
        .WithSummary("End a procedure whose material did not come in time")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.MaterialAwaited, CaseErrors.MaterialCame, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Lapse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
