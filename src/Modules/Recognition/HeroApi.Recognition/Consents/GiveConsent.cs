using System.Text.Json.Serialization;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;
using HeroApi.Recognition.Sections;

namespace HeroApi.Recognition.Consents;

/// <summary>
/// Notes what the person has agreed to, one purpose at a time (PIPL articles 14, 23, 25 and 29), and takes the place of an earlier
/// consent to the same. Below fourteen a guardian agrees (article 31), for the dead a near relative (article 49): consent.guardian_needed,
/// consent.relative_needed, consent.person_alive.
/// </summary>
internal static class GiveConsent
{
    internal sealed record Command([property: JsonIgnore] Guid HeroId = default) : ICommand<HeroView>
    {
        /// <summary>Of the vocabulary consent_purpose.</summary>
        public required string Purpose { get; init; }

        /// <summary>The version of the text that was shown; at most 100 characters.</summary>
        public required string TextVersion { get; init; }

        /// <summary>The day it was given, in China; today when absent.</summary>
        public DateOnly? GivenOn { get; init; }

        /// <summary>Of the vocabulary consent_giver.</summary>
        public string By { get; init; } = ConsentCodes.Self;

        /// <summary>Who gave it; needed of a guardian or relative, and only then.</summary>
        public string? GiverName { get; init; }

        /// <summary>What the giver is to the person: of the vocabulary kinship (GB/T 4761); needed of a guardian or relative, and only then.</summary>
        public string? Kinship { get; init; }

        /// <summary>Of the vocabulary consent_channel.</summary>
        public required string Channel { get; init; }

        /// <summary>What else proves it; at most 2,000 characters.</summary>
        public string? Note { get; init; }

        /// <summary>The signed paper or the recording; at most 20 files.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];

        /// <summary>The last day on which it counts; without end when absent.</summary>
        public DateOnly? ValidUntil { get; init; }

        internal static Command Example => new() { Purpose = "publicity_name", TextVersion = "宣传同意书 2026 版", GivenOn = new DateOnly(2026, 5, 20), Channel = "paper", ValidUntil = new DateOnly(2028, 5, 19) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Purpose).OneOf(ConsentCodes.Purposes);
            RuleFor(c => c.TextVersion).NotEmpty().Line(100);
            RuleFor(c => c.GivenOn).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.By).OneOf(ConsentCodes.Givers);
            RuleFor(c => c.GiverName).Line(100);
            RuleFor(c => c.GiverName).NotEmpty().When(c => c.By != ConsentCodes.Self);
            RuleFor(c => c.GiverName).Null().When(c => c.By == ConsentCodes.Self);
            RuleFor(c => c.Kinship).OneOf(SectionCodes.Kinships);
            RuleFor(c => c.Kinship).NotEmpty().When(c => c.By != ConsentCodes.Self);
            RuleFor(c => c.Kinship).Null().When(c => c.By == ConsentCodes.Self);
            RuleFor(c => c.Channel).OneOf(ConsentCodes.Channels);
            RuleFor(c => c.Note).Prose(2000);
            RuleFor(c => c.FileIds.Count).LessThanOrEqualTo(HeroPapers.Most).OverridePropertyName(nameof(Command.FileIds));
            RuleFor(c => c.FileIds).HeroFiles();
            RuleFor(c => c.ValidUntil).Must((c, until) => until is null || until >= (c.GivenOn ?? clock.Today())).Refuses(RecognitionErrors.ConsentEndsBefore);
        }
    }

    internal sealed class Handler(Db db, HeroDesk desk, HeroPapers papers, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, on) = (cancellationToken, command.GivenOn ?? clock.Today());
            var hero = await desk.Take(command.HeroId, version: null, ct);
            if (Stranger(hero, command.By, on) is { } refused)
                throw Invalid.At("/by", refused);

            var id = Guid.CreateVersion7(clock.GetUtcNow());
            await papers.Attach(hero.Id, id, command.FileIds, index => $"/fileIds/{index}", ct);
            // An old paper that turns up late does not overrule what was said after it.
            var late = await db.Single<long>(
                """
                SELECT COUNT(*)
                FROM   recognition_consent
                WHERE  hero_id = @HeroId AND purpose = @Purpose AND ((state = 'given' AND given_on > @on) OR (state = 'withdrawn' AND ended_on > @on))
                """, new { command.HeroId, command.Purpose, on }, ct) > 0;
            if (!late)
                await db.Execute("UPDATE recognition_consent SET state = 'superseded', ended_on = @on WHERE hero_id = @HeroId AND purpose = @Purpose AND state = 'given'",
                    new { command.HeroId, command.Purpose, on }, ct);
            await db.Execute(
                """
                INSERT INTO recognition_consent (id, hero_id, purpose, text_version, given_on, given_by, giver_name, kinship, channel, note, valid_until, state)
                VALUES (@id, @HeroId, @Purpose, @TextVersion, @on, @By, @GiverName, @Kinship, @Channel, @Note, @ValidUntil, @state)
                """,
                new
                {
                    id,
                    command.HeroId,
                    command.Purpose,
                    command.TextVersion,
                    on,
                    command.By,
                    command.GiverName,
                    command.Kinship,
                    command.Channel,
                    command.Note,
                    command.ValidUntil,
                    state = late ? "superseded" : "given"
                }, ct);
            if (!late)
                outbox.Add(new ConsentGiven(hero.Id, hero.OwnerOrgId, command.Purpose, on), hero.Id);
            return await desk.Put(hero, new Entry("consent", id), ct);
        }

        /// <summary>Why the giver could not speak for the person on that day. Where a date is known in part, a child counts as one as long as he may be.</summary>
        private static Problem? Stranger(HeroRow hero, string by, DateOnly on) => by switch
        {
            ConsentCodes.Relative => hero.DiedOn is null || on < hero.DiedOn.From ? RecognitionErrors.ConsentOfLiving : null,
            _ when hero.DiedOn is not null && on > hero.DiedOn.To => RecognitionErrors.ConsentNeedsRelative,
            ConsentCodes.Self when hero.BornOn is not null && on < hero.BornOn.To.AddYears(14) => RecognitionErrors.ConsentNeedsGuardian,
            _ => null
        };
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/consents", Give)
        .WithName("GiveConsent")
        .WithSummary("Note what the person, or who speaks for him, agrees to")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Give(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { HeroId = id }, ct));
}
