using System.Text.Json.Serialization;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Contact;

/// <summary>
/// Notes an attempt to reach the person, also one of an earlier day: the state of contact follows from all attempts in the order of their
/// days. Who was lost and is reached is found again: that and the loss are told to the other modules.
/// </summary>
internal static class RecordContactAttempt
{
    internal sealed record Command([property: JsonIgnore] Guid HeroId = default) : ICommand<HeroView>
    {
        /// <summary>Your own UUIDv7 for it; sent again with the same members it changes nothing.</summary>
        public Guid? Id { get; init; }

        /// <summary>The day of the attempt, in China; the day it comes in when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>Of the vocabulary contact_channel.</summary>
        public required string Channel { get; init; }

        /// <summary>Of the vocabulary contact_result.</summary>
        public required string Result { get; init; }

        /// <summary>The state of contact since that day, of the vocabulary contact_state. When absent it follows from the result: who was lost and is reached is found.</summary>
        public string? State { get; init; }

        /// <summary>With the state deceased: when the person died, as well as it is known; needed unless the file says it.</summary>
        public PartialDate? DiedOn { get; init; }

        /// <summary>Why a file that says the person is deceased is wrong; at most 500 characters.</summary>
        public string? Reason { get; init; }

        /// <summary>Who made the attempt; at most 100 characters.</summary>
        public string? By { get; init; }

        /// <summary>What was learnt; at most 2,000 characters.</summary>
        public string? Note { get; init; }

        internal static Command Example => new() { On = new DateOnly(2026, 6, 1), Channel = "village", Result = "reached", By = "示范网格员", Note = "二十年后在邻镇找到，已留新号码。" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Id).Must(id => id is null or { Version: 7 }).Refuses(ValueProblems.IdNotOrdered);
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Channel).OneOf(ContactCodes.Channels);
            RuleFor(c => c.Result).OneOf(ContactCodes.Results);
            RuleFor(c => c.State).OneOf(ContactCodes.States);
            RuleFor(c => c.State).Must((c, state) => state is null || !ContactRules.Contradict(c.Result, state)).Refuses(RecognitionErrors.ContactContradicts);
            RuleFor(c => c.DiedOn).Null().When(c => c.State != "deceased").Refuses(ValueProblems.Unwanted);
            RuleFor(c => c.Reason).Prose(500);
            RuleFor(c => c.By).Line(100);
            RuleFor(c => c.Note).Prose(2000);
        }
    }

    internal sealed class Handler(HeroDesk desk, HeroSource source, ContactBook book) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            if (await source.Seek(command.HeroId, ct) is not null && await book.Knows(command.HeroId, command.Id, command, ct))
                return await source.Get(command.HeroId, ct);

            var hero = await desk.Take(command.HeroId, version: null, ct);
            // Of two at once the second waits until the first has the file no more, and finds what it wrote.
            if (await book.Knows(command.HeroId, command.Id, command, ct))
                return await source.Get(command.HeroId, ct);

            var said = new Said(command.Id, command.On, command.Channel, command.Result, command.State, command.DiedOn, command.Reason, command.By, command.Note);
            var (id, members) = await book.Add(hero, said, command, ct);
            return await desk.Put(hero, new Entry("contact", id, members, command.Reason), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/contact-attempts", Record)
        .WithName("RecordContactAttempt")
        .WithSummary("Note an attempt to reach the person, and the state of contact since")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.NotOwner, Problems.RecordExists,
            RecognitionErrors.ContactNotLost, RecognitionErrors.ContactDeceased, RecognitionErrors.ReachedSince);

    private static async Task<Reply<HeroView>> Record(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { HeroId = id }, ct));
}
