using MediatR;

namespace HeroApi.Recognition.Contracts;

/// <summary>What another module may know of hero files, also of those that have gone into another one. Nobody's scope is asked: whoever asks decides who may see it.</summary>
public sealed record FindHeroes(IReadOnlyCollection<Guid> HeroIds) : IRequest<IReadOnlyDictionary<Guid, HeroFacts>>;

/// <summary>The confirmed act of a person by its case, under any of the person's files; null when there is none. Nobody's scope is asked: whoever asks decides who may see it.</summary>
public sealed record FindDeed(IReadOnlyCollection<Guid> HeroIds, Guid CaseId) : IRequest<DeedFacts?>;

/// <summary>Where and when an act was.</summary>
public sealed record DeedFacts
{
    /// <summary>GB/T 2260.</summary>
    public required string RegionCode { get; init; }

    /// <summary>A date, a year and month, or a year.</summary>
    public required string ActedOn { get; init; }
}

/// <summary>A hero file as far as caring for the person hangs on it.</summary>
public sealed record HeroFacts
{
    public required Guid Id { get; init; }

    /// <summary>The file that this one is in today: itself, unless it was merged.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>Whether the file was deleted as opened by mistake.</summary>
    public required bool Gone { get; init; }

    public required string Name { get; init; }
    public required string FileNumber { get; init; }
    public required Guid KeeperOrgId { get; init; }

    /// <summary>Who sees the file beside the keeper, such as the body at the place of the act.</summary>
    public required IReadOnlyList<Guid> HomeOrgIds { get; init; }

    public required string Protection { get; init; }

    /// <summary>GB/T 2260.</summary>
    public string? HouseholdRegion { get; init; }

    /// <summary>GB/T 2260.</summary>
    public string? LivingRegion { get; init; }

    /// <summary>The first day on the register, in China.</summary>
    public required DateOnly RegisteredFrom { get; init; }

    /// <summary>A date, a year and month, or a year.</summary>
    public string? DiedOn { get; init; }

    /// <summary>Of the vocabulary contact_state.</summary>
    public required string ContactState { get; init; }

    /// <summary>The worst grade of disability, 1 to 10; 1 is the worst.</summary>
    public int? Grade { get; init; }

    /// <summary>Of the vocabulary hardship_kind.</summary>
    public string? Hardship { get; init; }

    /// <summary>Whether an act stands confirmed, or the file was opened from old papers.</summary>
    public required bool Entitled { get; init; }

    /// <summary>How many acts stand confirmed.</summary>
    public int Acts { get; init; }

    /// <summary>Whether the person died in one of them.</summary>
    public bool DiedInAct { get; init; }

    /// <summary>Whether a plaque 见义勇为光荣之家 hangs at the door of the household.</summary>
    public bool HasPlaque { get; init; }

    /// <summary>Where the confirmed acts happened: GB/T 2260.</summary>
    public required IReadOnlyList<string> ActRegions { get; init; }
}

/// <summary>Those of the figures that are published and known here; what is not known is not among the answer, and never guessed.</summary>
public sealed record FindPublishedFigures(IReadOnlyCollection<AskedFigure> Asked) : IRequest<IReadOnlyList<PublishedFigure>>;

/// <summary>A figure of one year.</summary>
/// <param name="Index">Of the vocabulary published_index.</param>
/// <param name="Region">GB/T 2260, 6 digits; 000000 is the nation.</param>
/// <param name="Year">The year that it is of.</param>
public sealed record AskedFigure(string Index, string Region, int Year);

/// <summary>A figure that is known.</summary>
/// <param name="Index">Of the vocabulary published_index.</param>
/// <param name="Region">GB/T 2260, 6 digits; 000000 is the nation.</param>
/// <param name="Year">The year that it is of.</param>
/// <param name="AmountFen">In fen: per head and year, or per month of a wage or pay.</param>
/// <param name="Source">Who published it, and where.</param>
public sealed record PublishedFigure(string Index, string Region, int Year, long AmountFen, string Source);

/// <summary>Those of the hero files whose person has agreed to a purpose, as it counts on a day. Of a file that has gone into another one ask for that one.</summary>
/// <param name="Purpose">Of the vocabulary consent_purpose.</param>
public sealed record FindConsenting(IReadOnlyCollection<Guid> HeroIds, string Purpose, DateOnly On) : IRequest<IReadOnlySet<Guid>>;

/// <summary>Those of the hero files that were on the register on a day, to its end: registered by then, and neither dead nor abroad.</summary>
public sealed record FindOnRegister(IReadOnlyCollection<Guid> HeroIds, DateOnly On) : IRequest<IReadOnlySet<Guid>>;

/// <summary>Names and identity documents in clear, many at once. Whoever asks keeps them encrypted, and notes who reads them before he shows them.</summary>
public sealed record FindHeroPapers(IReadOnlyCollection<Guid> HeroIds) : IRequest<IReadOnlyDictionary<Guid, HeroPaper>>;

/// <summary>What tells an insurer who somebody is.</summary>
/// <param name="DocumentType">Of the vocabulary document_type.</param>
/// <param name="DocumentNumber">In clear.</param>
public sealed record HeroPaper(string Name, string? DocumentType, string? DocumentNumber);
