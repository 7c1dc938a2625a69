using System.Text.Json.Serialization;
using HeroApi.Welfare.Fund.Books;

namespace HeroApi.Welfare.Fund.Limits;

/// <summary>Sets what an organisation's payments are bounded by: by an organisation above it or by the installation, never by itself, since its own approvers are who is bounded.</summary>
internal static class SetFundLimits
{
    /// <param name="MostFen">The most that a single payment may be, in fen; absent for no bound.</param>
    /// <param name="AloneFen">The most that one approver lets go alone, in fen; absent for no bound.</param>
    internal sealed record Command([property: JsonIgnore] Guid OrgId, [property: JsonIgnore] long Version, long? MostFen, long? AloneFen) : ICommand<FundLimitView>
    {
        internal static Command Example => new(Guid.Empty, 0, FundLimitView.Example.MostFen, FundLimitView.Example.AloneFen);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.MostFen).InclusiveBetween(1, FundCodes.MostFen);
            RuleFor(c => c.AloneFen).InclusiveBetween(0, FundCodes.MostFen);
        }
    }

    internal sealed class Handler(Db db, FundLimits limits, FundBook book, Call call, Audit audit, TimeProvider clock) : IRequestHandler<Command, FundLimitView>
    {
        public async Task<FundLimitView> Handle(Command command, CancellationToken cancellationToken)
        {
            var ct = cancellationToken;
            await book.Whose(command.OrgId, ct);
            if (call.Caller.OrgId == command.OrgId)
                throw new Refusal(FundErrors.OwnLimit);

            var row = new { command.OrgId, command.Version, command.MostFen, command.AloneFen, by = call.Caller.KeyId, now = clock.GetUtcNow() };
            var written = command.Version == 0
                ? await db.Execute(
                    """
                    INSERT INTO welfare_fund_limit (org_id, version, most_fen, alone_fen, set_by, updated_at) VALUES (@OrgId, 1, @MostFen, @AloneFen, @by, @now)
                    ON CONFLICT (org_id) DO NOTHING
                    """, row, ct)
                : await db.Execute(
                    "UPDATE welfare_fund_limit SET version = version + 1, most_fen = @MostFen, alone_fen = @AloneFen, set_by = @by, updated_at = @now WHERE org_id = @OrgId AND version = @Version", row, ct);
            var view = await limits.Of(command.OrgId, ct);
            if (written == 0)
                throw Stale.At(view.Version);
            audit.About("fund_limit", command.OrgId, view.Version);
            return view;
        }
    }

    internal static void Map(IEndpointRouteBuilder limits) => limits
        .MapPut("/{orgId:guid}", Set)
        .WithName("SetFundLimits")
        .WithSummary("Set what an organisation's payments are bounded by")
        .RequireScope(WelfareScopes.FundApprove, Problems.NotFound, Problems.VersionStale, Problems.PreconditionRequired, FundErrors.OwnLimit);

    private static async Task<Reply<FundLimitView>> Set(Guid orgId, IfMatch match, Command body, IMediator mediator, CancellationToken ct) =>
        Answers.Ok(await mediator.Send(body with { OrgId = orgId, Version = match.Version }, ct));
}
