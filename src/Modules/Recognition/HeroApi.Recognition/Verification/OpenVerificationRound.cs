using System.Text.Json.Serialization;
using Dapper;
using HeroApi.Organisations.Contracts;
using HeroApi.Recognition.Contact;
using HeroApi.Recognition.Register;

namespace HeroApi.Recognition.Verification;

/// <summary>
/// Opens a round of verification over the files of an area, as they stand now: a file opened later is not in it. Every keeper of one of
/// the files sees the round, and does those of its own.
/// </summary>
internal static class OpenVerificationRound
{
    internal sealed record Command : ICommand<RoundView>
    {
        /// <summary>What it is called; at most 100 characters.</summary>
        public required string Title { get; init; }

        /// <summary>The last day, inclusive, in China.</summary>
        public required DateOnly DueOn { get; init; }

        /// <summary>Only persons registered in this region or below it: GB/T 2260; all when absent.</summary>
        public string? Region { get; init; }

        /// <summary>self: the files that your organisation itself keeps; subtree (usual): those of all below it too.</summary>
        public string OrgScope { get; init; } = "subtree";

        /// <summary>Only persons in these states of contact, of the vocabulary contact_state; all but the deceased when empty.</summary>
        public IReadOnlyList<string> ContactStates { get; init; } = [];

        [JsonIgnore]
        internal IReadOnlyList<string> States => ContactStates.Count > 0 ? [.. ContactStates.Distinct()] : [.. ContactCodes.States.Where(state => state != "deceased")];

        internal static Command Example => new() { Title = RoundView.Example.Title, DueOn = RoundView.Example.DueOn };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Title).NotEmpty().Line(100);
            RuleFor(c => c.DueOn).Must(on => on >= clock.Today()).Refuses(RecognitionErrors.DueInPast);
            RuleFor(c => c.Region).RegionCode();
            RuleFor(c => c.OrgScope).OneOf(Area.Reaches);
            RuleFor(c => c.ContactStates.Count).LessThanOrEqualTo(ContactCodes.States.Count).OverridePropertyName(nameof(Command.ContactStates));
            RuleForEach(c => c.ContactStates).OneOf(ContactCodes.States);
        }
    }

    internal sealed class Handler(Db db, Call call, RoundSource source, Changes changes, IMediator mediator, TimeProvider clock) : IRequestHandler<Command, RoundView>
    {
        public async Task<RoundView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, org, now) = (cancellationToken, call.Caller.NeedOrg(), Instants.Micro(clock.GetUtcNow()));
            if (command.Region is { } region && !(await mediator.Send(new FindPlaces([region], clock.Today()), ct)).ContainsKey(region))
                throw Invalid.At("/region", ValueProblems.UnknownRegion);

            var id = Guid.CreateVersion7(now);
            await db.Execute(
                """
                INSERT INTO recognition_verification_round (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, title, region,
                                                            org_scope, contact_states, opened_on, due_on, state)
                VALUES (@id, 1, @org, @org, 1, 'none', @now, @now, @Title, @Region, @OrgScope, @states, @today, @DueOn, 'open')
                """,
                new { id, org, now, command.Title, command.Region, command.OrgScope, states = string.Join(',', command.States), today = clock.Today(), command.DueOn }, ct);

            var parameters = new DynamicParameters(new { id });
            if (await db.Execute(
                $"""
                INSERT INTO recognition_verification_item (round_id, id, hero_id, state)
                SELECT @id, h.id, h.id, 'due'
                FROM   recognition_hero h
                WHERE  SCOPE(h) AND h.deleted_at IS NULL AND h.contact_state IN {parameters.In("state", command.States)}{new Area(command.Region, org, command.OrgScope).Clause(parameters)}
                """, parameters, ct) == 0)
                throw new Refusal(RecognitionErrors.NobodyToVerify);

            var keepers = await db.Query<Guid>(
                """
                SELECT DISTINCT h.owner_org_id
                FROM   recognition_verification_item i
                JOIN   recognition_hero h ON h.id = i.hero_id
                WHERE  i.round_id = @id AND h.owner_org_id <> @org AND SCOPE(h)
                """, new { id, org }, ct);
            changes.Created(RoundSource.Name, id, 1, new Visibility(org, [.. keepers], Protection.None));
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder rounds) => rounds
        .MapPost("", Open)
        .WithName("OpenVerificationRound")
        .WithSummary("Open a round of verification over the files of an area")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.OrganisationRequired, RecognitionErrors.NobodyToVerify);

    private static async Task<CreatedReply<RoundView>> Open(Command body, IMediator mediator, CancellationToken ct)
    {
        var opened = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/verification-rounds/{opened.Id}", opened);
    }
}
