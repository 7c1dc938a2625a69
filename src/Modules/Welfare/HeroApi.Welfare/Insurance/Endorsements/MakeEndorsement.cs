using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Insurance.Members;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>
/// Makes an endorsement of those who wait to be told to the insurer by the end of a month, at most 5,000 at a time and of those whom the
/// caller sees. Nobody joins who has not agreed to share_insurer or whose document is unknown; who leaves without that consent is told by
/// the number on the list alone. What it tells is frozen. While one is not answered there is no other (409 endorsement.open).
/// </summary>
internal static class MakeEndorsement
{
    private const int Most = 5000;

    /// <param name="Month">The month to whose end it tells, such as 2026-06; this month when absent.</param>
    /// <param name="Number">The owner's number for it, once per policy; the month when absent.</param>
    internal sealed record Command([property: JsonIgnore] Guid PolicyId, string? Month, string? Number) : ICommand<EndorsementView>
    {
        internal static Command Example => new(Guid.Empty, "2026-06", "2026-06");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Month).Matches("^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])\\z");
            RuleFor(c => c.Number).Line(50);
        }
    }

    internal sealed class Handler(Db db, PolicyDesk policies, EndorsementDesk desk, MemberWriter writer, Protector protector, IMediator mediator, Call call, TimeProvider clock)
        : IRequestHandler<Command, EndorsementView>
    {
        public async Task<EndorsementView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var month = command.Month ?? clock.Today().ToString("yyyy-MM", CultureInfo.InvariantCulture);
            var policy = await policies.Take(PolicySteps.Endorse, command.PolicyId, version: null, ct);
            if (!policy.Named)
                throw new Refusal(InsuranceErrors.PolicyUnnamed);
            var number = string.IsNullOrWhiteSpace(command.Number) ? month : command.Number.Trim();
            if (await db.Single<long>("SELECT COUNT(*) FROM welfare_endorsement WHERE policy_id = @PolicyId AND (state = 'made' OR number = @number)", new { command.PolicyId, number }, ct) > 0)
                throw new Refusal(InsuranceErrors.EndorsementOpen);

            var waiting = await Waiting(policy.Id, PartialDate.Parse(month, null).To, ct);
            var told = await Told(waiting, await desk.Consenting(waiting.Select(member => member.PersonId), ct), ct);
            var (joins, leaves) = (told.Count(line => line.Member.State == MemberCodes.PendingJoin), told.Count(line => line.Member.State == MemberCodes.PendingLeave));
            if (told.Count == 0)
                throw new Refusal(InsuranceErrors.NothingToTell);

            var id = Guid.CreateVersion7(now);
            await db.Execute(
                """
                INSERT INTO welfare_endorsement (id, version, policy_id, number, month, state, joins, leaves, insured_before, made_at, made_by)
                VALUES (@id, 1, @PolicyId, @number, @month, 'made', @joins, @leaves,
                        (SELECT COUNT(*) FROM welfare_policy_member m WHERE m.policy_id = @PolicyId AND m.state IN ('insured', 'pending_leave') AND SCOPE(m)), @now, @KeyId)
                """, new { id, command.PolicyId, number, month, joins, leaves, now, call.Caller.KeyId }, ct);
            await db.ExecuteAll([.. told.Select((line, index) => new Statement(
                """
                INSERT INTO welfare_endorsement_line (id, endorsement_id, position, member_id, direction, on_day, reason, papers_cipher)
                VALUES (@id, @endorsement, @position, @member, @direction, @on, @reason, @papers)
                """,
                [
                    new("id", Guid.CreateVersion7(now)), new("endorsement", id), new("position", (long)index + 1), new("member", line.Member.Id),
                    new("direction", line.Member.State == MemberCodes.PendingJoin ? EndorsementCodes.Join : EndorsementCodes.Leave),
                    new("on", line.Member.LeaveDay ?? line.Member.JoinDay), new("reason", line.Member.LeaveReason),
                    new("papers", line.Paper is null ? null : protector.Conceal(JsonSerializer.Serialize(line.Paper, Json.Stored)))
                ]))], ct);
            foreach (var (member, _) in told)
                await writer.Put(member, member with { ToldIn = id }, ct);
            return await desk.Get(policy.Id, id, ct);
        }

        private Task<IReadOnlyList<WaitingMember>> Waiting(Guid policyId, DateOnly last, CancellationToken ct) => db.Query<WaitingMember>(
            $"""
            SELECT {MemberRow.Columns}, e.person_id
            FROM   welfare_policy_member m
            JOIN   welfare_entitlement e ON e.hero_id = m.hero_id
            WHERE  SCOPE(m) AND UNSCOPED('who sees a member may know which file is his today') AND m.policy_id = @policyId AND m.told_in IS NULL
            AND    ((m.state = 'pending_join' AND m.join_day <= @last) OR (m.state = 'pending_leave' AND m.leave_day <= @last))
            ORDER  BY m.number
            """, new { policyId, last }, ct);

        /// <summary>Those of the waiting of whom the insurer may be told, each with what he may be told.</summary>
        private async Task<List<(WaitingMember Member, HeroPaper? Paper)>> Told(IReadOnlyList<WaitingMember> waiting, IReadOnlySet<Guid> consenting, CancellationToken ct)
        {
            var papers = new Dictionary<Guid, HeroPaper>();
            foreach (var ids in consenting.Chunk(500))
                foreach (var (id, paper) in await mediator.Send(new FindHeroPapers(ids), ct))
                    papers[id] = paper;
            return
            [
                .. waiting.Select(member => (Member: member, Paper: papers.GetValueOrDefault(member.PersonId)))
                    .Where(line => line.Member.State == MemberCodes.PendingLeave || line.Paper?.DocumentNumber is not null).Take(Most)
            ];
        }
    }

    private sealed record WaitingMember : MemberRow
    {
        public required Guid PersonId { get; init; }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapPost("/{id:guid}/endorsements", Make)
        .WithName("MakeEndorsement")
        .WithSummary("Freeze who joins and leaves a policy's list, for the insurer")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.NotOwner, InsuranceErrors.PolicyTransition, InsuranceErrors.PolicyUnnamed, InsuranceErrors.NothingToTell, InsuranceErrors.EndorsementOpen);

    private static async Task<CreatedReply<EndorsementView>> Make(Guid id, Command body, IMediator mediator, CancellationToken ct)
    {
        var made = await mediator.Send(body with { PolicyId = id }, ct);
        return Answers.Created($"/api/v1/policies/{id}/endorsements/{made.Id}", made);
    }
}
