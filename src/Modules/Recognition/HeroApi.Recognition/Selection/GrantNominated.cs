using System.Text.Json.Serialization;
using HeroApi.Recognition.Awards;
using HeroApi.Recognition.Nominations;

namespace HeroApi.Recognition.Selection;

/// <summary>Grants what was asked for, or records that somebody outside has: the award belongs to the caller's organisation, and the nomination names it.</summary>
internal static class GrantNominated
{
    internal sealed record Command([property: JsonIgnore] Guid NominationId = default, [property: JsonIgnore] long Version = 0) : ICommand<NominationView>
    {
        /// <summary>When it was granted, as well as it is known; never in the future.</summary>
        public required PartialDate GrantedOn { get; init; }

        /// <summary>The number of the paper.</summary>
        public string? Number { get; init; }

        /// <summary>The round or period, such as 第十四届.</summary>
        public string? Round { get; init; }

        /// <summary>decision, or external when a body outside has granted it.</summary>
        public string Source { get; init; } = "decision";

        /// <summary>Who granted it, in words; needed for an external one, otherwise that of the title when absent.</summary>
        public string? GrantingBody { get; init; }

        internal static Command Example => new() { GrantedOn = PartialDate.Parse("2026-05-20", null), Number = "聊政字〔2026〕1号" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.GrantedOn).Must(on => on.From <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Number).Line(100);
            RuleFor(c => c.Round).Line(100);
            RuleFor(c => c.Source).OneOf(AwardCodes.Sources);
            RuleFor(c => c.GrantingBody).Line(200);
            RuleFor(c => c.GrantingBody).NotEmpty().When(c => c.Source == "external");
        }
    }

    internal sealed class Handler(NominationDesk desk, NominationSource source, AwardWriter awards) : IRequestHandler<Command, NominationView>
    {
        public async Task<NominationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(NominationActions.Grant, command.NominationId, command.Version, ct);
            var seen = await source.Get(file.Row.Id, ct);
            if (seen.HeroIds.Count < seen.Persons)
                throw new Refusal(RecognitionErrors.NominationOfUnseen);
            var award = await awards.Grant(new AwardBody
            {
                TitleId = file.Row.TitleId,
                HeroIds = seen.HeroIds,
                GroupName = file.Row.GroupName,
                GrantedOn = command.GrantedOn,
                Number = command.Number,
                Round = command.Round,
                Source = command.Source,
                GrantingBody = command.GrantingBody,
                Confidential = file.Row.Protection != Protection.None
            }, file.Row.Id, [seen.OwnerOrgId, .. seen.HomeOrgIds], ct);
            return await desk.Put(file, file.Row with { State = "granted", AwardId = award.Id }, file.Round with { State = "granted", AnsweredOn = file.Today }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder nominations) => nominations
        .MapPost("/{id:guid}/grant", Grant)
        .WithName("GrantNominated")
        .WithSummary("Grant what was asked for; for the body that is asked")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.OrganisationRequired,
            RecognitionErrors.NominationAskedOnly, RecognitionErrors.NominationTransition, RecognitionErrors.NominationRevoked, RecognitionErrors.NominationOfUnseen, RecognitionErrors.TitleNotHeld, RecognitionErrors.TitleOfOthersToGrant);

    private static async Task<Reply<NominationView>> Grant(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { NominationId = id, Version = match.Version }, ct));
}
