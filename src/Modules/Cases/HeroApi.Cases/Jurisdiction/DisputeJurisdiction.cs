using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Rules;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Jurisdiction;

/// <summary>
/// Registers that another organisation of this system claims the case, or that one of them says it is the other's. The procedure
/// stands until the body above both designates who is competent; its clock runs on.
/// </summary>
internal static class DisputeJurisdiction
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day the body above was asked, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The other side: an organisation.</summary>
        public required Guid WithOrgId { get; init; }

        /// <summary>What either side says; at most 2,000 characters.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new() { WithOrgId = ReferralView.Example.WithOrgId!.Value, Reason = ReferralView.Example.Reason };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(CaseDesk desk, Referrals referrals, Deadlines deadlines, IMediator mediator) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(JurisdictionActions.Dispute, command.CaseId, command.Version, ct);
            var on = file.DayAfterLast(command.On);
            if (command.WithOrgId == file.Case.OwnerOrgId)
                throw Invalid.At("/withOrgId", CaseErrors.DisputeWithOwner);
            var other = (await mediator.Send(new FindOrganisations([command.WithOrgId]), ct)).GetValueOrDefault(command.WithOrgId)
                ?? throw Invalid.At("/withOrgId", ValueProblems.UnknownOrganisation);
            if (other.MergedInto is { } heir)
                throw Invalid.At("/withOrgId", ValueProblems.MergedOrganisation, new { mergedInto = heir });

            await referrals.Ask(file, ReferralCodes.Jurisdiction, on, command.Reason, command.WithOrgId, ct);
            await deadlines.Start(file, RuleKeys.DesignateWithin, "designation", on, ct);
            return await desk.Put(file, file.Case with { State = "disputed" },
                new Step(JurisdictionActions.Dispute, On: on, Reason: command.Reason, Basis: file.Rules.Article(RuleKeys.DesignateWithin)), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/dispute", Dispute)
        .WithName("DisputeJurisdiction")
        .WithSummary("Register that two organisations differ about who is competent")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Dispute(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
