namespace HeroApi.Recognition.Bonuses;

/// <summary>
/// Proposes a bonus for a person whose file the caller sees, by a scheme or on a basis in words. The caller's organisation decides
/// it; a second person has to approve it before it can be paid.
/// </summary>
internal static class ProposeBonus
{
    internal sealed record Command(BonusBody Bonus) : ICommand<BonusView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<BonusBody> rules) => RuleFor(c => c.Bonus).SetValidator(rules).OverridePropertyName("");
    }

    internal sealed class Handler(BonusWriter writer, BonusSource source, Changes changes, Call call, TimeProvider clock) : IRequestHandler<Command, BonusView>
    {
        public async Task<BonusView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, body, now) = (cancellationToken, command.Bonus, Instants.Micro(clock.GetUtcNow()));
            var hero = await writer.Hero(body.HeroId, ct);
            var row = await writer.Checked(new BonusRow
            {
                Id = Guid.CreateVersion7(now),
                Version = 1,
                OwnerOrgId = call.Caller.NeedOrg(),
                OwnerEpoch = 1,
                Protection = Protection.None,
                CreatedAt = now,
                UpdatedAt = now,
                HeroId = hero.Id,
                Region = "",
                AmountFen = body.AmountFen,
                DecidedOn = body.DecidedOn,
                Number = body.Number,
                Secret = body.Secret,
                State = "proposed",
                ProposedBy = call.Caller.KeyId,
                PaidFen = 0,
                RecoveredFen = 0
            }, body, hero, ct);
            await writer.Insert(row, ct);
            changes.Created(BonusSource.Name, row.Id, 1, new Visibility(row.OwnerOrgId, hero.OwnerOrgId == row.OwnerOrgId ? [] : [hero.OwnerOrgId], row.Protection));
            await changes.WriteScope(ct);
            return await source.Get(row.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder bonuses) => bonuses
        .MapPost("", Propose)
        .WithName("ProposeBonus")
        .WithSummary("Propose a bonus for a person")
        .RequireScope(RecognitionScopes.HonoursDecide, Problems.Deleted, Problems.OrganisationRequired, BonusErrors.IndexUnknown, BonusErrors.SchemeNotForHarm);

    private static async Task<CreatedReply<BonusView>> Propose(BonusBody body, IMediator mediator, CancellationToken ct)
    {
        var proposed = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/bonuses/{proposed.Id}", proposed);
    }
}
