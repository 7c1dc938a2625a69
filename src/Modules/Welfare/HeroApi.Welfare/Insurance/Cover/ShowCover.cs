using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Insurance.Members;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance.Cover;

/// <summary>
/// Proof of cover: by which policies a person was insured on a day, by name or as one of a class. Whoever sees the person sees this, also of
/// policies that another organisation, such as the city, has taken out for him.
/// </summary>
internal static class ShowCover
{
    internal sealed record Query(Guid? Hero, DateOnly? On) : IQuery<Result>;

    /// <summary>What covered a person on a day.</summary>
    internal sealed record Result
    {
        public required Guid HeroId { get; init; }

        /// <summary>The day, in China.</summary>
        public required DateOnly On { get; init; }

        /// <summary>Whether any policy did.</summary>
        public required bool Insured { get; init; }

        public required IReadOnlyList<CoverView> Policies { get; init; }

        internal static Result Example => new() { HeroId = MemberView.Example.HeroId, On = new DateOnly(2026, 6, 1), Insured = true, Policies = [CoverView.Example] };
    }

    /// <summary>A policy that covered a person.</summary>
    internal sealed record CoverView
    {
        public required Guid PolicyId { get; init; }
        public required string InsurerName { get; init; }
        public required string InsurerCode { get; init; }
        public required string Number { get; init; }

        /// <summary>Of the vocabulary policy_kind.</summary>
        public required string Kind { get; init; }

        public required DateOnly From { get; init; }
        public required DateOnly To { get; init; }
        public required IReadOnlyList<CoverBody> Covers { get; init; }

        /// <summary>By a list of names or as one of a class: of the vocabulary policy_class. later_confirmed covers only the act for which the person was confirmed.</summary>
        public required string Covered { get; init; }

        public string? Conditions { get; init; }
        public int? WithinDays { get; init; }

        /// <summary>Within how many days of the event a claim must be reported.</summary>
        public int? ReportDays { get; init; }

        /// <summary>The number on the list, where there is one.</summary>
        public long? MemberNumber { get; init; }

        internal static CoverView Example => new()
        {
            PolicyId = PolicyView.Example.Id,
            InsurerName = PolicyBody.Example.InsurerName,
            InsurerCode = PolicyBody.Example.InsurerCode,
            Number = PolicyBody.Example.Number!,
            Kind = PolicyBody.Example.Kind,
            From = PolicyBody.Example.From,
            To = PolicyBody.Example.To,
            Covers = PolicyBody.Example.Covers,
            Covered = PolicyCodes.NamedList,
            ReportDays = 30,
            MemberNumber = 1
        };
    }

    internal sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Hero).NotNull().OverridePropertyName("query.hero");
    }

    internal sealed class Handler(CoverBook book, EntitlementSource entitlements, TimeProvider clock) : IRequestHandler<Query, Result>
    {
        public async Task<Result> Handle(Query query, CancellationToken cancellationToken)
        {
            var person = await entitlements.OfHero(query.Hero!.Value, cancellationToken) ?? throw new Refusal(Problems.NotFound);
            var on = query.On ?? clock.Today();
            var covers = await book.Of(person, on, cancellationToken);
            return new Result
            {
                HeroId = person.HeroId,
                On = on,
                Insured = covers.Count > 0,
                Policies =
                [
                    .. covers.Select(cover => new CoverView
                    {
                        PolicyId = cover.Policy.Id,
                        InsurerName = cover.Policy.InsurerName,
                        InsurerCode = cover.Policy.InsurerCode,
                        Number = cover.Policy.Number!,
                        Kind = cover.Policy.Kind,
                        From = cover.Policy.FromDay,
                        To = cover.Policy.ToDay,
                        Covers = cover.Policy.Sums,
                        Covered = cover.Policy.Covered,
                        Conditions = cover.Policy.Conditions,
                        WithinDays = cover.Policy.WithinDays,
                        ReportDays = cover.Policy.ReportDays,
                        MemberNumber = cover.MemberNumber
                    })
                ]
            };
        }
    }

    internal static void Map(IEndpointRouteBuilder policies) => policies
        .MapGet("/cover", Show)
        .WithName("ShowCover")
        .WithSummary("By which policies a person was insured on a day")
        .RequireScope(WelfareScopes.Read, Problems.NotFound);

    /// <param name="hero">The hero file of the person.</param>
    /// <param name="on">The day, in China; today unless said.</param>
    private static async Task<Reply<Result>> Show(Guid? hero, DateOnly? on, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(new Query(hero, on), ct));
}
