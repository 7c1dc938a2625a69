using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HeroApi.Welfare.Visits.CheckIns;

/// <summary>
/// Records a visit under the id that a phone without a network chose, or corrects everything a caller writes of a known one. Sent twice, the
/// first is answered again; in whatever order visits come in, each counts on its own day.
/// </summary>
internal static class PutVisit
{
    internal sealed record Command(CheckInBody Visit, Guid Id, [property: JsonIgnore] long Version) : ICommand<CareVisitView>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IValidator<CheckInBody> body) => RuleFor(c => c.Visit).SetValidator(body).OverridePropertyName("");
    }

    internal sealed class Handler(VisitSource source, VisitWriter writer) : IRequestHandler<Command, CareVisitView>
    {
        public async Task<CareVisitView> Handle(Command command, CancellationToken cancellationToken) =>
            await writer.Correct(await source.Take(command.Id, command.Version, cancellationToken), command.Visit, cancellationToken);
    }

    internal static void Map(IEndpointRouteBuilder visits) => visits
        .MapPut("/{id:guid}", Put)
        .WithName("PutVisit")
        .WithSummary("Record a visit under your own UUIDv7 (If-None-Match: *), or correct it (If-Match)")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.RecordExists, Problems.VersionStale, Problems.PreconditionRequired, Problems.OrganisationRequired,
            Problems.NotOwner, VisitErrors.VisitCancelled, VisitErrors.VisitPaidFor);

    private static async Task<Results<CreatedReply<CareVisitView>, Reply<CareVisitView>>> Put(
        Guid id, CreateOrReplace when, CheckInBody body, Call call, IMediator mediator, CancellationToken ct)
    {
        if (!when.Creates)
            return Answers.Ok(await mediator.Send(new Command(body, id, when.Version!.Value), ct));

        call.ReplayBy(ReplayRule.ClientId, id.ToString());
        return Answers.Created($"/api/v1/visits/{id}", await mediator.Send(new RecordVisit.Command(body, id), ct));
    }
}
