namespace HeroApi.Recognition.BonusSchemes;

/// <summary>
/// Records a published figure of a year, with where it stands, for a region that the caller's organisation answers for; the nation's are
/// for the installation alone. A figure that was mistyped or is corrected by its publisher is recorded again: the last one holds,
/// and what was reckoned with the one before keeps it.
/// </summary>
internal static class RecordPublishedIndex
{
    internal sealed record Command : ICommand<IndexFigure>
    {
        /// <summary>Of the vocabulary published_index.</summary>
        public required string Index { get; init; }

        /// <summary>GB/T 2260, 6 digits; 000000 is the nation.</summary>
        public required string Region { get; init; }

        /// <summary>The year that it is of; it is over, but for the minimum wage and a second lieutenant's pay.</summary>
        public required int Year { get; init; }

        /// <summary>In fen: per head and year, or per month of a wage or pay.</summary>
        public required long AmountFen { get; init; }

        /// <summary>Who published it, and where; at most 500 characters.</summary>
        public required string Source { get; init; }

        internal static Command Example => new()
        {
            Index = IndexFigure.Example.Index,
            Region = IndexFigure.Example.Region,
            Year = IndexFigure.Example.Year,
            AmountFen = IndexFigure.Example.AmountFen,
            Source = IndexFigure.Example.Source
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.Index).NotEmpty().OneOf(SchemeCodes.Indices);
            RuleFor(c => c.Region).NotEmpty().Matches("^[0-9]{6}\\z");
            RuleFor(c => c.Year).InclusiveBetween(1978, 2100);
            RuleFor(c => c.Year).Must((figure, year) => year < clock.Today().Year || (year == clock.Today().Year && SchemeCodes.Rates.Contains(figure.Index))).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.AmountFen).InclusiveBetween(1, Fen.Most);
            RuleFor(c => c.Source).NotEmpty().Line(500);
        }
    }

    internal sealed class Handler(Db db, Call call, RegionReach reach, PublishedIndices indices, TimeProvider clock) : IRequestHandler<Command, IndexFigure>
    {
        public async Task<IndexFigure> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now) = (cancellationToken, clock.GetUtcNow());
            await reach.Must(command.Region, ct);
            await db.Execute(
                """
                INSERT INTO recognition_index_figure (id, index_code, region, year, amount_fen, source, org_id, principal, at)
                VALUES (@id, @Index, @Region, @Year, @AmountFen, @Source, @OrgId, @KeyId, @now)
                """,
                new { id = Guid.CreateVersion7(now), command.Index, command.Region, command.Year, command.AmountFen, command.Source, call.Caller.OrgId, call.Caller.KeyId, now }, ct);
            return (await indices.Find(command.Index, command.Region, command.Year, ct))!;
        }
    }

    internal static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/published-indices", Record)
        .WithTags("Bonus schemes")
        .WithName("RecordPublishedIndex")
        .WithSummary("Record a published figure of a year, such as the disposable income per head")
        .RequireScope(RecognitionScopes.HonoursDecide, BonusErrors.RegionOutOfReach);

    private static async Task<Reply<IndexFigure>> Record(Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body, ct));
}
