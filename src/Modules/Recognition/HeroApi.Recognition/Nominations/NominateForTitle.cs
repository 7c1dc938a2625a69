using HeroApi.Recognition.Awards;
using HeroApi.Recognition.Titles;

namespace HeroApi.Recognition.Nominations;

/// <summary>Puts persons or a group forward for a title, to a body above the caller's organisation. It stays with the proposer until it is granted.</summary>
internal static class NominateForTitle
{
    internal sealed record Command : ICommand<NominationView>
    {
        public required Guid TitleId { get; init; }

        /// <summary>The files of the nominated, or of the members of the group: 1 to 100. You must see each of them, and need not keep it.</summary>
        public required IReadOnlyList<Guid> HeroIds { get; init; }

        /// <summary>The name of the group, when a group is nominated.</summary>
        public string? GroupName { get; init; }

        /// <summary>What they did, and why it deserves the title; at most 4,000 characters.</summary>
        public required string Grounds { get; init; }

        /// <summary>The body that is asked: one above yours.</summary>
        public required Guid AskedOrgId { get; init; }

        /// <summary>Only holders of protected:read see it.</summary>
        public bool Confidential { get; init; }

        /// <summary>At most 20.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];

        internal static Command Example => new()
        {
            TitleId = NominationView.Example.TitleId,
            HeroIds = NominationView.Example.HeroIds,
            Grounds = NominationView.Example.Grounds,
            AskedOrgId = NominationView.Example.AskedOrgId
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.HeroIds.Count).InclusiveBetween(1, AwardCodes.MostHeroes).OverridePropertyName(nameof(Command.HeroIds));
            RuleFor(c => c.HeroIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(RecognitionErrors.HonourRepeats);
            RuleFor(c => c.GroupName).Line(100).Must(name => name is null || !string.IsNullOrWhiteSpace(name)).Refuses(ValueProblems.Required);
            RuleFor(c => c.Grounds).NotEmpty().Prose(4000);
            RuleFor(c => c.FileIds.Count).LessThanOrEqualTo(AwardCodes.MostFiles).OverridePropertyName(nameof(Command.FileIds));
            RuleFor(c => c.FileIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(RecognitionErrors.HonourRepeats);
        }
    }

    internal sealed class Handler(Db db, Call call, Honourees honourees, NominationDesk desk, NominationSource source, Changes changes, TimeProvider clock) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var title = await TitleView.Find(db, command.TitleId, ct) ?? throw Invalid.At("/titleId", RecognitionErrors.TitleUnknown);
            if (!title.Fits(command.GroupName is not null))
                throw Invalid.At("/groupName", RecognitionErrors.TitleOfOthers, new { title.Subject });
            var heroes = await honourees.Find(command.HeroIds, ct);
            var (id, org) = (Guid.CreateVersion7(now), call.Caller.NeedOrg());
            var protection = Honourees.Protect(heroes, command.Confidential);
            // Nobody above sees a sealed file, so nobody could answer.
            if (protection == Protection.Sealed)
                throw new Refusal(RecognitionErrors.NominationOfSealed);

            await db.Execute(
                """
                INSERT INTO recognition_nomination (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at,
                                                    title_id, title, level, group_name, grounds, asked_org_id, state)
                VALUES (@id, 1, @org, @org, 1, @protection, @now, @now, @TitleId, @title, @Level, @GroupName, @Grounds, @AskedOrgId, 'proposed')
                """, new { id, org, protection, now, command.TitleId, title = title.Name, title.Level, command.GroupName, command.Grounds, command.AskedOrgId }, ct);
            await db.ExecuteAll([.. heroes.Select(hero => new Statement("INSERT INTO recognition_nominee (id, nomination_id, hero_id) VALUES (@id, @nomination, @hero)",
                [new("id", Guid.CreateVersion7(now)), new("nomination", id), new("hero", hero.Id)]))], ct);
            await desk.Ask(id, org, command.AskedOrgId, ct);
            await desk.Attach(id, command.FileIds, ct);
            changes.Created(NominationSource.Name, id, 1, new Visibility(org, [command.AskedOrgId], protection));
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("", Nominate)
        .WithName("NominateForTitle")
        .WithSummary("Put persons or a group forward for a title, to a body above yours")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.OrganisationRequired, RecognitionErrors.NominationOfSealed);

    private static async Task<CreatedReply<NominationView>> Nominate(Command body, IMediator mediator, CancellationToken ct)
    {
        var proposed = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/nominations/{proposed.Id}", proposed);
    }
}
