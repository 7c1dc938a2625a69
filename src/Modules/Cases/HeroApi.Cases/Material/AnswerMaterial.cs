using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Cases.Clock;
using HeroApi.Cases.Evidence;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Material;

/// <summary>
/// Registers what came of the material that was asked for. When all of it has come, or the rest is not waited for, the procedure
/// and its clock go on; a partial answer leaves the case waiting.
/// </summary>
internal static class AnswerMaterial
{
    private const int MostFiles = 20;

    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>The day it came, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The items that came; none only with <c>goOn</c>.</summary>
        public IReadOnlyList<Came> Items { get; init; } = [];

        /// <summary>The procedure goes on with what there is, although items are missing.</summary>
        public bool GoOn { get; init; }

        internal static Command Example => new() { Items = [new Came { Number = 1, Note = "身份证复印件" }], GoOn = true };
    }

    /// <summary>One item that came.</summary>
    internal sealed record Came
    {
        /// <summary>The number that the request gave it.</summary>
        public required int Number { get; init; }

        public string? Note { get; init; }

        /// <summary>The files of it, at most 20.</summary>
        public IReadOnlyList<Guid> FileIds { get; init; } = [];
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Items).NotEmpty().When(c => !c.GoOn);
            RuleFor(c => c.Items.Count).LessThanOrEqualTo(RequestMaterial.MostItems).OverridePropertyName(nameof(Command.Items));
            RuleFor(c => c.Items).Must(items => items.DistinctBy(item => item?.Number).Count() == items.Count).Refuses(CaseErrors.MaterialItemRepeated);
            RuleForEach(c => c.Items).NotNull().ChildRules(item =>
            {
                item.RuleFor(i => i.Number).InclusiveBetween(1, RequestMaterial.MostItems);
                item.RuleFor(i => i.Note).Prose(500);
                item.RuleFor(i => i.FileIds.Count).LessThanOrEqualTo(MostFiles).OverridePropertyName(nameof(Came.FileIds));
                item.RuleFor(i => i.FileIds).Must(ids => ids.Distinct().Count() == ids.Count).Refuses(CaseErrors.FileRepeated);
            });
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, CasePapers papers, Deadlines deadlines) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(MaterialActions.Answer, command.CaseId, command.Version, ct);
            var (on, request) = (file.DayAfterLast(command.On), file.Materials[^1]);
            var asked = request.Asked;
            foreach (var (index, came) in command.Items.Index())
                if (asked.All(item => item.Number != came.Number))
                    throw Invalid.At($"/items/{index}/number", CaseErrors.MaterialItemUnknown);

            var files = command.Items.SelectMany((came, index) => came.FileIds.Select((id, position) => (id, Pointer: $"/items/{index}/fileIds/{position}"))).DistinctBy(named => named.id).ToList();
            await papers.Attach(command.CaseId, [.. files.Select(named => named.id)], index => files[index].Pointer, ct);

            IReadOnlyList<MaterialItem> items = [.. asked.Select(item => command.Items.FirstOrDefault(came => came.Number == item.Number) is { } came
                ? item with { CameOn = item.CameOn ?? on, Note = came.Note ?? item.Note, FileIds = [.. item.FileIds.Union(came.FileIds)] }
                : item)];
            var answered = command.GoOn || items.All(item => item.CameOn is not null);
            await db.Execute("UPDATE cases_material_request SET items = @items, answered_on = @answeredOn WHERE id = @Id",
                new { request.Id, items = JsonSerializer.Serialize(items, Json.Stored), answeredOn = answered ? on : (DateOnly?)null }, ct);
            if (!answered)
                return await desk.Put(file, file.Case, new Step(MaterialActions.Answer, On: on), ct);

            await deadlines.Meet(file, MaterialActions.Answered, on, ct);
            await deadlines.Resume(file, RuleKeys.AcceptanceWithin, on, ct);
            await deadlines.Resume(file, RuleKeys.DecideWithin, on, ct);
            return await desk.Put(file, file.Case with { State = "filed" }, new Step(MaterialActions.Answer, On: on), ct);
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/material", Answer)
        .WithName("AnswerMaterial")
        .WithSummary("Register what came of the material that was asked for")
        .RequireScope(CaseScopes.CasesWrite, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Answer(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
