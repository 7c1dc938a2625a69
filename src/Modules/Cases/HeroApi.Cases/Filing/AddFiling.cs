using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Filing;

/// <summary>
/// Registers a filing: an application, a recommendation, or that the authority starts by itself. The first one starts the
/// procedure and its clock; later ones stand beside it.
/// </summary>
internal static class AddFiling
{
    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>application, recommendation or ex_officio; the rule pack says which of them its law knows.</summary>
        public required string Kind { get; init; }

        /// <summary>written or oral.</summary>
        public string Form { get; init; } = "written";

        /// <summary>The day it was received, in China; today when absent.</summary>
        public DateOnly? ReceivedOn { get; init; }

        /// <summary>Who files: of the vocabulary filer.</summary>
        public required string Filer { get; init; }

        public string? FilerName { get; init; }
        public string? FilerPhone { get; init; }

        /// <summary>What was said; at most 2,000 characters.</summary>
        public string? Note { get; init; }

        /// <summary>Why it comes late, of the vocabulary filing_excuse; with <c>excusedDays</c>.</summary>
        public string? Excuse { get; init; }

        /// <summary>For how many days that kept the filer from it.</summary>
        public int? ExcusedDays { get; init; }

        internal static Command Example => new()
        {
            Kind = "application",
            Filer = "near_relative",
            FilerName = "示范乙",
            FilerPhone = "13900000000",
            ReceivedOn = new DateOnly(2026, 5, 11)
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Kind).OneOf(FilingCodes.Kinds);
            RuleFor(c => c.Form).OneOf(FilingCodes.Forms);
            RuleFor(c => c.Filer).OneOf(FilingCodes.Filers);
            RuleFor(c => c.ReceivedOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.FilerName).Line(100);
            RuleFor(c => c.FilerPhone).PhoneNumber();
            RuleFor(c => c.Note).Prose(2000);
            RuleFor(c => c.Excuse).OneOf(FilingCodes.Excuses);
            RuleFor(c => c.Excuse).NotEmpty().When(c => c.ExcusedDays is not null);
            RuleFor(c => c.ExcusedDays).InclusiveBetween(1, 36_500);
            RuleFor(c => c.ExcusedDays).NotNull().When(c => c.Excuse is not null);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, Deadlines deadlines, Protector protector, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(FilingActions.Filing, command.CaseId, command.Version, ct);
            var on = command.ReceivedOn ?? file.Today;
            MustBeKnownToTheLaw(file, command);
            if (on < file.Case.ActedFrom)
                throw Invalid.At("/receivedOn", CaseErrors.ReportedBeforeActed);

            var phone = protector.KeepPhone(Papers.Normal(command.FilerPhone));
            var filing = Lateness.Judged(new FilingRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                CaseId = command.CaseId,
                Kind = command.Kind,
                Form = command.Form,
                ReceivedOn = on,
                Filer = command.Filer,
                FilerName = command.FilerName,
                FilerPhoneCipher = phone.Cipher,
                FilerPhoneMasked = phone.Masked,
                FilerPhoneIndex = phone.Index,
                Note = command.Note,
                Excuse = command.Excuse,
                ExcusedDays = command.ExcusedDays,
                ReceivedBy = file.Case.OwnerOrgId
            }, file.Case, file.Rules);
            await db.Execute(
                """
                INSERT INTO cases_filing (id, case_id, kind, form, received_on, filer, filer_name, filer_phone_cipher, filer_phone_masked, filer_phone_index, note, lateness,
                                          excuse, excused_days, received_by, window_ends_on, window_rule, window_basis)
                VALUES (@Id, @CaseId, @Kind, @Form, @ReceivedOn, @Filer, @FilerName, @FilerPhoneCipher, @FilerPhoneMasked, @FilerPhoneIndex, @Note, @Lateness,
                        @Excuse, @ExcusedDays, @ReceivedBy, @WindowEndsOn, @WindowRule, @WindowBasis)
                """, filing, ct);

            var step = new Step(FilingActions.Filing, On: on, Reason: command.Note);
            var filed = file.Case with { Lateness = Lateness.Of(file with { Filings = [.. file.Filings, filing] }) };
            if (file.Case.State != "opened")
                return await desk.Put(file, filed, step, ct);

            await deadlines.Start(file, RuleKeys.MaterialWithin, "material_request", on, ct);
            await deadlines.Start(file, RuleKeys.AcceptanceWithin, "acceptance", on, ct);
            await deadlines.StartDeciding(file, "receipt", on, ct);
            return await desk.Put(file, filed with { State = "filed", Initiation = command.Kind, ReceivedOn = on }, step, ct);
        }

        private static void MustBeKnownToTheLaw(CaseFile file, Command command)
        {
            var allowed = command.Kind switch { "application" => RuleKeys.Applicants, "recommendation" => RuleKeys.Recommenders, _ => null };
            if (file.Rules.Find(RuleKeys.Initiation)?.Codes is { } kinds && !kinds.Contains(command.Kind))
                throw new Refusal(CaseErrors.FilingNotProvided, new { command.Kind, allowed = kinds });
            if (allowed is not null && file.Rules.Find(allowed)?.Codes is { } filers && !filers.Contains(command.Filer))
                throw new Refusal(CaseErrors.FilingNotProvided, new { command.Filer, allowed = filers });
            if (command.Form == "oral" && file.Rules.Find(RuleKeys.FilingOral)?.Flag == false)
                throw new Refusal(CaseErrors.FilingNotProvided, new { command.Form });
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/filings", Add)
        .WithName("AddFiling")
        .WithSummary("Register an application, a recommendation, or that the authority starts by itself")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.FilingNotProvided, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Add(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
