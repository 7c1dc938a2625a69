using System.Text.Json.Serialization;
using HeroApi.Recognition.Contact;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Verification;

/// <summary>
/// Does one file of a round, for whoever may write the file: notes the attempt to reach the person, from which the state of contact
/// follows, and the outcome. The last one closes the round. A phone without a network may send it as often as it likes.
/// </summary>
internal static class VerifyHeroFile
{
    internal sealed record Command([property: JsonIgnore] Guid RoundId = default, [property: JsonIgnore] Guid HeroId = default) : ICommand<ItemView>
    {
        /// <summary>Your own UUIDv7 for the attempt; sent again with the same members it changes nothing.</summary>
        public Guid? Id { get; init; }

        /// <summary>The day of it, in China; the day it comes in when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Of the vocabulary contact_channel.</summary>
        public required string Channel { get; init; }

        /// <summary>Of the vocabulary contact_result.</summary>
        public required string Result { get; init; }

        /// <summary>Of the vocabulary verification_outcome: unchanged and changed need somebody who was reached, the others nobody.</summary>
        public required string Outcome { get; init; }

        /// <summary>With the outcome deceased: when the person died, as well as it is known; needed unless the file says it.</summary>
        public PartialDate? DiedOn { get; init; }

        /// <summary>What has changed: members of the file, or words; at most 1,000 characters. The file itself is amended as always.</summary>
        public string? Changes { get; init; }

        /// <summary>Who asked after the person; at most 100 characters.</summary>
        public string? By { get; init; }

        /// <summary>What was learnt; at most 2,000 characters.</summary>
        public string? Note { get; init; }

        [JsonIgnore]
        internal string? State => Outcome is "unchanged" or "changed" ? null : Outcome;

        internal static Command Example => new() { On = new DateOnly(2026, 6, 1), Channel = "visit", Result = "reached", Outcome = "changed", Changes = "phone,livingRegion", By = "示范网格员" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).Refuses(ValueProblems.IdNotOrdered);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Channel).OneOf(ContactCodes.Channels);
            RuleFor(c => c.Result).OneOf(ContactCodes.Results);
            RuleFor(c => c.Outcome).OneOf(VerificationCodes.Outcomes);
            RuleFor(c => c.Outcome).Must((c, _) => !ContactRules.Contradict(c.Result, c.State ?? "reachable")).Refuses(RecognitionErrors.ContactContradicts);
            RuleFor(c => c.DiedOn).Null().When(c => c.Outcome != "deceased").Refuses(ValueProblems.Unwanted);
            RuleFor(c => c.Changes).Prose(1000);
            RuleFor(c => c.Changes).Null().When(c => c.Outcome == "unchanged").Refuses(ValueProblems.Unwanted);
            RuleFor(c => c.By).Line(100);
            RuleFor(c => c.Note).Prose(2000);
        }
    }

    internal sealed class Handler(Db db, RoundSource rounds, HeroSource heroes, HeroDesk desk, ContactBook book, TimeProvider clock) : IRequestHandler<Command, ItemView>
    {
        public async Task<ItemView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            if (await rounds.Seek(command.RoundId, ct) is null || await heroes.Seek(command.HeroId, ct) is null || await Item(command, ct) is null)
                throw new Refusal(Problems.NotFound);
            if (await book.Knows(command.HeroId, command.Id, command, ct))
                return (await Item(command, ct))!;

            var hero = await desk.Take(command.HeroId, version: null, ct);
            await rounds.Hold(command.RoundId, ct);
            if (await book.Knows(command.HeroId, command.Id, command, ct))
                return (await Item(command, ct))!;
            if (await Item(command, ct) is { State: "done", DoneOn: var done })
                throw new Refusal(RecognitionErrors.VerifiedAlready, new { on = done });
            if ((await rounds.Seek(command.RoundId, ct))!.State == "closed")
                throw new Refusal(RecognitionErrors.RoundClosed);

            var on = command.On ?? clock.Today();
            var said = new Said(command.Id, on, command.Channel, command.Result, command.State, command.DiedOn, Reason: null, command.By, command.Note);
            var (attempt, members) = await book.Add(hero, said, command, ct);
            await db.Execute(
                """
                UPDATE recognition_verification_item
                SET    state = 'done', done_on = @on, outcome = @Outcome, changes = @Changes, by_whom = @By, attempt_id = @attempt
                WHERE  round_id = @RoundId AND id = @HeroId
                """, new { command.RoundId, command.HeroId, on, command.Outcome, command.Changes, command.By, attempt }, ct);
            if (command.Outcome is not ("unreachable" or "lost"))
                await db.Execute("UPDATE recognition_hero AS h SET verified_on = @on WHERE h.id = @HeroId AND h.verified_on < @on AND SCOPE(h)", new { command.HeroId, on }, ct);
            await desk.Put(hero, new Entry("verified", attempt, members), ct);
            if (await Left(command.RoundId, ct) == 0)
                await rounds.Close(command.RoundId, ct);
            return (await Item(command, ct))!;
        }

        private Task<ItemView?> Item(Command command, CancellationToken ct) => db.SingleOrDefault<ItemView>(
            $"SELECT {ItemView.Columns} {ItemView.Visible} AND i.id = @HeroId", new { round = command.RoundId, command.HeroId }, ct);

        private Task<long> Left(Guid roundId, CancellationToken ct) => db.Single<long>(
            """
            SELECT COUNT(*)
            FROM   (SELECT 1
                    FROM   recognition_verification_item i
                    JOIN   recognition_hero h ON h.id = i.hero_id
                    WHERE  i.round_id = @roundId AND i.hero_id = i.id AND i.state = 'due' AND h.deleted_at IS NULL AND UNSCOPED('a round ends when all of it is done, seen or not')
                    LIMIT 1) AS left_over
            """, new { roundId }, ct);
    }

    internal static void Map(IEndpointRouteBuilder rounds) => rounds
        .MapPost("/{id:guid}/items/{heroId:guid}", Verify)
        .WithName("VerifyHeroFile")
        .WithSummary("Do one file of a verification round")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, Problems.NotOwner, Problems.RecordExists, RecognitionErrors.VerifiedAlready,
            RecognitionErrors.RoundClosed, RecognitionErrors.ContactDeceased, RecognitionErrors.ReachedSince);

    private static async Task<Reply<ItemView>> Verify(Guid id, Guid heroId, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { RoundId = id, HeroId = heroId }, ct));
}
