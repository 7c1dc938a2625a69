using System.Text.Json.Serialization;
using HeroApi.Welfare.Hardship.Entries;
using HeroApi.Welfare.Hardship.Surveys;

namespace HeroApi.Welfare.Hardship.Findings;

/// <summary>Records what was found in a household that is to be surveyed. A household is asked once a year: it is done in every open survey of the year.</summary>
internal static class RecordHardshipFinding
{
    internal sealed record Command([property: JsonIgnore] Guid EntryId, FindingBody Finding) : ICommand<HardshipFindingView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<FindingBody> body) => RuleFor(c => c.Finding).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, Call call, EntryDesk desk, FindingSource source, SurveyLists lists, Changes changes, TimeProvider clock) : IRequestHandler<Command, HardshipFindingView>
    {
        public async Task<HardshipFindingView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, Instants.Micro(clock.GetUtcNow()));
            var (entry, person) = await desk.Take(command.EntryId, ct);
            var org = call.Caller.NeedOrg();
            var (id, on) = (Guid.CreateVersion7(now), FindingDay.Of(command.Finding, entry.Year, clock));
            var row = new FindingRow
            {
                Id = id,
                Version = 1,
                OwnerOrgId = org,
                OwnerEpoch = 1,
                Protection = person.Protection,
                CreatedAt = now,
                UpdatedAt = now,
                HeroId = entry.HeroId,
                Year = entry.Year,
                Hardship = "",
                SurveyedOn = on,
                SurveyedBy = "",
                Needs = ""
            }.With(command.Finding, on);
            await db.Execute(
                """
                INSERT INTO welfare_hardship_finding (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, hero_id, year, hardship, household_id,
                                                      members, income_fen, surveyed_on, surveyed_by, situation, needs)
                VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @HeroId, @Year, @Hardship, @HouseholdId, @Members, @IncomeFen, @SurveyedOn, @SurveyedBy,
                        @Situation, @Needs)
                """, row, ct);
            changes.Created(FindingSource.Name, id, 1, Persons.Seen(org, person));
            await changes.WriteScope(ct);
            await lists.Asked(person.PersonId, entry.Year, "done", on, words: null, id, ct);
            await lists.Tell(person.PersonId, ct);
            return await source.Get(id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder entries) => entries
        .MapPost("/{id:guid}/finding", Record)
        .WithName("RecordHardshipFinding")
        .WithSummary("Record what was found in a household")
        .RequireScope(WelfareScopes.Write, Problems.OrganisationRequired, Problems.NotFound, Problems.NotOwner, HardshipErrors.EntryNotOpen, HardshipErrors.SurveyClosed);

    private static async Task<CreatedReply<HardshipFindingView>> Record(Guid id, FindingBody body, IMediator mediator, CancellationToken ct)
    {
        var recorded = await mediator.Send(new Command(id, body), ct);
        return Answers.Created($"/api/v1/hardship-findings/{recorded.Id}", recorded);
    }
}

/// <summary>The day of a survey: today unless said. A survey is begun in the year before, or ended in the one after, and no earlier or later.</summary>
internal static class FindingDay
{
    internal static DateOnly Of(FindingBody body, int year, TimeProvider clock) =>
        (body.SurveyedOn ?? clock.Today()) is var on && Math.Abs(on.Year - year) > 1 ? throw Invalid.At("/surveyedOn", HardshipErrors.OtherYear, new { year }) : on;
}
