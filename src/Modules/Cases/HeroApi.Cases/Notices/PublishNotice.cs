using System.Text.Json;
using System.Text.Json.Serialization;
using HeroApi.Cases.Receipts;
using HeroApi.Cases.Rules;

namespace HeroApi.Cases.Notices;

/// <summary>
/// Publishes those whose confirmation is proposed. From then on anybody can read the notice and object to it without a key, until
/// its last day is over; it cannot end before, and ends by itself when nothing is open against it.
/// </summary>
internal static class PublishNotice
{
    private const int LongestDays = 366;

    internal sealed record Command([property: JsonIgnore] Guid CaseId = default, [property: JsonIgnore] long Version = 0) : ICommand<CaseView>
    {
        /// <summary>How much of the names it shows: a code of the vocabulary notice_masking.</summary>
        public required string Masking { get; init; }

        /// <summary>Where it is posted beside the public routes of this API; at most 20.</summary>
        public required IReadOnlyList<Channel> Channels { get; init; }

        /// <summary>The day it is posted, in China, which itself does not count; today when absent.</summary>
        public DateOnly? FirstDay { get; init; }

        /// <summary>The last day, to run longer than <c>notice.within</c> asks; needed where the law sets no days.</summary>
        public DateOnly? LastDay { get; init; }

        internal static Command Example => new() { Masking = "surname_only", Channels = [Channel.Example], FirstDay = new DateOnly(2026, 6, 1) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Masking).OneOf(NoticeCodes.Maskings);
            RuleFor(c => c.FirstDay).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.LastDay).LessThanOrEqualTo(_ => clock.Today().AddDays(LongestDays)).Refuses(ValueProblems.OutOfRange);
            RuleFor(c => c.Channels).NotEmpty();
            RuleFor(c => c.Channels.Count).LessThanOrEqualTo(Channel.Most).OverridePropertyName(nameof(Command.Channels));
            RuleForEach(c => c.Channels).NotNull().ChildRules(channel =>
            {
                channel.RuleFor(one => one.Kind).OneOf(NoticeCodes.Channels);
                channel.RuleFor(one => one.Place).NotEmpty().Line(300);
                channel.RuleFor(one => one.PostedOn).LessThanOrEqualTo(_ => clock.Today()).Refuses(ValueProblems.InFuture);
            });
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, NoticeWriter writer, Outbox outbox, TimeProvider clock) : IRequestHandler<Command, CaseView>
    {
        public async Task<CaseView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var file = await desk.Take(NoticeActions.Publication, command.CaseId, command.Version, ct);
            var firstDay = command.FirstDay ?? file.Today;
            if (firstDay < file.Case.ProposedOn)
                throw Invalid.At("/firstDay", CaseErrors.BeforeLastStep, new { file.Case.ProposedOn });

            var period = file.Rules.Period(RuleKeys.NoticeWithin);
            var last = Last(file, period, firstDay, command.LastDay);
            var wording = await writer.Write(file, command.Masking, firstDay, last.On, ct);
            var now = Instants.Micro(clock.GetUtcNow());
            var id = Guid.CreateVersion7(now);
            await db.Execute(
                """
                INSERT INTO cases_notice (id, case_id, number, state, shown, region_code, org_id, masking, names, text, channels, first_day, last_day, roll_over, assumed,
                                          suspended_days, objections, objections_open, published_at, updated_at)
                VALUES (@id, @CaseId, @number, 'running', true, @RegionCode, @OwnerOrgId, @Masking, @names, @Text, @channels, @firstDay, @lastDay, @rollOver, @Assumed,
                        0, 0, 0, @now, @now)
                """,
                new
                {
                    id,
                    command.CaseId,
                    number = ReceiptNumber.New(file.Today),
                    file.Case.RegionCode,
                    file.Case.OwnerOrgId,
                    command.Masking,
                    names = JsonSerializer.Serialize(wording.Names, Json.Stored),
                    wording.Text,
                    channels = JsonSerializer.Serialize(command.Channels, Json.Stored),
                    firstDay,
                    lastDay = last.On,
                    rollOver = period?.RollOver ?? false,
                    last.Assumed,
                    now
                }, ct);
            outbox.At(NoticeEnd.Timer(id), last.At, new NoticeDue(id), file.Case.Id);
            return await desk.Put(file, file.Case with { State = "noticed" }, new Step(NoticeActions.Publication, On: firstDay, Basis: file.Rules.Article(RuleKeys.NoticeWithin)), ct);
        }

        /// <summary>The last day by the rules, or a later one; never one that is over.</summary>
        private static DueDate Last(CaseFile file, Period? period, DateOnly firstDay, DateOnly? wanted)
        {
            var asked = period is { } known ? WorkCalendar.China.Due(firstDay, known) : (DueDate?)null;
            if (wanted is null && asked is null)
                throw Invalid.At("/lastDay", ValueProblems.Required);
            if (wanted < (asked?.On ?? firstDay.AddDays(1)))
                throw Invalid.At("/lastDay", CaseErrors.NoticeTooShort, new { lastDay = asked?.On ?? firstDay.AddDays(1) });

            var last = wanted is { } later && later != asked?.On ? new DueDate(later, Assumed: false) : asked!.Value;
            return last.On >= file.Today ? last : throw Invalid.At("/firstDay", CaseErrors.NoticeTooShort, new { lastDay = last.On });
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapPost("/{id:guid}/notice", Publish)
        .WithName("PublishNotice")
        .WithSummary("Publish those whose confirmation is proposed, for objections")
        .RequireScope(CaseScopes.CasesDecide, Problems.NotFound, Problems.Deleted, Problems.VersionStale, Problems.PreconditionRequired,
            CaseErrors.CaseTransition, CaseErrors.RuleNotConfigured, CaseErrors.NoticeOfProtected, Problems.NotOwner);

    private static async Task<Reply<CaseView>> Publish(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { CaseId = id, Version = match.Version }, ct));
}
