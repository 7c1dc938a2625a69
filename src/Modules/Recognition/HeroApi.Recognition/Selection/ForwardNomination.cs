using System.Text.Json.Serialization;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Selection;

/// <summary>Sends a nomination on to the next body above, after the body's own public notice.</summary>
internal static class ForwardNomination
{
    /// <param name="AskedOrgId">The next body: one above the body that is asked now.</param>
    internal sealed record Command([property: JsonIgnore] Guid NominationId, [property: JsonIgnore] long Version, Guid AskedOrgId) : ICommand<NominationView>
    {
        internal static Command Example => new(default, 0, Guid.Parse("01980d2c-5a00-7000-8000-000000000004"));
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.AskedOrgId).NotEmpty();
    }

    internal sealed class Handler(NominationDesk desk) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var file = await desk.Take(NominationActions.Forwarding, command.NominationId, command.Version, cancellationToken);
            await desk.Ask(file.Row.Id, file.Row.AskedOrgId, command.AskedOrgId, cancellationToken);
            return await desk.Put(file, file.Row with { State = "proposed", AskedOrgId = command.AskedOrgId }, file.Round with { State = "forwarded", AnsweredOn = file.Today }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("/{id:guid}/forwarding", Forward)
        .WithName("ForwardNomination")
        .WithSummary("Send a nomination on to the next body above; for the body that is asked")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, RecognitionErrors.NominationAskedOnly,
            RecognitionErrors.NominationTransition, RecognitionErrors.NominationRevoked);

    private static async Task<Reply<NominationView>> Forward(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { NominationId = id, Version = match.Version }, ct));
}
