using System.Text.Json;
using HeroApi.Exchange.Imports.Tables;
using HeroApi.Files.Contracts;

namespace HeroApi.Exchange.Imports;

/// <summary>Takes in a table that was uploaded before: a job reads it through, then makes a record of each row that has none yet. Who sends it again, or corrected, changes nothing that is there.</summary>
internal static class StartImport
{
    private const int MostMappings = 100;

    internal sealed record Command : ICommand<ImportView>
    {
        /// <summary>The record type; today hero.</summary>
        public required string Type { get; init; }

        /// <summary>The uploaded table: a file of yours.</summary>
        public required Guid FileId { get; init; }

        /// <summary>csv or xlsx; told from the file when absent.</summary>
        public string? Format { get; init; }

        /// <summary>utf-8 or gb18030, of a CSV; found out when absent.</summary>
        public string? Encoding { get; init; }

        /// <summary>What columns mean whose names are not those of the template; at most 100.</summary>
        public IReadOnlyList<ColumnMapping> Mapping { get; init; } = [];

        /// <summary>The system whose ids the column externalId holds; it must be granted to the caller.</summary>
        public string? ExternalSystem { get; init; }

        /// <summary>Check every row and write nothing but the report.</summary>
        public bool ValidateOnly { get; init; }

        internal static Command Example => new() { Type = "hero", FileId = ImportView.Example.FileId, Mapping = [new ColumnMapping { Header = "英模姓名", Member = "name" }] };
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Type).NotEmpty().MaximumLength(40);
            RuleFor(c => c.Format).OneOf(ImportView.Formats);
            RuleFor(c => c.Encoding).OneOf(CsvRows.Encodings);
            RuleFor(c => c.Mapping.Count).LessThanOrEqualTo(MostMappings).OverridePropertyName(nameof(Command.Mapping));
            RuleForEach(c => c.Mapping).NotNull().ChildRules(column =>
            {
                column.RuleFor(m => m.Header).NotEmpty().MaximumLength(200);
                column.RuleFor(m => m.Member).NotEmpty().MaximumLength(40);
            });
            RuleFor(c => c.ExternalSystem).MaximumLength(40);
        }
    }

    internal sealed class Handler(Db db, Call call, IMediator mediator, IEnumerable<IImport> types, Jobs jobs, Audit audit, AfterCommit after, Wake wake, TimeProvider clock)
        : IRequestHandler<Command, ImportView>
    {
        public async Task<ImportView> Handle(Command command, CancellationToken cancellationToken)
        {
            var (ct, now, caller) = (cancellationToken, clock.GetUtcNow(), call.Caller);
            var type = ImportTypes.Of(types, command.Type, "/type");
            caller.Need(type.Scope);
            var org = caller.NeedOrg();
            if (command.ExternalSystem is { } system)
                caller.NeedSystem(system);
            for (var index = 0; index < command.Mapping.Count; index++)
                if (type.Columns.All(column => column.Member != command.Mapping[index].Member))
                    throw Invalid.At($"/mapping/{index}/member", ValueProblems.NotAllowed, new { allowed = type.Columns.Select(column => column.Member) });

            var file = await mediator.Send(new FindFile(command.FileId), ct) ?? throw Invalid.At("/fileId", ValueProblems.UnknownFile);
            var format = file.MediaType == "text/csv" ? "csv" : file.MediaType.EndsWith(".sheet", StringComparison.Ordinal) ? "xlsx" : null;
            if (format is null || (command.Format ?? format) != format)
                throw Invalid.At("/fileId", ImportErrors.FormatDiffers);

            var id = Guid.CreateVersion7(now);
            var jobId = await jobs.Start(ImportJob.Name, new ImportJob.Input(id), ct);
            await db.Execute(
                """
                INSERT INTO exchange_import (id, job_id, org_id, principal, created_at, record_type, file_id, format, encoding, mapping, external_system, validate_only,
                                             phase, unknown_columns)
                VALUES (@id, @jobId, @org, @KeyId, @now, @Type, @FileId, @format, @Encoding, @mapping, @ExternalSystem, @ValidateOnly, 'reading', '[]')
                """,
                new
                {
                    id,
                    jobId,
                    org,
                    caller.KeyId,
                    now,
                    type.Type,
                    command.FileId,
                    format,
                    command.Encoding,
                    mapping = JsonSerializer.Serialize(command.Mapping, Json.Stored),
                    command.ExternalSystem,
                    command.ValidateOnly
                }, ct);
            audit.About("import", id);
            after.Do(wake.Up);
            return (await Import.Find(db, caller, id, ct)).View;
        }
    }

    internal static void Map(IEndpointRouteBuilder imports) => imports
        .MapPost("", Start)
        .WithName("StartImport")
        .WithSummary("Take in an uploaded table; needs the scope by which such records are written too, for heroes heroes:write")
        .RequireScope(Import.Scope, Problems.OrganisationRequired, Problems.SystemNotGranted);

    private static async Task<AcceptedReply<ImportView>> Start(Command body, IMediator mediator, CancellationToken ct)
    {
        var started = await mediator.Send(body, ct);
        return Answers.Accepted($"/api/v1/imports/{started.Id}", started);
    }
}
