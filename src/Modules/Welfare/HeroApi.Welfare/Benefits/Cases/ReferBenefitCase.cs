using System.Text.Json.Serialization;
using HeroApi.Welfare.Benefits.Catalogue;

namespace HeroApi.Welfare.Benefits.Cases;

/// <summary>Refers a benefit to the department that gives it. By when it has to reply the law says, or the caller does.</summary>
internal static class ReferBenefitCase
{
    internal sealed record Command([property: JsonIgnore] Guid Id, [property: JsonIgnore] long Version) : ICommand<BenefitView>
    {
        /// <summary>Of the vocabulary benefit_department.</summary>
        public required string Department { get; init; }

        /// <summary>Its name; at most 100 characters.</summary>
        public required string DepartmentName { get; init; }

        /// <summary>The day of the referral, in China; today when absent.</summary>
        public DateOnly? On { get; init; }

        /// <summary>The last day for a reply; as many days as the catalogue says when absent.</summary>
        public DateOnly? ReplyBy { get; init; }

        internal static Command Example => new(Guid.Empty, 1) { Department = "education", DepartmentName = "示范区教育局", ReplyBy = new DateOnly(2026, 6, 30) };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(TimeProvider clock)
        {
            RuleFor(c => c.On).Must(on => on is null || on <= clock.Today()).Refuses(ValueProblems.InFuture);
            RuleFor(c => c.Department).NotEmpty().OneOf(BenefitCodes.Departments);
            RuleFor(c => c.DepartmentName).NotEmpty().Line(100);
            RuleFor(c => c.ReplyBy).Must((referral, by) => by is null || (by >= (referral.On ?? clock.Today()) && by <= clock.Today().AddYears(2))).Refuses(ValueProblems.OutOfRange);
        }
    }

    internal sealed class Handler(BenefitDesk desk, BenefitCatalogue catalogue) : IRequestHandler<Command, BenefitView>
    {
        public async Task<BenefitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var row = await desk.Take(BenefitSteps.Refer, command.Id, command.Version, cancellationToken);
            var on = desk.Day(row, command.On);
            var rule = (await catalogue.Holding(row.Region, on, cancellationToken)).FirstOrDefault(rule => rule.Kind == row.Kind && rule.ReplyDays is not null);
            var by = command.ReplyBy ?? (rule?.ReplyDays is { } days ? WorkCalendar.China.Due(on, new Period(days)).On : throw Invalid.At("/replyBy", BenefitErrors.ReplyByNeeded));
            return await desk.Put(row with
            {
                State = "referred",
                Department = command.Department,
                DepartmentName = command.DepartmentName,
                ReferredOn = on,
                ReplyBy = by,
                ReplyOverdue = false,
                RepliedOn = null,
                Reply = null
            }, cancellationToken);
        }
    }

    internal static void Map(IEndpointRouteBuilder benefits) => benefits
        .MapPost("/{id:guid}/referral", Refer)
        .WithName("ReferBenefitCase")
        .WithSummary("Refer a benefit to a department, with a day to reply by")
        .RequireScope(WelfareScopes.Write, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, Problems.NotOwner, BenefitErrors.Transition);

    private static async Task<Reply<BenefitView>> Refer(Guid id, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { Id = id, Version = match.Version }, ct));
}
