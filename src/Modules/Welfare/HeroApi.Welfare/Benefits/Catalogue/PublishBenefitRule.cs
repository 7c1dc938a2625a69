namespace HeroApi.Welfare.Benefits.Catalogue;

/// <summary>Publishes what a region gives those on the register, for a region that the caller's organisation answers for. It stands beside what comes with the program.</summary>
internal static class PublishBenefitRule
{
    internal sealed record Command : ICommand<BenefitRuleView>
    {
        /// <summary>Of the vocabulary benefit_kind.</summary>
        public required string Kind { get; init; }

        /// <summary>GB/T 2260, 6 digits; 000000 is the nation.</summary>
        public required string Region { get; init; }

        /// <summary>What is given and to whom; at most 1,000 characters.</summary>
        public required string Content { get; init; }

        /// <summary>Who usually decides, of the vocabulary benefit_department.</summary>
        public string? Department { get; init; }

        /// <summary>Within how many days it is decided, from 1 to 366.</summary>
        public int? ReplyDays { get; init; }

        /// <summary>Whether means are looked at.</summary>
        public bool? MeansTest { get; init; }

        /// <summary>The first day that it holds.</summary>
        public required DateOnly ValidFrom { get; init; }

        /// <summary>The first day that it no longer holds.</summary>
        public DateOnly? ValidTo { get; init; }

        /// <summary>What it rests on: the paper, where and when it was published; at most 1,000 characters.</summary>
        public required string LegalBasis { get; init; }

        /// <summary>Where it stands; at most 100 characters.</summary>
        public string? Article { get; init; }

        internal static Command Example => new()
        {
            Kind = "free_transit",
            Region = "350582",
            Content = "见义勇为人员凭证免费乘坐市内公交。",
            Department = "transport",
            ValidFrom = new DateOnly(2026, 1, 1),
            LegalBasis = "示范县人民政府通知，2025年12月20日在县政府网站公布"
        };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Kind).NotEmpty().OneOf(BenefitCodes.Kinds);
            RuleFor(c => c.Region).NotEmpty().Matches("^[0-9]{6}\\z");
            RuleFor(c => c.Content).NotEmpty().Prose(1000);
            RuleFor(c => c.Department).OneOf(BenefitCodes.Departments);
            RuleFor(c => c.ReplyDays).InclusiveBetween(1, 366);
            RuleFor(c => c.ValidFrom).Must(day => day.Year >= PartialDate.EarliestYear).Refuses(ValueProblems.TooEarly);
            RuleFor(c => c.ValidTo).Must((rule, to) => to is null || to > rule.ValidFrom).Refuses(ValueProblems.OutOfRange);
            RuleFor(c => c.LegalBasis).NotEmpty().Prose(1000);
            RuleFor(c => c.Article).Line(100);
        }
    }

    internal sealed class Handler(Db db, Call call, RegionReach reach, TimeProvider clock) : IRequestHandler<Command, BenefitRuleView>
    {
        public async Task<BenefitRuleView> Handle(Command command, CancellationToken cancellationToken)
        {
            await reach.Must(command.Region, cancellationToken);
            var rule = new BenefitRuleView
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                Kind = command.Kind,
                Region = command.Region,
                Content = command.Content,
                Department = command.Department,
                ReplyDays = command.ReplyDays,
                MeansTest = command.MeansTest,
                ValidFrom = command.ValidFrom,
                ValidTo = command.ValidTo,
                LegalBasis = command.LegalBasis,
                Article = command.Article,
                Evidence = "published",
                OrgId = call.Caller.OrgId
            };
            await db.Execute(
                """
                INSERT INTO welfare_benefit_rule (id, kind, region, content, department, reply_days, means_test, valid_from, valid_to, legal_basis, article, org_id)
                VALUES (@Id, @Kind, @Region, @Content, @Department, @ReplyDays, @MeansTest, @ValidFrom, @ValidTo, @LegalBasis, @Article, @OrgId)
                """, rule, cancellationToken);
            return rule;
        }
    }

    internal static void Map(IEndpointRouteBuilder rules) => rules
        .MapPost("", Publish)
        .WithName("PublishBenefitRule")
        .WithSummary("Publish what a region gives those on the register")
        .RequireScope(WelfareScopes.Decide, WelfareErrors.RegionOutOfReach);

    private static async Task<Reply<BenefitRuleView>> Publish(Command body, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(body, ct));
}
