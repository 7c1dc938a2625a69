using HeroApi.Organisations.Regions;

namespace HeroApi.Organisations.Organisations;

/// <summary>Who answers for a place on a day; directory data, for which any credential is enough.</summary>
internal static class FindCompetent
{
    internal sealed record Query(string? Region, DateOnly? Date, string? Kind) : IQuery<Page<Result>>;

    internal sealed record Result
    {
        public required Guid Id { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Kind { get; init; }
        public required string Level { get; init; }

        /// <summary>Of one that was competent on the day and is no more: the organisation that it was merged into.</summary>
        public Guid? MergedInto { get; init; }

        /// <summary>The region of its jurisdiction that holds the place: the narrower, the more competent.</summary>
        public required string JurisdictionCode { get; init; }

        public required string JurisdictionName { get; init; }

        internal static Result Example => new()
        {
            Id = Guid.Parse("0198f000-0000-7000-8000-000000000002"),
            Code = "CX-XIANQU",
            Name = "示范县见义勇为协会",
            Kind = "association",
            Level = "county",
            JurisdictionCode = "371502",
            JurisdictionName = "山东省聊城市东昌府区"
        };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Region).NotNull().OverridePropertyName("query.region");
            RuleFor(q => q.Region).Must(code => RegionTable.Current.Find(code!) is not null)
                .Refuses(ValueProblems.UnknownRegion).When(q => q.Region is not null).OverridePropertyName("query.region");
            RuleFor(q => q.Kind).OneOf(OrganisationKinds.Kinds).OverridePropertyName("query.kind");
        }
    }

    internal sealed class Handler(Competence competence, TimeProvider clock) : IRequestHandler<Query, Page<Result>>
    {
        public async Task<Page<Result>> Handle(Query query, CancellationToken cancellationToken)
        {
            var region = query.Region!;
            var found = (await competence.Of([region], query.Date ?? clock.Today(), cancellationToken))[region];
            return new Page<Result>
            {
                Items = [.. found.Where(one => query.Kind is null || one.Kind == query.Kind).Select(one => new Result
                {
                    Id = one.OrgId,
                    Code = one.Code,
                    Name = one.Name,
                    Kind = one.Kind,
                    Level = one.Level,
                    MergedInto = one.MergedInto,
                    JurisdictionCode = one.RegionCode,
                    JurisdictionName = RegionTable.Current.FullName(one.RegionCode)!
                })]
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder organisations) => organisations
        .MapGet("/competent", Find)
        .WithName("FindCompetent")
        .WithSummary("Tell who is competent for a place on a day, the most competent first")
        .RequireCredential(ValueProblems.UnknownRegion, ValueProblems.NotAllowed);

    /// <param name="region">The place: GB/T 2260, 6 digits, of townships 9.</param>
    /// <param name="date">The day in China; today unless said.</param>
    /// <param name="kind">Only organisations of this kind.</param>
    private static async Task<Reply<Page<Result>>> Find(
        string? region, DateOnly? date, string? kind, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(region, date, kind), ct));
}
