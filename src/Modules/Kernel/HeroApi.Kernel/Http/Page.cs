using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;

namespace HeroApi.Kernel.Http;

/// <summary>One page of a list.</summary>
public sealed record Page<T>
{
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>Send it as <c>cursor</c> for the next page; absent on the last one.</summary>
    public string? NextCursor { get; init; }

    /// <summary>How many records match, when asked for with <c>count=exact</c> or <c>count=estimate</c>.</summary>
    public long? Count { get; init; }

    /// <summary>True when counting stopped at 10,000 and there are at least so many.</summary>
    public bool? CountIsLowerBound { get; init; }

    /// <summary>The same page of what each row becomes.</summary>
    public Page<TOther> Select<TOther>(Func<T, TOther> become) => With([.. Items.Select(become)]);

    /// <summary>The same page of what its rows have become together.</summary>
    public Page<TOther> With<TOther>(IReadOnlyList<TOther> items) => new() { Items = items, NextCursor = NextCursor, Count = Count, CountIsLowerBound = CountIsLowerBound };
}

/// <summary>A row of a list: its id, and the value it was sorted by.</summary>
public abstract record Listed
{
    [JsonPropertyOrder(-1)]
    public required Guid Id { get; init; }

    /// <summary>Filled by the list itself, never part of an answer.</summary>
    [JsonIgnore]
    public object? SortKey { get; init; }
}

/// <summary>Keyset pages: no offset, so page 1,000 costs what page 1 costs and nothing is skipped while data changes.</summary>
public sealed class Pages(Db db, Call call, KeyRing keys)
{
    public const int DefaultLimit = 50;
    public const int MostLimit = 500;
    private const int CountLimit = 10_000;

    /// <param name="asked">What the caller asked for.</param>
    /// <param name="columns">The column list, without SELECT.</param>
    /// <param name="from">FROM and WHERE with at least the scope predicate; filters are appended to it.</param>
    public async Task<Page<T>> Read<T>(ListQuery asked, string columns, string from, CancellationToken ct) where T : Listed
    {
        var (parameters, sort) = (asked.Parameters, asked.Sort);
        var total = asked.Count ? await Count(from + asked.Where, parameters, ct) : (long?)null;

        if (asked.Cursor is not null)
        {
            var (key, id) = Open(asked);
            parameters.Add("afterId", id);
            if (!sort.IsId)
                parameters.Add("afterKey", key);
        }

        parameters.Add("take", asked.Limit + 1);
        var rows = await db.Query<T>(Statement(asked, columns, from), parameters, ct);

        var more = rows.Count > asked.Limit;
        return new Page<T>
        {
            Items = more ? [.. rows.Take(asked.Limit)] : rows,
            NextCursor = more ? Close(asked, rows[asked.Limit - 1]) : null,
            Count = total is null ? null : Math.Min(total.Value, CountLimit),
            CountIsLowerBound = total is null ? null : total > CountLimit
        };
    }

    /// <summary>The statement of a page, so that a test can have its plan read.</summary>
    internal static string Statement(ListQuery asked, string columns, string from)
    {
        var (sort, order, past) = (asked.Sort, asked.Descending ? "DESC" : "ASC", asked.Descending ? '<' : '>');
        var keyset = asked.Cursor is null ? "" : sort.IsId ? $"\nAND {sort.Column} {past} @afterId" : $"\nAND ({sort.Column}, {asked.Id}) {past} (@afterKey, @afterId)";
        return $"SELECT {columns}{(sort.IsId ? "" : $", {sort.Column} AS sort_key")}\n{from}{asked.Where}{keyset}\n"
            + $"ORDER BY {sort.Column} {order}{(sort.IsId ? "" : $", {asked.Id} {order}")}\nLIMIT @take";
    }

    private Task<long> Count(string where, DynamicParameters parameters, CancellationToken ct)
    {
        parameters.Add("countLimit", CountLimit + 1);
        return db.Single<long>($"SELECT COUNT(*) FROM (SELECT 1 {where}\nLIMIT @countLimit) AS kernel_counted", parameters, ct);
    }

    private string Close(ListQuery asked, Listed last)
    {
        var key = last.SortKey switch
        {
            DateTime at => Instants.Format(new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc))),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            null => null,
            var other => Convert.ToString(other, CultureInfo.InvariantCulture)
        };
        return keys.Token(JsonSerializer.SerializeToUtf8Bytes(new Mark(Print(asked), last.Id, key), Json.Stored));
    }

    private (object? Key, Guid Id) Open(ListQuery asked)
    {
        Mark? mark = null;
        if (keys.OpenToken(asked.Cursor!) is { } plain)
        {
            try
            {
                mark = JsonSerializer.Deserialize<Mark>(plain, Json.Stored);
            }
            catch (JsonException)
            {
                // A sync token in the place of a cursor opens, but says something else.
            }
        }

        if (mark is null || mark.Print != Print(asked))
            throw new Refusal(Problems.CursorInvalid);

        object? key = asked.Sort.Kind switch
        {
            SortKind.Instant => DateTimeOffset.Parse(mark.Key!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            SortKind.Date => DateOnly.Parse(mark.Key!, CultureInfo.InvariantCulture),
            SortKind.Number => long.Parse(mark.Key!, CultureInfo.InvariantCulture),
            _ => mark.Key
        };
        return (key, mark.Id);
    }

    /// <summary>A cursor goes on only the list it came from: same filters, sort, caller and scopes.</summary>
    private string Print(ListQuery asked) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"v1|{asked.Fingerprint}|{call.Caller.KeyId}|{call.Caller.OrgId}|{string.Join(' ', call.Caller.Scopes.Order(StringComparer.Ordinal))}")).AsSpan(0, 12));

    private sealed record Mark(string Print, Guid Id, string? Key);
}
