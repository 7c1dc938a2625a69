using System.Text.Json.Serialization;
using HeroApi.Recognition.Contracts;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Consents;

/// <summary>
/// Takes a consent back, which is as easy as giving it (PIPL article 15), and tells the other modules once, which stop what they did with
/// it (article 47). What was done before stays lawful. Ended already: 409 consent.ended.
/// </summary>
internal static class WithdrawConsent
{
    /// <param name="On">The day it was said, in China; today when absent.</param>
    /// <param name="Reason">Why, when the person says; at most 500 characters.</param>
    internal sealed record Command([property: JsonIgnore] Guid HeroId, [property: JsonIgnore] Guid ConsentId, [property: JsonIgnore] long Version, DateOnly? On, string? Reason)
        : ICommand<HeroView>
    {
        internal static Command Example => new(Guid.Empty, Guid.Empty, 0, null, "不愿再被报道。");
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Reason).Line(500);
        }
    }

    internal sealed class Handler(Db db, HeroDesk desk, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, HeroView>
    {
        public async Task<HeroView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, on) = (cancellationToken, command.On ?? clock.Today());
            var hero = await desk.Take(command.HeroId, command.Version, ct);
            var consent = await db.SingleOrDefault<ConsentRow>($"SELECT {ConsentRow.Columns} FROM recognition_consent c WHERE c.id = @ConsentId AND c.hero_id = @HeroId",
                new { command.ConsentId, command.HeroId }, ct) ?? throw new Refusal(Problems.NotFound);
            if (consent.State != "given")
                throw new Refusal(RecognitionErrors.ConsentEnded) { Current = new { consent.State, consent.EndedOn } };
            if (on < consent.GivenOn)
                throw Invalid.At("/on", RecognitionErrors.ConsentEndsBefore);

            // Two files that became one may both bring a consent to the same.
            await db.Execute(
                "UPDATE recognition_consent SET state = 'withdrawn', ended_on = @on, ended_reason = @Reason WHERE hero_id = @HeroId AND purpose = @Purpose AND state = 'given'",
                new { on, command.Reason, command.HeroId, consent.Purpose }, ct);
            outbox.Add(new ConsentWithdrawn(hero.Id, hero.OwnerOrgId, consent.Purpose, on), hero.Id);
            return await desk.Put(hero, new Entry("consent", consent.Id, Reason: command.Reason), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder heroes) => heroes
        .MapPost("/{id:guid}/consents/{consentId:guid}/withdrawal", Withdraw)
        .WithName("WithdrawConsent")
        .WithSummary("Take a consent back")
        .RequireScope(RecognitionScopes.HeroesWrite, Problems.NotFound, Problems.Deleted, RecognitionErrors.Merged, Problems.VersionStale, Problems.PreconditionRequired,
            RecognitionErrors.ConsentEnded, Problems.NotOwner);

    private static async Task<Reply<HeroView>> Withdraw(Guid id, Guid consentId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { HeroId = id, ConsentId = consentId, Version = match.Version }, ct));
}
