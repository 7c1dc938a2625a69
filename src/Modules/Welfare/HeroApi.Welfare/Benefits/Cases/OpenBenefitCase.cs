using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>Opens a benefit for a person on the register or the family: asked for, found on a visit, or thought of by the office itself.</summary>
internal static class OpenBenefitCase
{
    internal sealed record Command : ICommand<BenefitView>
    {
        /// <summary>The file of the person, which the caller sees.</summary>
        public required Guid HeroId { get; init; }

        /// <summary>Of the vocabulary benefit_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>Of the vocabulary benefit_for; the person when absent.</summary>
        public string? ForWhom { get; init; }

        /// <summary>Of the vocabulary benefit_source.</summary>
        public required string Source { get; init; }

        /// <summary>The visit or plan that it came from.</summary>
        public Guid? SourceId { get; init; }

        /// <summary>What is asked for; at most 1,000 characters.</summary>
        public required string Request { get; init; }

        /// <summary>Where it is to be given: GB/T 2260, 6 or 9 digits.</summary>
        public required string Region { get; init; }

        /// <summary>The day on which it was asked for, in China; today when absent.</summary>
        public DateOnly? AppliedOn { get; init; }

        internal static Command Example => new()
        {
            HeroId = BenefitView.Example.HeroId,
            Kind = BenefitView.Example.Kind,
            ForWhom = BenefitView.Example.ForWhom,
            Source = BenefitView.Example.Source,
            Request = BenefitView.Example.Request,
            Region = BenefitView.Example.Region,
            AppliedOn = BenefitView.Example.AppliedOn
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Kind).NotEmpty().OneOf(BenefitCodes.Kinds);
            RuleFor(c => c.ForWhom).OneOf(BenefitCodes.Beneficiaries);
            RuleFor(c => c.Source).NotEmpty().OneOf(BenefitCodes.Sources);
            RuleFor(c => c.Request).NotEmpty().Prose(1000);
            RuleFor(c => c.Region).NotEmpty().RegionCode();
            RuleFor(c => c.AppliedOn).Must(on => on is null || on.Value.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
            RuleFor(c => c.AppliedOn).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
        }
    }

    internal sealed class Handler(Db db, Call call, Persons persons, BenefitSource source, Changes changes, RegionReach regions, TimeProvider clock) : IRequestHandler<Command, BenefitView>
    {
        public async Task<BenefitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var person = await persons.Of(command.HeroId, ct);
            var org = call.Caller.NeedOrg();
            if (person.State == EntitlementCodes.Ended)
                throw new Refusal(WelfareErrors.NotEntitled);
            await regions.MustExist(command.Region, ct);

            var id = Guid.CreateVersion7(now);
            await db.Execute(
                """
                INSERT INTO welfare_benefit (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, kind, for_whom, source, source_id, request,
                                             region, applied_on, state, reply_overdue, opened_by, reviews)
                VALUES (@id, 1, @org, @org, 1, @Protection, @now, @now, @HeroId, @Kind, @forWhom, @Source, @SourceId, @Request, @Region, @appliedOn, 'open', @no, @KeyId, 0)
                """,
                new
                {
                    id,
                    org,
                    person.Protection,
                    now,
                    person.HeroId,
                    command.Kind,
                    forWhom = command.ForWhom ?? "self",
                    command.Source,
                    command.SourceId,
                    command.Request,
                    command.Region,
                    appliedOn = command.AppliedOn ?? clock.Today(),
                    no = false,
                    call.Caller.KeyId
                }, ct);
            changes.Created(BenefitSource.Name, id, 1, Persons.Seen(org, person));
            await changes.WriteScope(ct);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder benefits) => benefits
        .MapPost("", Open)
        .WithName("OpenBenefitCase")
        .WithSummary("Open a benefit for a person on the register or the family")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, WelfareErrors.NotEntitled);

    private static async Task<CreatedReply<BenefitView>> Open(Command body, IMediator mediator, CancellationToken ct)
    {
        var opened = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/benefit-cases/{opened.Id}", opened);
    }
}
