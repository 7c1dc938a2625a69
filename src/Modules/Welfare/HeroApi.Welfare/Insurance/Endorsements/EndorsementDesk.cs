using Dapper;
using HeroApi.Recognition.Contracts;
using HeroApi.Welfare.Insurance.Members;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Endorsements;

/// <summary>Where endorsements are worked on; the policy is held by whoever changes one.</summary>
internal sealed class EndorsementDesk(Db db, IMediator mediator, MemberWriter writer, MemberList list, PolicyDesk policies, TimeProvider clock)
{
    /// <summary>How many ids one question names.</summary>
    private const int AtOnce = 500;

    /// <summary>The endorsement, when the caller sees it.</summary>
    internal Task<EndorsementView?> Seek(Guid policyId, Guid id, CancellationToken ct) => db.SingleOrDefault<EndorsementView>(
        $"SELECT {EndorsementView.Columns} {EndorsementView.Visible} AND n.id = @id", new { policy = policyId, id }, ct);

    internal async Task<EndorsementView> Get(Guid policyId, Guid id, CancellationToken ct) => await Seek(policyId, id, ct) ?? throw new Refusal(Problems.NotFound);

    /// <summary>An endorsement that the insurer has not answered, at the version the caller knows; its policy is the caller's and held.</summary>
    internal async Task<(PolicyRow Policy, EndorsementView Endorsement)> Take(Guid policyId, Guid id, long version, CancellationToken ct)
    {
        var policy = await policies.Take(PolicySteps.Answer, policyId, version: null, ct);
        var endorsement = await Get(policyId, id, ct);
        if (endorsement.Version != version)
            throw Stale.At(endorsement.Version);
        return endorsement.State == EndorsementCodes.Made ? (policy, endorsement) : throw new Refusal(InsuranceErrors.EndorsementAnswered) { Current = new { endorsement.Version, endorsement.State } };
    }

    internal Task<IReadOnlyList<EndorsementLine>> Lines(Guid id, CancellationToken ct) => db.Query<EndorsementLine>(
        $"""
        SELECT {EndorsementLine.Columns}
        FROM   welfare_endorsement_line l
        JOIN   welfare_policy_member m ON m.id = l.member_id
        JOIN   welfare_entitlement e ON e.hero_id = m.hero_id
        WHERE  UNSCOPED('an endorsement is seen by who sees all that it tells of') AND l.endorsement_id = @id
        ORDER  BY l.position
        """, new { id }, ct);

    /// <summary>Those of the persons who agree today that an insurer is told of them.</summary>
    internal async Task<IReadOnlySet<Guid>> Consenting(IEnumerable<Guid> personIds, CancellationToken ct)
    {
        var consenting = new HashSet<Guid>();
        foreach (var ids in personIds.Distinct().Chunk(AtOnce))
            consenting.UnionWith(await mediator.Send(new FindConsenting(ids, EndorsementCodes.Purpose, clock.Today()), ct));
        return consenting;
    }

    /// <summary>Ends the waiting for the insurer's answer: what becomes of each member, and what the register has said meanwhile.</summary>
    internal async Task<EndorsementView> Answer(PolicyRow policy, EndorsementView endorsement, string state, DateOnly on, string? insurerNumber, string? reason,
        Func<EndorsementLine, MemberRow, MemberRow> become, CancellationToken ct)
    {
        await db.Execute(
            "UPDATE welfare_endorsement SET version = version + 1, state = @state, answered_on = @on, insurer_number = @insurerNumber, reason = @reason WHERE id = @Id",
            new { state, on, insurerNumber, reason, endorsement.Id }, ct);
        var lines = await Lines(endorsement.Id, ct);
        foreach (var chunk in lines.Chunk(AtOnce))
        {
            var parameters = new DynamicParameters();
            var members = (await db.Query<MemberRow>(
                $"SELECT {MemberRow.Columns} FROM welfare_policy_member m WHERE UNSCOPED('the insurer has answered for all of them') AND m.id IN {parameters.In("id", [.. chunk.Select(line => line.MemberId)])}",
                parameters, ct)).ToDictionary(member => member.Id);
            foreach (var line in chunk)
                await writer.Put(members[line.MemberId], become(line, members[line.MemberId]) with { ToldIn = null }, ct);
        }

        if (policy.State == PolicyCodes.InForce)
            foreach (var personId in lines.Select(line => line.PersonId).Distinct())
                await list.Reconcile(policy, await list.Person(personId, ct), personId, ct);
        return await Get(policy.Id, endorsement.Id, ct);
    }
}
