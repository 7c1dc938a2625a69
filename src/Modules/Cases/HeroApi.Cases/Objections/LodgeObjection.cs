using System.Text.Json.Serialization;
using HeroApi.Cases.PublicNotices;
using HeroApi.Cases.Receipts;

namespace HeroApi.Cases.Objections;

/// <summary>
/// Takes an objection to a running notice from anybody, without a key and, if they wish, without a name. It answers a number and
/// nothing else. A retry under the same Idempotency-Key is the same objection.
/// </summary>
internal static class LodgeObjection
{
    internal const int MostInAnHour = 60;

    internal sealed record Command([property: JsonIgnore] string Number = "") : ICommand<Receipt>
    {
        /// <summary>Who objects; absent to stay unnamed.</summary>
        public string? Name { get; init; }

        /// <summary>Where to ask back; only the officers in charge see it, masked.</summary>
        public string? Phone { get; init; }

        /// <summary>What speaks against it; at most 2,000 characters.</summary>
        public required string Text { get; init; }

        internal static Command Example => new() { Name = "示范丁", Phone = "13900000000", Text = "落水者是被其他村民救起的。" };
    }

    /// <summary>That an objection was taken in.</summary>
    internal sealed record Receipt
    {
        /// <summary>To name the objection by.</summary>
        public required string Number { get; init; }

        internal static Receipt Example => new() { Number = ObjectionView.Example.Number };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Name).Line(100);
            RuleFor(c => c.Phone).PhoneNumber();
            RuleFor(c => c.Text).NotEmpty().Prose(2000);
        }
    }

    internal sealed class Handler(Db db, CaseDesk desk, Protector protector, Records records, TimeProvider clock) : IRequestHandler<Command, Receipt>
    {
        public async Task<Receipt> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            var known = await PublicNotice.Find(db, command.Number, ct) ?? throw new Refusal(Problems.NotFound);

            // Held from here: a notice that ends at this moment waits for us, or we see that it has ended.
            var file = await desk.Hold(known.CaseId, ct);
            if (file?.Notice is not { } notice || notice.Id != known.Id || !notice.RunsOn(clock.Today()))
                throw new Refusal(CaseErrors.NoticeNotRunning);

            var now = Instants.Micro(clock.GetUtcNow());
            await MustBeFew(notice.Id, now, ct);
            var number = ReceiptNumber.New(ChinaTime.DateOf(now));
            var phone = protector.KeepPhone(Papers.Normal(command.Phone));
            await db.Execute(
                """
                INSERT INTO cases_objection (id, case_id, notice_id, number, received_at, name, phone_cipher, phone_masked, phone_index, text, state)
                VALUES (@id, @CaseId, @NoticeId, @number, @now, @Name, @Cipher, @Masked, @Index, @Text, 'open')
                """,
                new { id = Guid.CreateVersion7(now), known.CaseId, NoticeId = notice.Id, number, now, command.Name, phone.Cipher, phone.Masked, phone.Index, command.Text }, ct);
            await db.Execute("UPDATE cases_notice SET objections = objections + 1, objections_open = objections_open + 1 WHERE id = @Id", new { notice.Id }, ct);
            // The officers' view of the case counts it, so the case has a new version.
            await records.Raise(CaseSource.Cases, [known.CaseId], losing: [], ct);
            return new Receipt { Number = ReceiptNumber.Format(number) };
        }

        /// <summary>On one notice, from all addresses together.</summary>
        private async Task MustBeFew(Guid noticeId, DateTimeOffset now, CancellationToken ct)
        {
            var lately = await db.Query<DateTimeOffset>(
                "SELECT received_at FROM cases_objection WHERE notice_id = @noticeId AND received_at > @start ORDER BY received_at LIMIT @MostInAnHour",
                new { noticeId, start = now.AddHours(-1), MostInAnHour }, ct);
            if (lately.Count == MostInAnHour)
                throw new Refusal(Problems.TooManyRequests) { RetryAfter = lately[0].AddHours(1) - now };
        }
    }

    internal static void Map(IEndpointRouteBuilder notices) => notices
        .MapPost("/{number}/objections", Lodge)
        .WithName("LodgeObjection")
        .WithSummary("Object to a running notice; needs no key, and no name")
        .OpenToAdd(Problems.NotFound, CaseErrors.NoticeNotRunning);

    /// <param name="number">As on the notice, with or without hyphens.</param>
    private static async Task<Reply<Receipt>> Lodge(string number, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Number = number }, ct));
}
