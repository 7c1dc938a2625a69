
namespace HeroApi.Organisations.Organisations;

/// <summary>Puts a new organisation into the tree, with the places it answers for.</summary>
internal static class CreateOrganisation
{
    internal sealed record Command : OrganisationBody, ICommand<OrganisationView>
    {
        /// <summary>Its own code, unique in the installation; it stays for good.</summary>
        public required string Code { get; init; }

        /// <summary>The organisation above it; only a key of the whole installation may leave it out.</summary>
        public Guid? ParentId { get; init; }

        internal static new Command Example => new()
        {
            Code = "CX-XIANQU",
            Name = "示范县见义勇为协会",
            Kind = "association",
            Level = "county",
            ParentId = Guid.Parse("0198f000-0000-7000-8000-000000000001"),
            RegionCode = "371502",
            Jurisdictions = [new JurisdictionView { RegionCode = "371502", ValidFrom = new DateOnly(2020, 1, 1) }]
        };
    }

    internal sealed class Validator : OrganisationBodyRules<Command>
    {
        public Validator() => RuleFor(c => c.Code).NotEmpty().MaximumLength(40).Matches("^[A-Za-z0-9._-]+$");
    }

    internal sealed class Handler(
        Db db, ScopeTables tree, OrganisationWriter writer, Changes changes, OrganisationSource source, TimeProvider clock)
        : IRequestHandler<Command, OrganisationView>
    {
        public async Task<OrganisationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, clock.GetUtcNow());
            var id = Guid.CreateVersion7(now);
            await tree.Lock(ct);
            await writer.MustReach(command.ParentId, ct);

            var added = await db.Execute(
                """
                INSERT INTO organisations_organisation (id, version, owner_org_id, origin_org_id, origin_version, created_at,
                                                        updated_at, code, name, name_sort, kind, level, parent_id, region_code, contact)
                VALUES (@id, 1, @id, @id, 1, @now, @now, @Code, @Name, @sort, @Kind, @Level, @ParentId, @RegionCode, @Contact)
                ON CONFLICT (code) DO NOTHING
                """,
                new
                {
                    id,
                    now,
                    command.Code,
                    command.Name,
                    sort = Pinyin.Full(command.Name),
                    command.Kind,
                    command.Level,
                    command.ParentId,
                    command.RegionCode,
                    command.Contact
                }, ct);
            if (added == 0)
                throw new Refusal(OrganisationErrors.CodeTaken);

            await writer.WriteJurisdictions(id, command, ct);
            await tree.Plant(id, command.ParentId, ct);
            changes.Created(OrganisationSource.Name, id, 1, new Visibility(id, [], Protection.None));
            await changes.WriteScope(ct);
            var made = await source.Get(id, ct);
            changes.Found(OrganisationSource.Name, OrganisationSource.Searched(made));
            return made;
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapPost("", Create)
        .WithName("CreateOrganisation")
        .WithSummary("Put a new organisation into the tree")
        .RequireScope(OrganisationScopes.Write,
            OrganisationErrors.CodeTaken, OrganisationErrors.JurisdictionTaken, OrganisationErrors.ParentOutOfReach);

    private static async Task<CreatedReply<OrganisationView>> Create(
        Command body, IMediator mediator, CancellationToken ct)
    {
        var organisation = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/organisations/{organisation.Id}", organisation);
    }
}
