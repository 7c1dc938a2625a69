using System.Text.Json.Serialization;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Clock;

/// <summary>
/// Extends the limit for deciding, as far as the rules that hold provide: to a total (Henan: 60 days in all), by a further period, once
/// (Zhejiang: another 30 days), or to the day that the approver names (Chongqing). Only while it has not run out.
/// </summary>
internal static class ExtendClock
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day of the approval, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Why it needs longer; at most 500 characters.</summary>
        public required string Reason { get; init; }

        /// <summary>Who approved it, such as the head of the county police; at most 200 characters.</summary>
        public required string Approver { get; init; }

        /// <summary>The new last day, at most ten years ahead; needed where the rules set no cap, elsewhere the longest that they allow when absent.</summary>
        public DateOnly? Until { get; init; }

        /// <summary>The day on which the applicant was told; needed where the rules ask for that, unless nobody applied.</summary>
        public DateOnly? ToldApplicantOn { get; init; }

        internal static Command Example => new() { Reason = "案情复杂，须进一步核实。", Approver = "示范县公安局局长", ToldApplicantOn = new DateOnly(2026, 5, 20) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.ToldApplicantOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Until).LessThanOrEqualTo(_ => clock.Today().AddYears(10));
            RuleFor(c => c.Reason).NotEmpty().Prose(500);
            RuleFor(c => c.Approver).NotEmpty().Line(200);
        }
    }

    internal sealed class Handler(CaseDesk desk, Deadlines deadlines) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(ClockActions.Extension, command.CaseId, command.Version, ct);
            var (deadline, on) = (ClockActions.Decide(file)!, command.On ?? file.Today);
            if (on < deadline.StartedOn)
                throw Invalid.At("/on", CaseErrors.BeforeLastStep, new { deadline.StartedOn });
            if (command.ToldApplicantOn is null && file.Case.Initiation != "ex_officio" && file.Rules.Find(RuleKeys.ExtensionTellsApplicant)?.Flag == true)
                throw Invalid.At("/toldApplicantOn", CaseErrors.ApplicantNotTold);

            await deadlines.Change(file, Longer(file, deadline, command.Until) with
            {
                Extended = deadline.Extended + 1,
                ExtendedOn = on,
                ExtensionReason = command.Reason,
                ExtensionApprover = command.Approver,
                ToldApplicantOn = command.ToldApplicantOn
            }, ct);
            return await desk.Put(file, file.Case, new Step(ClockActions.Extension, On: on, Reason: command.Reason, Basis: file.Rules.Article(RuleKeys.ExtensionMode)), ct);
        }

        private static DeadlineRow Longer(CaseFile file, DeadlineRow deadline, DateOnly? until)
        {
            var longest = ClockActions.Longest(file);
            if (until is not { } day)
                return longest ?? throw Invalid.At("/until", CaseErrors.ExtensionNeedsDay);
            if (day <= deadline.DueOn || day > longest?.DueOn)
                throw Invalid.At("/until", CaseErrors.ExtensionOutOfRange, new { after = deadline.DueOn, longest?.DueOn });
            return deadline.Until(day);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/extension", Extend)
        .WithName("ExtendClock")
        .WithSummary("Extend the limit for deciding, with approver and reason")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.ExtensionNotProvided, CaseErrors.ExtensionSpent,
            CaseErrors.ClockNotRunning, CaseErrors.ClockRunOut);

    private static async Task<Reply<CaseView>> Extend(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
