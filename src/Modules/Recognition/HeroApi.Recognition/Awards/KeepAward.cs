using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Awards;

/// <summary>Lets an award stand whose revocation was proposed, because it does not rest on the act that was revoked.</summary>
internal static class KeepAward
{
    internal sealed record Command([property: JsonIgnore] Guid AwardId = default, [property: JsonIgnore] long Version = 0) : ICommand<AwardView>
    {
        /// <summary>Why it stands; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { Reason = "系因另一事迹授予。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().Prose(2000);
    }

    internal sealed class Handler(Db db, AwardSource source, AwardWriter writer) : IRequestHandler<Command, AwardView>
    {
        public async Task<AwardView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await source.Take(command.AwardId, command.Version, ct);
            if (row.State != "to_revoke")
                throw new Refusal(RecognitionErrors.AwardNotProposed, new { row.State });

            var kept = await db.Query<Guid>("UPDATE recognition_recipient SET state = 'granted' WHERE award_id = @Id AND state = 'to_revoke' RETURNING hero_id", new { row.Id }, ct);
            await db.Execute("UPDATE recognition_award AS a SET recover = NULL, kept_reason = @Reason WHERE a.id = @Id AND SCOPE(a)", new { row.Id, command.Reason }, ct);
            return await writer.Put(row, row with { Version = await writer.Settle(row.Id, ct) }, kept, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder awards) => awards
        .MapPost("/{id:guid}/retention", Keep)
        .WithName("KeepAward")
        .WithSummary("Let an award stand whose revocation was proposed")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, RecognitionErrors.AwardNotProposed);

    private static async Task<Reply<AwardView>> Keep(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { AwardId = id, Version = match.Version }, ct));
}
