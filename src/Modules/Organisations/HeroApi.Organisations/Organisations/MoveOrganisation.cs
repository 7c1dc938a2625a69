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
        Call call, ScopeTables tree, OrganisationWriter writer, OrganisationSource source)
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
            await writer.Hang(organisation, command.ParentId, ct);
            call.Note = command.Reason;
            return await source.Get(organisation.Id, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapPost("/{id:guid}/parent", Move)
        .WithName("MoveOrganisation")
        .WithSummary("Move an organisation under another; the feed follows by a job")
        .RequireScope(OrganisationScopes.Write,
            Problems.NotFound, OrganisationErrors.Merged, Problems.VersionStale, OrganisationErrors.Circle, OrganisationErrors.ParentOutOfReach);

    private static async Task<Reply<OrganisationView>> Move(
        Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { OrganisationId = id, Version = match.Version }, ct));
}
