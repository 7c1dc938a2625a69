using System.Text.Json.Serialization;

namespace HeroApi.Organisations.Organisations;

/// <summary>
/// Hangs an organisation, with everything below it, under another. Only the tree changes, and at once; a job then tells
/// the feed of every record that is seen through it.
/// </summary>
internal static class MoveOrganisation
{
    internal sealed record Command([property: JsonIgnore] Guid OrganisationId = default, [property: JsonIgnore] long Version = 0)
        : ICommand<OrganisationView>
    {
        /// <summary>The organisation it goes under; absent for the top, which is for keys of the whole installation.</summary>
        public Guid? ParentId { get; init; }

        /// <summary>Why; kept as the note of the audit trail.</summary>
        public required string Reason { get; init; }

        internal static Command Example => new()
        {
            ParentId = Guid.Parse("0198f000-0000-7000-8000-000000000003"),
            Reason = "区划调整"
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(500);
    }

    internal sealed class Handler(
        Db db, Call call, ScopeTables tree, OrganisationWriter writer, Changes changes, OrganisationSource source, TimeProvider clock)
        : IRequestHandler<Command, OrganisationView>
    {
        public async Task<OrganisationView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            await tree.Lock(ct);
            var organisation = await source.Get(command.OrganisationId, ct);
            if (organisation.Version != command.Version)
                throw Stale.At(organisation.Version);

            await writer.MustReach(organisation.ParentId, ct);
            await writer.MustReach(command.ParentId, ct);
            var losing = await tree.Move(organisation.Id, command.ParentId, ct)
                ?? throw new Refusal(OrganisationErrors.Circle);
            var moved = await db.Execute(
                """
                UPDATE organisations_organisation AS o
                SET    version = version + 1, updated_at = @now, parent_id = @ParentId
                WHERE  o.id = @OrganisationId AND o.version = @Version AND SCOPE(o)
                """, new { command.OrganisationId, command.Version, command.ParentId, now = clock.GetUtcNow() }, ct);
            if (moved == 0)
                throw Stale.At(organisation.Version);

            call.Note = command.Reason;
            var seen = await changes.VisibilityOf(organisation.Id, organisation.Protection, ct);
            changes.Changed(OrganisationSource.Name, organisation.Id, command.Version + 1, seen with { Above = losing }, seen);
            return await source.Get(organisation.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapPost("/{id:guid}/parent", Move)
        .WithName("MoveOrganisation")
        .WithSummary("Move an organisation under another; the feed follows by a job")
        .RequireScope(OrganisationScopes.Write,
            Problems.NotFound, Problems.VersionStale, OrganisationErrors.Circle, OrganisationErrors.ParentOutOfReach);

    private static async Task<Reply<OrganisationView>> Move(
        Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { OrganisationId = id, Version = match.Version }, ct));
}
