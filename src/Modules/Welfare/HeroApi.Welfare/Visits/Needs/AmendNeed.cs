using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Welfare.Visits.DueVisits;

namespace HeroApi.Welfare.Visits.Needs;

/// <summary>Changes members of an open need by JSON Merge Patch, such as who sees to it and until when.</summary>
internal static class AmendNeed
{
    internal sealed record Command(JsonElement Patch, Guid Id, [property: JsonIgnore] long Version) : ICommand<NeedView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Patch).Must(patch => patch.ValueKind == JsonValueKind.Object).OverridePropertyName("").Refuses(Problems.JsonType);
    }

    internal sealed class Handler(NeedDesk desk, DueVisitDesk due, IValidator<FoundNeedBody> validator) : IRequestHandler<Command, NeedView>
    {
        public async Task<NeedView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var row = await desk.Take(command.Id, command.Version, ct);
            var body = Json.MergePatch(row.Body, command.Patch);
            validator.Check(body);
            if (body.AssigneeOrgId != row.AssigneeOrgId)
                await due.MustStandBelow(body.AssigneeOrgId, ct);
            return await desk.Put(row, row with
            {
                Kind = body.Kind,
                Words = body.Words,
                Assignee = body.Assignee,
                AssigneeOrgId = body.AssigneeOrgId,
                DueOn = body.DueOn ?? row.DueOn
            }, ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder needs) => needs
        .MapPatch("/{id:guid}", Amend)
        .Accepts<FoundNeedBody>("application/json", "application/merge-patch+json")
        .WithName("AmendNeed")
        .WithSummary("Change members of an open need (JSON Merge Patch)")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, VisitErrors.NeedClosed);

    private static async Task<Reply<NeedView>> Amend(Guid id, IfMatch match, JsonElement patch, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Command(patch, id, match.Version), ct));
}
