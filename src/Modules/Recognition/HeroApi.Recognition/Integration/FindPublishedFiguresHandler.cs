using HeroApi.Recognition.BonusSchemes;
using HeroApi.Recognition.Contracts;

namespace HeroApi.Recognition.Integration;

/// <summary>Tells other modules of published figures, many at once.</summary>
internal sealed class FindPublishedFiguresHandler(PublishedIndices indices) : IRequestHandler<FindPublishedFigures, IReadOnlyList<PublishedFigure>>
{
    public async Task<IReadOnlyList<PublishedFigure>> Handle(FindPublishedFigures query, CancellationToken cancellationToken) =>
    [
        .. (await indices.Of([.. query.Asked.Select(figure => (figure.Index, figure.Region, figure.Year))], cancellationToken))
            .Select(figure => new PublishedFigure(figure.Index, figure.Region, figure.Year, figure.AmountFen, figure.Source))
    ];
}
