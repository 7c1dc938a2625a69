using System.Text.Json;

namespace HeroApi.Cases.Material;

/// <summary>The row of a request for material.</summary>
internal sealed record MaterialRow
{
    internal const string Columns = "id, case_id, requested_on, answer_by, note, items, answered_on";

    public required Guid Id { get; init; }
    public required Guid CaseId { get; init; }
    public required DateOnly RequestedOn { get; init; }
    public required DateOnly AnswerBy { get; init; }
    public string? Note { get; init; }

    /// <summary>What was asked for, as a JSON array of <see cref="MaterialItem"/>.</summary>
    public required string Items { get; init; }

    public DateOnly? AnsweredOn { get; init; }

    internal IReadOnlyList<MaterialItem> Asked => JsonSerializer.Deserialize<IReadOnlyList<MaterialItem>>(Items, Json.Stored)!;

    internal MaterialView View => new() { Id = Id, RequestedOn = RequestedOn, AnswerBy = AnswerBy, Note = Note, Items = Asked, AnsweredOn = AnsweredOn };
}

/// <summary>One thing that a filing lacks, and what has come of it.</summary>
internal sealed record MaterialItem
{
    /// <summary>Its number within the request, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>What is missing.</summary>
    public required string What { get; init; }

    /// <summary>The day it came; absent while it is awaited.</summary>
    public DateOnly? CameOn { get; init; }

    public string? Note { get; init; }

    /// <summary>The files that came; they have the rights of the case.</summary>
    public IReadOnlyList<Guid> FileIds { get; init; } = [];
}

/// <summary>A request for what a filing lacks, and how far it has been answered.</summary>
internal sealed record MaterialView
{
    public required Guid Id { get; init; }
    public required DateOnly RequestedOn { get; init; }

    /// <summary>The last day for the answer, inclusive, as the authority set it; after it the filing may lapse.</summary>
    public required DateOnly AnswerBy { get; init; }

    public string? Note { get; init; }
    public required IReadOnlyList<MaterialItem> Items { get; init; }

    /// <summary>The day on which all of it had come, or the procedure went on without the rest; absent while it is awaited.</summary>
    public DateOnly? AnsweredOn { get; init; }

    internal static MaterialView Example => new()
    {
        Id = Guid.Parse("01980d2c-5a00-7000-8000-00000000000f"),
        RequestedOn = new DateOnly(2026, 5, 12),
        AnswerBy = new DateOnly(2026, 5, 27),
        Items =
        [
            new MaterialItem { Number = 1, What = "行为人身份证明", CameOn = new DateOnly(2026, 5, 18) },
            new MaterialItem { Number = 2, What = "见证人证言" }
        ],
        AnsweredOn = null
    };
}
