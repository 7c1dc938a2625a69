using System.Text.Json;
using System.Text.Json.Serialization;

namespace HeroApi.Recognition.Awards;

/// <summary>
/// Corrects what is written of an award (JSON Merge Patch). Title and persons do not change: what was granted to the wrong one is revoked and
/// granted anew.
/// </summary>
internal static class CorrectAward
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<AwardView>;

    /// <summary>What of an award can be corrected.</summary>
    internal sealed record Correction
    {
        /// <summary>When it was granted, as well as it is known; never in the future.</summary>
        public required PartialDate GrantedOn { get; init; }

        /// <summary>The number of the paper.</summary>
        public string? Number { get; init; }

        /// <summary>The round or period.</summary>
        public string? Round { get; init; }

        /// <summary>The name of the group, of an award to one.</summary>
        public string? GroupName { get; init; }

        /// <summary>Who granted it, in words.</summary>
        public required string GrantingBody { get; init; }

        /// <summary>Only holders of protected:read see it; what names a closely kept file stays as closely kept.</summary>
        public bool Confidential { get; init; }

        /// <summary>Scans of the paper and the like, at most 20.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];

        /// <summary>At most 2,000 characters.</summary>
        public string? Note { get; init; }

        internal static Correction Example => new() { GrantedOn = PartialDate.Parse("2004-07", null), Number = "聊政字〔2004〕2号", GrantingBody = "山东省人民政府" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class CorrectionValidator : AbstractValidator<Correction>
    {
        public CorrectionValidator(TimeProvider clock)
        {
            RuleFor(a => a.GrantedOn).Must(on => on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(a => a.Number).Line(100);
            RuleFor(a => a.Round).Line(100);
            RuleFor(a => a.GroupName).Line(100).Must(name => name is null || !string.IsNullOrWhiteSpace(name)).Refuses(ValueProblems.Required);
            RuleFor(a => a.GrantingBody).NotEmpty().Line(200);
            RuleFor(a => a.FileIds.Count).LessThanOrEqualTo(AwardCodes.MostFiles).OverridePropertyName(nameof(Correction.FileIds));
            RuleFor(a => a.FileIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(RecognitionErrors.HonourRepeats);
            RuleFor(a => a.Note).Prose(2000);
        }
    }

    internal sealed class Handler(Db db, AwardSource source, AwardWriter writer, IValidator<Correction> validator, TimeProvider clock) : IRequestHandler<Command, AwardView>
    {
        public async Task<AwardView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await source.Take(command.Id, command.Version, ct);
            IReadOnlyList<Guid> files = [.. (await source.Files([row.Id], ct)).Select(file => file.PartId)];
            var was = new Correction
            {
                GrantedOn = row.GrantedOn,
                Number = row.Number,
                Round = row.Round,
                GroupName = row.GroupName,
                GrantingBody = row.GrantingBody,
                Confidential = row.Protection != Protection.None,
                FileIds = files,
                Note = row.Note
            };
            var said = Json.MergePatch(was, command.Patch);
            validator.Check(said);
            if ((said.GroupName is null) != (row.GroupName is null))
                throw Invalid.At("/groupName", said.GroupName is null ? ValueProblems.Required : ValueProblems.Unwanted);

            var after = row with
            {
                Version = row.Version + 1,
                UpdatedAt = Instants.Micro(clock.GetUtcNow()),
                Protection = row.Protection == Protection.Sealed ? Protection.Sealed : await Protect(row, said.Confidential, ct),
                GrantedOn = said.GrantedOn,
                Number = said.Number,
                Round = said.Round,
                GroupName = said.GroupName,
                GrantingBody = said.GrantingBody,
                Note = said.Note
            };
            await db.Execute(
                """
                UPDATE recognition_award AS a
                SET    version = @Version, updated_at = @UpdatedAt, protection = @Protection, granted_on = @GrantedOn, granted_from = @GrantedFrom, granted_to = @GrantedTo,
                       number = @Number, round = @Round, group_name = @GroupName, granting_body = @GrantingBody, note = @Note
                WHERE  a.id = @Id AND SCOPE(a)
                """, after, ct);
            await writer.Attach(row.Id, files, said.FileIds, ct);
            return await writer.Put(row, after, [.. (await writer.Recipients(row.Id, ct)).Select(recipient => recipient.HeroId)], ct);
        }

        /// <summary>An award never says more than the files that it names do.</summary>
        private async Task<string> Protect(AwardRow row, bool confidential, CancellationToken ct) => confidential || await db.Single<long>(
            """
            SELECT COUNT(*)
            FROM   recognition_recipient r
            JOIN   recognition_hero h ON h.id = r.hero_id
            WHERE  UNSCOPED('only how closely it is kept comes of it') AND r.award_id = @Id AND h.protection <> 'none'
            """, new { row.Id }, ct) > 0
            ? Protection.Restricted
            : Protection.None;
    }

    internal static void Map(IEndpointRouteBuilder awards) => awards
        .MapPatch("/{id:guid}", Correct)
        .Accepts<Correction>("application/json", "application/merge-patch+json")
        .WithName("CorrectAward")
        .WithSummary("Correct what is written of an award (JSON Merge Patch)")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner);

    private static async Task<Reply<AwardView>> Correct(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
