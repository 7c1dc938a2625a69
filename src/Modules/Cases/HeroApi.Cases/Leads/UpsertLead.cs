using HeroApi.Cases.Receipts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Cases.Leads;

/// <summary>What became of a lead that another system sent under its own id; one shape for every outcome.</summary>
internal sealed record LeadUpsert : IVersioned
{
    internal const string Created = "created";

    /// <summary>created, updated, unchanged or stale_ignored.</summary>
    public required string Result { get; init; }

    /// <summary>The lead as it is now.</summary>
    public required LeadView Lead { get; init; }

    /// <summary>The reporter's receipt, when the lead was created.</summary>
    public LeadReceipt? Receipt { get; init; }

    long IVersioned.Version => Lead.Version;

    internal static LeadUpsert Example => new() { Result = Created, Lead = LeadView.Example, Receipt = LeadReceipt.Example };
}

/// <summary>Makes the lead that another system knows under its own id say what that system says now.</summary>
internal static class UpsertLead
{
    internal sealed record Command(string System, string Value, long? SourceVersion, LeadBody Lead) : ICommand<LeadUpsert>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<LeadBody> lead)
        {
            RuleFor(c => c.System).ExternalSystem().OverridePropertyName("path.system");
            RuleFor(c => c.Value).NotEmpty().Line(200).OverridePropertyName("path.value");
            RuleFor(c => c.SourceVersion).GreaterThanOrEqualTo(0).OverridePropertyName("query.sourceVersion");
            RuleFor(c => c.Lead).SetValidator(lead).OverridePropertyName("");
        }
    }

    internal sealed class Handler(LeadSource source, LeadWriter writer, LeadNames names, ExternalIds externalIds, Records records, Audit audit, TimeProvider clock)
        : IRequestHandler<Command, LeadUpsert>
    {
        public async Task<LeadUpsert> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var own = new ExternalId { System = command.System, Value = command.Value };
            var body = command.Lead with { ExternalIds = [.. command.Lead.ExternalIds.Append(own).Distinct()] };

            var known = await externalIds.Find(LeadSource.Name, own.System, own.Value, ct);
            if (known is null)
            {
                var id = Guid.CreateVersion7(clock.GetUtcNow());
                // Two systems may hold the grant: the row of the external id decides who is first, the other one goes on below.
                if (await externalIds.Claim(LeadSource.Name, id, own, ct))
                {
                    var created = await writer.Create(id, body, ct);
                    return await Done(LeadUpsert.Created, created, command, ct) with { Receipt = created.Receipt };
                }

                known = await externalIds.Find(LeadSource.Name, own.System, own.Value, ct) ?? throw new Refusal(Problems.Conflict);
            }

            await source.Hold([known.RecordId], ct);
            var lead = await source.Seek(known.RecordId, ct) ?? throw await records.Disowned(known.RecordId, ct) ?? await names.Taken(own.System, known.RecordId, ct);
            if (command.SourceVersion < known.SourceVersion)
            {
                audit.About(LeadSource.Name, lead.Id, lead.Version);
                return new LeadUpsert { Result = "stale_ignored", Lead = await source.Get(lead.Id, ct) };
            }

            if (await writer.Replace(lead, body, LeadRules.Replacement, ct) is { } changed)
                return await Done("updated", changed, command, ct);

            audit.About(LeadSource.Name, lead.Id, lead.Version);
            return await Done("unchanged", await source.Get(lead.Id, ct), command, ct);
        }

        private async Task<LeadUpsert> Done(string result, LeadView lead, Command command, CancellationToken ct)
        {
            if (command.SourceVersion is { } version)
                await externalIds.SetSourceVersion(LeadSource.Name, command.System, command.Value, version, ct);
            return new LeadUpsert { Result = result, Lead = lead };
        }
    }

    internal static void Map(IEndpointRouteBuilder leads) => leads
        .MapPut("/ext/{system}/{value}", Upsert)
        .WithName("UpsertLead")
        .WithSummary("Take in or bring up to date the lead that your system knows under this id; sourceVersion, a number that only grows, keeps late ones out")
        .RequireScope(CaseScopes.LeadsWrite, Problems.Deleted, Problems.SystemNotGranted, Problems.OrganisationRequired, Problems.ExternalIdTaken,
            CaseErrors.LeadTransition, Problems.NotOwner);

    /// <param name="system">The code of your system, which must be granted to your key.</param>
    /// <param name="value">The lead's id in your system.</param>
    /// <param name="sourceVersion">Your own version of the lead, a whole number that only grows; a lower one than was sent before is ignored.</param>
    private static async Task<Results<CreatedReply<LeadUpsert>, Reply<LeadUpsert>>> Upsert(
        string system, string value, long? sourceVersion, LeadBody body, Call call, LeadSource source, IMediator mediator, CancellationToken ct)
    {
        call.Caller.NeedSystem(system);
        // Sent once more, the same state is answered the same, as long as nobody else has touched the lead since.
        call.ReplayBy<LeadUpsert>(ReplayRule.Latest, $"{system}/{value}", async (sent, cancel) => await source.VersionNow(sent.Lead.Id, cancel) == sent.Lead.Version);
        var upsert = await mediator.Send(new Command(system, ExternalIds.InPath(value), sourceVersion, body), ct);
        return upsert.Result == LeadUpsert.Created ? Answers.Created($"/api/v1/leads/{upsert.Lead.Id}", upsert) : Answers.Ok(upsert);
    }
}
