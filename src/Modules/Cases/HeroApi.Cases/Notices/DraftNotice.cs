namespace HeroApi.Cases.Notices;

/// <summary>Shows what a notice of the case would say if it were published today.</summary>
internal static class DraftNotice
{
    internal sealed record Query(Guid CaseId, string? Masking) : IQuery<Result>;

    /// <summary>The draft of a notice.</summary>
    internal sealed record Result
    {
        public required string Masking { get; init; }

        /// <summary>Those to be confirmed, as it shows them; before the opinion, everybody who acted. A minor is masked under every masking.</summary>
        public required IReadOnlyList<string> Names { get; init; }

        public required string Text { get; init; }
        public required DateOnly FirstDay { get; init; }

        /// <summary>Null while <c>notice.within</c> is not configured, or when the law sets no days.</summary>
        public DateOnly? LastDay { get; init; }

        internal static Result Example => new()
        {
            Masking = "surname_only",
            Names = ["示某某"],
            Text = "见义勇为人员拟确认公示\n现将拟确认为见义勇为人员的示某某（共1人）予以公示。\n主要事迹：路人下河救起落水儿童。\n公示期：2026年6月1日至2026年6月8日",
            FirstDay = new DateOnly(2026, 6, 1),
            LastDay = new DateOnly(2026, 6, 8)
        };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Masking).Cascade(CascadeMode.Stop).NotEmpty().OneOf(NoticeCodes.Maskings).OverridePropertyName("query.masking");
    }

    internal sealed class Handler(CaseSource source, CaseDesk desk, NoticeWriter writer) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var file = await desk.Read(await source.Seek(query.CaseId, cancellationToken) ?? throw new Refusal(Problems.NotFound), cancellationToken);
            var lastDay = file.Rules.Find(Rules.RuleKeys.NoticeWithin)?.Period is { } period ? WorkCalendar.China.Due(file.Today, period).On : (DateOnly?)null;
            var wording = await writer.Write(file, query.Masking!, file.Today, lastDay, cancellationToken);
            return new Result { Masking = query.Masking!, Names = wording.Names, Text = wording.Text, FirstDay = file.Today, LastDay = lastDay };
        }
    }

    internal static void Map(IEndpointRouteBuilder cases) => cases
        .MapGet("/{id:guid}/notice-draft", Draft)
        .WithName("DraftNotice")
        .WithSummary("What a notice of the case would say if it were published today")
        .RequireScope(CaseScopes.CasesRead, Problems.NotFound, Problems.Deleted);

    /// <param name="masking">How much of the names it shows: a code of the vocabulary notice_masking; required.</param>
    private static async Task<Reply<Result>> Draft(Guid id, string? masking, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(id, masking), ct));
}
