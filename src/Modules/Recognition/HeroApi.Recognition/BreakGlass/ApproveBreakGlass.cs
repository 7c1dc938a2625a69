using System.Text.Json.Serialization;

namespace HeroApi.Recognition.BreakGlass;

/// <summary>
/// Opens a file for three hours to who asked for it in an emergency. By the keeper of the file or above, never by who asked: 409 break_glass.own; decided or lapsed already: break_glass.decided,
/// break_glass.lapsed.
/// </summary>
internal static class ApproveBreakGlass
{
    /// <param name="Reason">What was checked; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid RequestId, [property: JsonIgnore] long Version, string Reason) : ICommand<BreakGlassView>
    {
        internal static Command Example => new(Guid.Empty, 0, "与医院总值班核实。");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(BreakGlassDesk desk) : IRequestHandler<Command, BreakGlassView>
    {
        public Task<BreakGlassView> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Decide(command.RequestId, command.Version, "approved", command.Reason, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder glass) => glass
        .MapPost("/{id:guid}/approval", Approve)
        .WithName("ApproveBreakGlass")
        .WithSummary("Let who asked look into the file for 3 hours")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            RecognitionErrors.BreakGlassDecided, RecognitionErrors.BreakGlassOwn, RecognitionErrors.BreakGlassLapsed);

    private static async Task<Reply<BreakGlassView>> Approve(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { RequestId = id, Version = match.Version }, ct));
}
