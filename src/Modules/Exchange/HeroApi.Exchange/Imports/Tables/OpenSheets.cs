using HeroApi.Files.Contracts;

namespace HeroApi.Exchange.Imports.Tables;

/// <summary>
/// Tables that stay open from one chunk of an import to the next. What is remembered here only saves reading from the beginning: a chunk
/// that finds its table elsewhere than its checkpoint, on another host or after a rollback, opens it anew.
/// </summary>
internal sealed class OpenSheets : IDisposable
{
    private const int Most = 4;
    private readonly Lock sync = new();
    private readonly List<(Guid Import, Sheet Sheet)> open = [];

    internal async Task<Sheet> At(Import import, long position, IMediator mediator, CancellationToken ct)
    {
        if (Pick(import.Id) is { } left)
        {
            if (left.Position == position)
                return left;
            left.Dispose();
        }

        var bytes = await mediator.Send(new FindContent(import.FileId), ct) ?? throw new Unfit(ImportErrors.FileGone);
        try
        {
            var sheet = Sheet.Open(bytes, import.Format, import.Encoding);
            sheet.Skip(position);
            return sheet;
        }
        catch
        {
            await bytes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Leaves a table open for the next chunk; of too many the one left first is closed.</summary>
    internal void Leave(Import import, Sheet sheet)
    {
        lock (sync)
        {
            open.Add((import.Id, sheet));
            if (open.Count <= Most)
                return;
            open[0].Sheet.Dispose();
            open.RemoveAt(0);
        }
    }

    public void Dispose()
    {
        lock (sync)
            foreach (var (_, sheet) in open)
                sheet.Dispose();
    }

    private Sheet? Pick(Guid import)
    {
        lock (sync)
        {
            var index = open.FindIndex(left => left.Import == import);
            if (index < 0)
                return null;
            var sheet = open[index].Sheet;
            open.RemoveAt(index);
            return sheet;
        }
    }
}
