using System.Text.Json.Serialization;
using HeroApi.Recognition.Contracts;

namespace HeroApi.Recognition.Awards;

/// <summary>Takes an award back: from everybody, or from some of its persons. It stays to be seen, as revoked.</summary>
internal static class RevokeAward
{
    internal sealed record Command([property: JsonIgnore] Guid AwardId = default, [property: JsonIgnore] long Version = 0) : ICommand<AwardView>
    {
        /// <summary>From whom it is taken: files among its persons; from everybody when absent.</summary>
        public IReadOnlyList<Guid>? HeroIds { get; init; }

        /// <summary>The number of the decision.</summary>
        public required string Number { get; init; }

        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new() { Number = "示政撤〔2026〕1号", Reason = "确认已因伪造证言撤销。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.HeroIds!.Count).InclusiveBetween(1, AwardCodes.MostHeroes).OverridePropertyName(nameof(Command.HeroIds)).When(c => c.HeroIds is not null);
            RuleFor(c => c.Number).NotEmpty().Line(100);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(Db db, AwardSource source, AwardWriter writer, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, AwardView>
    {
        public async Task<AwardView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, on) = (cancellationToken, command.On ?? clock.Today());
            var row = await source.Take(command.AwardId, command.Version, ct);
            if (row.State == "revoked")
                throw new Refusal(RecognitionErrors.AwardRevoked);
            if (on < row.GrantedFrom)
                throw Invalid.At("/on", RecognitionErrors.AwardRevokedEarly, new { row.GrantedOn });

            var standing = (await writer.Recipients(row.Id, ct)).Where(recipient => recipient.State != "revoked").ToList();
            var seen = (await source.Get(row.Id, ct)).Recipients.Select(recipient => recipient.HeroId).ToHashSet();
            var named = command.HeroIds ?? [.. standing.Select(recipient => recipient.HeroId)];
            for (var index = 0; index < named.Count; index++)
                if (!standing.Any(recipient => recipient.HeroId == named[index]) || (command.HeroIds is not null && !seen.Contains(named[index])))
                    throw Invalid.At($"/heroIds/{index}", RecognitionErrors.AwardOfOthers);

            var revoked = standing.Where(recipient => named.Contains(recipient.HeroId)).ToList();
            await db.ExecuteAll([.. revoked.Select(recipient => new Statement(
                "UPDATE recognition_recipient SET state = 'revoked', revoked_on = @on, revoked_number = @number, revoked_reason = @reason WHERE id = @id",
                [new("id", recipient.Id), new("on", on), new("number", command.Number), new("reason", command.Reason)]))], ct);
            var version = await writer.Settle(row.Id, ct);
            Guid[] heroes = [.. revoked.Select(recipient => recipient.HeroId).Distinct()];
            outbox.Add(new HonourRevoked(row.Id, heroes, row.OwnerOrgId, Confidential: row.Protection != Protection.None, Whole: revoked.Count == standing.Count), row.Id);
            return await writer.Put(row, row with { Version = version }, heroes, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder awards) => awards
        .MapPost("/{id:guid}/revocation", Revoke)
        .WithName("RevokeAward")
        .WithSummary("Take an award back, from everybody or from some of its persons")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, RecognitionErrors.AwardRevoked);

    private static async Task<Reply<AwardView>> Revoke(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { AwardId = id, Version = match.Version }, ct));
}
