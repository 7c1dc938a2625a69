using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Rules;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Jurisdiction;

/// <summary>
/// The body above both sides of a dispute says who is competent. The case is handed over or stays; the procedure goes on where it
/// was, and its clock keeps its start.
/// </summary>
internal static class DesignateBody
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the designation, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Who is competent: an organisation below the designating one. May be absent where the law lets the first receiver handle it (jurisdiction.tie).</summary>
        public Guid? OrgId { get; init; }

        /// <summary>Why; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { OrgId = ReferralView.Example.DesignatedOrgId, Reason = "由最先受理的机关办理。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(CaseDesk desk, CaseSource source, Records records, Referrals referrals, Deadlines deadlines, Changes changes, Call call, IMediator mediator)
        : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(JurisdictionActions.Designation, command.CaseId, command.Version, ct);
            var (on, dispute) = (file.DayAfterLast(command.On), file.Asked(ReferralCodes.Jurisdiction));
            var competent = command.OrgId ?? FirstReceiver(file);
            await MustBeBelow(competent, ct);

            await referrals.Answer(dispute with { Answer = "designated", AnsweredOn = on, AnswerReason = command.Reason, DesignatedId = competent }, ct);
            await deadlines.Meet(file, RuleKeys.DesignateWithin, on, ct);
            var designated = await desk.Put(file, file.Case with { State = dispute.StateBefore },
                new Step(JurisdictionActions.Designation, On: on, Reason: command.Reason, Basis: file.Rules.Article(RuleKeys.JurisdictionTie)), ct);
            if ((await records.HandOver(CaseSource.Cases, [command.CaseId], competent, ct)).Count == 0)
                return designated;

            await changes.WriteScope(ct);
            return await source.Get(command.CaseId, ct);
        }

        private static Guid FirstReceiver(CaseFile file) => file.Rules.Find(RuleKeys.JurisdictionTie)?.Code == "first_receiver"
            ? file.Filings.MinBy(filing => filing.ReceivedOn)!.ReceivedBy
            : throw Invalid.At("/orgId", ValueProblems.Required);

        private async Task MustBeBelow(Guid orgId, CancellationToken ct)
        {
            var named = (await mediator.Send(new FindOrganisations([orgId]), ct)).GetValueOrDefault(orgId) ?? throw Invalid.At("/orgId", ValueProblems.UnknownOrganisation);
            if (named.MergedInto is { } heir)
                throw Invalid.At("/orgId", ValueProblems.MergedOrganisation, new { mergedInto = heir });
            if (orgId == call.Caller.OrgId || !await records.Owns(orgId, ct))
                throw Invalid.At("/orgId", CaseErrors.NotBelow);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/designation", Designate)
        .WithName("DesignateBody")
        .WithSummary("Say, as the body above both sides of a dispute, who is competent")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.HigherBodyOnly, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Designate(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
