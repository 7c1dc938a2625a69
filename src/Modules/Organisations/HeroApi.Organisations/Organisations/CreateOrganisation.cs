using HeroApi.Kernel.Text;
using HeroApi.Organisations.Regions;

namespace HeroApi.Organisations.Organisations;

/// <summary>Puts a new organisation into the tree, with the places it answers for.</summary>
internal static class CreateOrganisation
{
    internal sealed record Command : ICommand<OrganisationView>
    {
        /// <summary>Its own code, unique in the installation.</summary>
        public required string Code { get; init; }

        public required string Name { get; init; }

        /// <summary>association, foundation, working_committee or confirming_authority.</summary>
        public required string Kind { get; init; }

        /// <summary>province, prefecture, county or township.</summary>
        public required string Level { get; init; }

        /// <summary>The organisation above it; only a key of the whole installation may leave it out.</summary>
        public Guid? ParentId { get; init; }

        /// <summary>Where it has its seat: GB/T 2260, 6 digits, of townships 9.</summary>
        public required string RegionCode { get; init; }

        public IReadOnlyList<JurisdictionView> Jurisdictions { get; init; } = [];

        internal static Command Example => new()
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

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Code).NotEmpty().MaximumLength(40).Matches("^[A-Za-z0-9._-]+$");
            RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Kind).Must(OrganisationKinds.Kinds.Contains).Refuses(ValueProblems.NotAllowed);
            RuleFor(c => c.Level).Must(OrganisationKinds.Levels.Contains).Refuses(ValueProblems.NotAllowed);
            RuleFor(c => c.RegionCode).Must(code => RegionTable.Current.Find(code) is not null).Refuses(ValueProblems.UnknownRegion);
            RuleForEach(c => c.Jurisdictions).ChildRules(place =>
            {
                place.RuleFor(p => p.RegionCode).Must(code => RegionTable.Current.Find(code) is not null).Refuses(ValueProblems.UnknownRegion);
                place.RuleFor(p => p.ValidTo).GreaterThanOrEqualTo(p => p.ValidFrom).When(p => p.ValidTo is not null);
            });
        }
    }

    internal sealed class Handler(Db db, Call call, ScopeTables tree, Changes changes, OrganisationSource source, TimeProvider clock) : IRequestHandler<Command, OrganisationView>
    {
        public async Task<OrganisationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, clock.GetUtcNow());
            var id = Guid.CreateVersion7(now);
            if (call.Caller.OrgId is { } own && (command.ParentId is not { } parent || !(await tree.Below(own, ct)).Contains(parent)))
                throw new Refusal(OrganisationErrors.ParentOutOfReach);
            if (command.ParentId is { } above && (await tree.Above(above, ct)).Count == 0)
                throw Invalid.At("/parentId", ValueProblems.UnknownOrganisation);

            var added = await db.Execute(
                """
                INSERT INTO organisations_organisation (id, version, owner_org_id, origin_org_id, origin_version, created_at, updated_at,
                                                        code, name, name_sort, kind, level, parent_id, region_code)
                VALUES (@id, 1, @id, @id, 1, @now, @now, @Code, @Name, @sort, @Kind, @Level, @ParentId, @RegionCode)
                ON CONFLICT (code) DO NOTHING
                """,
                new { id, now, command.Code, command.Name, sort = Pinyin.Full(command.Name), command.Kind, command.Level, command.ParentId, command.RegionCode }, ct);
            if (added == 0)
                throw new Refusal(OrganisationErrors.CodeTaken);

            foreach (var place in command.Jurisdictions)
                await db.Execute(
                    "INSERT INTO organisations_jurisdiction (id, org_id, region_code, valid_from, valid_to) VALUES (@row, @id, @RegionCode, @ValidFrom, @ValidTo)",
                    new { row = Guid.CreateVersion7(now), id, place.RegionCode, place.ValidFrom, place.ValidTo }, ct);
            await tree.Plant(id, command.ParentId, ct);
            changes.Created(OrganisationSource.Name, id, 1, new Visibility(id, [], Protection.None));
            await changes.WriteScope(ct);
            return (OrganisationView)(await source.Read([id], ct)).Single().Body;
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapPost("", Create)
        .WithName("CreateOrganisation")
        .WithSummary("Put a new organisation into the tree")
        .RequireScope(OrganisationScopes.Write, OrganisationErrors.CodeTaken, OrganisationErrors.ParentOutOfReach);

    private static async Task<CreatedReply<OrganisationView>> Create(Command body, IMediator mediator, CancellationToken ct)
    {
        var organisation = await mediator.Send(body, ct);
        return Answers.Created($"/api/v1/organisations/{organisation.Id}", organisation);
    }
}
