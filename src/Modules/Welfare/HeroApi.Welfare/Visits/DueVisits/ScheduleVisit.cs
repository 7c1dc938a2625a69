using HeroApi.Welfare.Entitlements;

namespace HeroApi.Welfare.Visits.DueVisits;

/// <summary>Makes an appointment to visit a person, or the family, on a day: as soon as he is home, or to see again how they are (回访).</summary>
internal static class ScheduleVisit
{
    internal sealed record Command : ICommand<DueVisitView>
    {
        /// <summary>The hero file of the person, whom your organisation or one below it cares for.</summary>
        public required Guid HeroId { get; init; }

        /// <summary>Of the vocabulary visit_occasion.</summary>
        public required string Occasion { get; init; }

        /// <summary>The day, in China.</summary>
        public required DateOnly On { get; init; }

        /// <summary>At most 1,000 characters.</summary>
        public string? Note { get; init; }

        /// <summary>Who goes there; at most 100 characters.</summary>
        public string? Assignee { get; init; }

        /// <summary>The organisation that goes there: yours or one below it, such as a station.</summary>
        public Guid? AssigneeOrgId { get; init; }

        internal static Command Example => new() { HeroId = DueVisitView.Example.HeroId, Occasion = "homecoming", On = new DateOnly(2027, 1, 25), Note = "放假返乡后上门" };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Occasion).OneOf(VisitCodes.Occasions);
            RuleFor(c => c.On).Must(on => on >= clock.Today()).Refuses(VisitErrors.DueInPast);
            RuleFor(c => c.Note).Prose(1000);
            RuleFor(c => c.Assignee).Line(100);
        }
    }

    internal sealed class Handler(Db db, Persons persons, Records records, DueVisitDesk desk, TimeProvider clock) : IRequestHandler<Command, DueVisitView>
    {
        public async Task<DueVisitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var person = await persons.Of(command.HeroId, ct);
            await records.MustOwn(person.OwnerOrgId, ct);
            if (person.State == EntitlementCodes.Ended)
                throw new Refusal(WelfareErrors.NotEntitled);
            await desk.MustStandBelow(command.AssigneeOrgId, ct);

            var id = Guid.CreateVersion7(Instants.Micro(clock.GetUtcNow()));
            await db.Execute(
                """
                INSERT INTO welfare_due_visit (id, hero_id, occasion, region, due_on, state, note, assignee, assignee_org_id)
                VALUES (@id, @HeroId, @Occasion, @region, @On, 'due', @Note, @Assignee, @AssigneeOrgId)
                """,
                new { id, command.HeroId, command.Occasion, region = person.Place, command.On, command.Note, command.Assignee, command.AssigneeOrgId }, ct);
            return (await desk.Seek(id, ct))!;
        }
    }

    internal static void Map(IEndpointRouteBuilder due) => due
        .MapPost("", Schedule)
        .WithName("ScheduleVisit")
        .WithSummary("Make an appointment to visit a person")
        .RequireScope(WelfareScopes.Write, Problems.NotOwner, WelfareErrors.NotEntitled);

    private static async Task<CreatedReply<DueVisitView>> Schedule(Command body, IMediator mediator, CancellationToken ct)
    {
        var scheduled = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/due-visits/{scheduled.Id}", scheduled);
    }
}
