using System.Text.Json.Serialization;

namespace HeroApi.Recognition.BreakGlass;

/// <summary>
/// Refuses to open a file to who asked for it in an emergency. To him it looks as if nobody had answered. By the keeper of the file or above, never by who asked: 409 break_glass.own; decided or lapsed already: break_glass.decided,
/// break_glass.lapsed.
/// </summary>
internal static class RefuseBreakGlass
{
    /// <param name="Reason">Why not; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid RequestId, [property: JsonIgnore] long Version, string Reason) : ICommand<BreakGlassView>
    {
        internal static Command Example => new(Guid.Empty, 0, "经核实并无此急诊。");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(500);
    }

    internal sealed class Handler(BreakGlassDesk desk) : IRequestHandler<Command, BreakGlassView>
    {
        public Task<BreakGlassView> Handle(Command command, CancellationToken cancellationToken) =>
            desk.Decide(command.RequestId, command.Version, "refused", command.Reason, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder glass) => glass
        .MapPost("/{id:guid}/refusal", Refuse)
        .WithName("RefuseBreakGlass")
        .WithSummary("Refuse to let who asked look into the file")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            RecognitionErrors.BreakGlassDecided, RecognitionErrors.BreakGlassOwn, RecognitionErrors.BreakGlassLapsed);

    private static async Task<Reply<BreakGlassView>> Refuse(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { RequestId = id, Version = match.Version }, ct));
}
