using System.Text.Json.Serialization;
using HeroApi.Welfare.Hardship.Surveys;

namespace HeroApi.Welfare.Hardship.Entries;

/// <summary>Says that a household was not surveyed, and why: it did not want to be, or nobody was found. It can still be surveyed while the survey is open, and is so noted in every open survey of the year.</summary>
internal static class CloseSurveyEntry
{
    private static readonly string[] Ends = ["refused", "not_found"];

    internal sealed record Command([property: JsonIgnore] Guid Id = default) : ICommand<EntryView>
    {
        /// <summary>refused or not_found.</summary>
        public required string State { get; init; }

        /// <summary>The reason in words; at most 500 characters.</summary>
        public string? Words { get; init; }

        /// <summary>The day, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        internal static Command Example => new() { State = "not_found", Words = "已随子女外出，邻居不知去向" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.State).NotEmpty().OneOf(Ends);
            RuleFor(c => c.Words).Prose(500);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(EntryDesk desk, SurveyLists lists, TimeProvider clock) : IRequestHandler<Command, EntryView>
    {
        public async Task<EntryView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (entry, person) = await desk.Take(command.Id, cancellationToken);
            await lists.Asked(person.PersonId, entry.Year, command.State, command.On ?? clock.Today(), command.Words, findingId: null, cancellationToken);
            return (await desk.Seek(entry.Id, cancellationToken))!;
        }
    }

    internal static void Map(IEndpointRouteBuilder entries) => entries
        .MapPost("/{id:guid}/closure", Close)
        .WithName("CloseSurveyEntry")
        .WithSummary("Say why a household was not surveyed")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.NotOwner, HardshipErrors.EntryNotOpen, HardshipErrors.SurveyClosed);

    private static async Task<Reply<EntryView>> Close(Guid id, Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body with { Id = id }, ct));
}
