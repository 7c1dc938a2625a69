using System.Text.Json.Serialization;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Contact;

/// <summary>
/// Notes an attempt to reach the person, and what state the contact is in since. Who was lost and is reached is found again: that
/// and the loss are told to the other modules.
/// </summary>
internal static class RecordContactAttempt
{
    /// <param name="On">The day of the attempt, in China; today when absent.</param>
    /// <param name="Channel">Of the vocabulary contact_channel.</param>
    /// <param name="Result">Of the vocabulary contact_result.</param>
    /// <param name="State">The state of contact since, of the vocabulary contact_state; unchanged when absent.</param>
    /// <param name="Note">What was learnt; at most 2,000 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid HeroId, DateOnly? On, string Channel, string Result, string? State, string? Note) : ICommand<HeroView>
    {
        internal static Command Example => new(Guid.Empty, new DateOnly(2026, 5, 20), "village", "reached", "found", "二十年后在邻镇找到，已留新号码。");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Channel).OneOf(ContactCodes.Channels);
            RuleFor(c => c.Result).OneOf(ContactCodes.Results);
            RuleFor(c => c.State).OneOf(ContactCodes.States);
            RuleFor(c => c.Note).Prose(2000);
        }
    }

    internal sealed class Handler(Db db, HeroDesk desk, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, on) = (cancellationToken, command.On ?? clock.Today());
            var hero = await desk.Take(command.HeroId, version: null, ct);
            var (id, state) = (Guid.CreateVersion7(clock.GetUtcNow()), command.State ?? hero.ContactState);
            await db.Execute(
                """
                INSERT INTO recognition_contact_attempt (id, hero_id, on_date, channel, result, state_from, state_to, note)
                VALUES (@id, @HeroId, @on, @Channel, @Result, @ContactState, @state, @Note)
                """, new { id, command.HeroId, on, command.Channel, command.Result, hero.ContactState, state, command.Note }, ct);
            if (state != hero.ContactState)
                await db.Execute("UPDATE recognition_hero AS h SET contact_state = @state WHERE h.id = @Id AND SCOPE(h)", new { state, hero.Id }, ct);
            if (state == "lost" && hero.ContactState != "lost")
                outbox.Add(new ContactLost(hero.Id, hero.OwnerOrgId, on), hero.Id);
            if (state == "found" && hero.ContactState != "found")
                outbox.Add(new ContactFound(hero.Id, hero.OwnerOrgId, on), hero.Id);
            return await desk.Put(hero, new Entry("contact", id), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/contact-attempts", Record)
        .WithName("RecordContactAttempt")
        .WithSummary("Note an attempt to reach the person, and the state of contact since")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Record(Guid id, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { HeroId = id }, ct));
}
