using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.BreakGlass;

/// <summary>
/// Asks in an emergency (PIPL article 13 (4)) to look into a file that the caller may not see. The answer is the same whether or not
/// there is such a file: it is looked up, kept and told in the same steps. A second person, of the keeper of the file, decides within
/// 24 hours; when he approves, GET /break-glass/{id}/file shows it for 3 hours. More than 10 in an hour: 429 break_glass.too_many.
/// </summary>
internal static class AskBreakGlass
{
    /// <param name="HeroId">The file; either this or document.</param>
    /// <param name="Document">The person's identity document; either this or heroId.</param>
    /// <param name="Purpose">Of the vocabulary break_glass_purpose.</param>
    /// <param name="Reason">What has happened, and why it cannot wait; at most 1,000 characters.</param>
    internal sealed record Command(Guid? HeroId, DocumentBody? Document, string Purpose, string Reason) : ICommand<Asked>
    {
        internal static Command Example => new(null, new DocumentBody { Type = "id_card", Number = "11010519491231002X" }, "medical_emergency", "患者昏迷，须联系家属。");
    }

    /// <summary>What is told to who asks: that it was heard, and nothing of the person.</summary>
    internal sealed record Asked
    {
        public required Guid Id { get; init; }

        /// <summary>Always asked.</summary>
        public required string State { get; init; }

        public required DateTimeOffset AskedAt { get; init; }

        /// <summary>When nobody has approved it by then, nobody will.</summary>
        public required DateTimeOffset AnswerBy { get; init; }

        internal static Asked Example => new()
        {
            Id = BreakGlassView.Example.Id,
            State = "asked",
            AskedAt = BreakGlassView.Example.AskedAt,
            AnswerBy = BreakGlassView.Example.AnswerBy
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.HeroId).NotNull().When(c => c.Document is null);
            RuleFor(c => c.HeroId).Null().When(c => c.Document is not null);
            RuleFor(c => c.Document!).IdentityDocument().When(c => c.Document is not null);
            RuleFor(c => c.Purpose).OneOf(BreakGlassCodes.Purposes);
            RuleFor(c => c.Reason).NotEmpty().Prose(1000);
        }
    }

    internal sealed class Handler(Db db, HeroWriter writer, Call call, Outbox outbox, Audit audit, TimeProvider clock) : IRequestHandler<Command, Asked>
    {
        public async Task<Asked> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var org = call.Caller.NeedOrg();
            await Count(now, ct);
            var hero = command.Document is null
                ? await db.SingleOrDefault<Guid?>("SELECT h.id FROM recognition_hero h WHERE h.id = @HeroId AND h.deleted_at IS NULL AND UNSCOPED('the asker is not told what was found')", new { command.HeroId }, ct)
                : await writer.HolderOf(command.Document, ct);
            var row = new BreakGlassRow
            {
                Id = Guid.CreateVersion7(now),
                HeroId = hero,
                Version = 1,
                AskedAt = now,
                Asker = call.Caller.KeyId,
                AskerOrgId = org,
                Purpose = command.Purpose,
                Reason = command.Reason,
                State = "asked"
            };
            await db.Execute(
                """
                INSERT INTO recognition_break_glass (id, hero_id, version, asked_at, asker, asker_org_id, purpose, reason, state)
                VALUES (@Id, @HeroId, @Version, @AskedAt, @Asker, @AskerOrgId, @Purpose, @Reason, @State)
                """, row, ct);
            audit.About("break_glass", row.Id);
            outbox.Add(new BreakGlassAsked(row.Id), row.Id);
            return new Asked { Id = row.Id, State = row.State, AskedAt = now, AnswerBy = row.AnswerBy };
        }

        /// <summary>Held by its row, so that requests at once do not count as one.</summary>
        private async Task Count(DateTimeOffset now, CancellationToken ct)
        {
            var known = await db.Single<Asking>(
                """
                INSERT INTO recognition_break_glass_count (principal, since, asked)
                VALUES (@KeyId, @now, 1)
                ON CONFLICT (principal) DO UPDATE
                SET    since = CASE WHEN recognition_break_glass_count.since > @before THEN recognition_break_glass_count.since ELSE excluded.since END,
                       asked = CASE WHEN recognition_break_glass_count.since > @before THEN recognition_break_glass_count.asked + 1 ELSE 1 END
                RETURNING since, asked
                """, new { call.Caller.KeyId, now, before = now.AddHours(-1) }, ct);
            if (known.Asked > BreakGlassCodes.MostAnHour)
                throw new Refusal(RecognitionErrors.BreakGlassTooMany) { RetryAfter = known.Since.AddHours(1) - now };
        }

        private sealed record Asking
        {
            public required DateTimeOffset Since { get; init; }
            public required long Asked { get; init; }
        }
    }

    internal static void Map(IEndpointRouteBuilder glass) => glass
        .MapPost("", Ask)
        .WithName("AskBreakGlass")
        .WithSummary("Ask in an emergency to look into a file that you may not see")
        .RequireScope(RecognitionScopes.HeroesRead, Problems.OrganisationRequired, RecognitionErrors.BreakGlassTooMany);

    private static async Task<CreatedReply<Asked>> Ask(Command body, IMediator mediator, CancellationToken ct)
    {
        var asked = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/break-glass/{asked.Id}/file", asked);
    }
}
