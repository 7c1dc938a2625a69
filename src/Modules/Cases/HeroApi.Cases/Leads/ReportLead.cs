using HeroApi.Cases.Contracts;

namespace HeroApi.Cases.Leads;

/// <summary>Takes in a lead. It belongs to the caller's organisation, wherever the act happened.</summary>
internal static class ReportLead
{
    internal sealed record Command(LeadBody Lead, Guid? Id = null) : ICommand<LeadView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<LeadBody> lead) => RuleFor(c => c.Lead).SetValidator(lead).OverridePropertyName("");
    }

    internal sealed class Handler(Db db, LeadWriter writer, ExternalIds externalIds, Changes changes, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, LeadView>
    {
        public async Task<LeadView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, body) = (cancellationToken, command.Lead);
            var places = await writer.Look(body, ct);
            var lead = writer.Row(command.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), body, places, await writer.ReportingOrg(body, ct), before: null);

            var added = await db.Execute(
                """
                INSERT INTO cases_lead (id, version, owner_org_id, origin_org_id, origin_version, protection, created_at, updated_at, state, channel, summary,
                                        acted_on, acted_from, acted_to, acted_time, region_code, address, lon, lat, given_crs, given_lon, given_lat,
                                        injured, died, has_injury, beneficiaries, reporter_anonymous, reporter_name, reporter_relation,
                                        reporter_phone_cipher, reporter_phone_masked, reporter_phone_index, reporting_org_id, competent_org_id, reported_at)
                VALUES (@Id, 1, @OwnerOrgId, @OwnerOrgId, 1, @Protection, @CreatedAt, @UpdatedAt, @State, @Channel, @Summary,
                        @ActedOn, @From, @To, @ActedTime, @RegionCode, @Address, @Lon, @Lat, @GivenCrs, @GivenLon, @GivenLat,
                        @Injured, @Died, @hasInjury, @Beneficiaries, @ReporterAnonymous, @ReporterName, @ReporterRelation,
                        @ReporterPhoneCipher, @ReporterPhoneMasked, @phoneIndex, @ReportingOrgId, @CompetentOrgId, @ReportedAt)
                ON CONFLICT (id) DO NOTHING
                """,
                new
                {
                    lead.Id, lead.OwnerOrgId, lead.Protection, lead.CreatedAt, lead.UpdatedAt, lead.State, lead.Channel, lead.Summary,
                    lead.ActedOn, lead.ActedOn.From, lead.ActedOn.To, lead.ActedTime, lead.RegionCode, lead.Address, lead.Lon, lead.Lat, lead.GivenCrs, lead.GivenLon, lead.GivenLat,
                    lead.Injured, lead.Died, hasInjury = lead.Injured + lead.Died > 0, lead.Beneficiaries, lead.ReporterAnonymous, lead.ReporterName, lead.ReporterRelation,
                    lead.ReporterPhoneCipher, lead.ReporterPhoneMasked, phoneIndex = writer.PhoneOf(body.Reporter.Phone).Index, lead.ReportingOrgId, lead.CompetentOrgId, lead.ReportedAt
                }, ct);
            if (added == 0)
                throw new Refusal(Problems.RecordExists);

            var persons = await writer.WritePersons(lead.Id, body.Persons, ct);
            await externalIds.Add(LeadSource.Name, lead.Id, body.ExternalIds, ct);
            changes.Created(LeadSource.Name, lead.Id, lead.Version, new Visibility(lead.OwnerOrgId, places.Homes, lead.Protection));
            outbox.Add(new LeadReported(lead.Id, lead.ReportingOrgId, lead.ReportedAt), lead.Id);
            return LeadProjection.View(lead, persons, places.Homes, body.ExternalIds, reveal: null);
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPost("", Report)
        .WithName("ReportLead")
        .WithSummary("Take in a lead")
        .RequireScope(CaseScopes.LeadsWrite, Problems.SystemNotGranted, Problems.OrganisationRequired, Problems.ExternalIdTaken);

    private static async Task<CreatedReply<LeadView>> Report(LeadBody body, IMediator mediator, CancellationToken ct)
    {
        var lead = await mediator.Send(new Command(body), ct);
        return Answers.Created($"/api/v1/leads/{lead.Id}", lead);
    }
}
