using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;

namespace HeroApi.Kernel.Events;

/// <summary>What a reader asks of the feed.</summary>
/// <param name="Mine">Only what the caller's own organisation owns, and at first only open work and the last 90 days of it.</param>
public sealed record FeedRequest(IReadOnlyList<string>? Types, Guid? Org, bool Mine, int Limit, string? Token, bool FromNow, bool WithBody);

/// <summary>One item of the feed. Apply it when its version is greater than the one you hold.</summary>
public sealed record FeedItem
{
    /// <summary>The position of the change; during the first full copy, the position from which the tail goes on.</summary>
    public required long Pos { get; init; }

    public required string Type { get; init; }
    public required Guid Id { get; init; }
    public required long Version { get; init; }

    /// <summary><c>upsert</c> or <c>removed</c>.</summary>
    public required string Op { get; init; }

    /// <summary>Of a removed record: deleted, erased, merged or out_of_scope.</summary>
    public string? Reason { get; init; }

    /// <summary>Where a merged record went.</summary>
    public Guid? MergedInto { get; init; }

    /// <summary>The record as it is now, as GET by id would answer it.</summary>
    public object? Body { get; init; }

    /// <summary>True on the last item of one command; a page never splits a command.</summary>
    public required bool TxEnd { get; init; }
}

/// <summary>A page of the change feed.</summary>
public sealed record FeedPage
{
    public required IReadOnlyList<FeedItem> Items { get; init; }

    /// <summary>The token to send next; always present, valid for at least 180 days.</summary>
    public required string Token { get; init; }

    /// <summary>The position up to which this page has read.</summary>
    public required long Pos { get; init; }

    /// <summary>False when there is more to fetch at once.</summary>
    public required bool UpToDate { get; init; }

    /// <summary>Age in seconds of the oldest committed change that has no position yet.</summary>
    public required double LagSeconds { get; init; }

    public required DateTimeOffset ServerTime { get; init; }
}

/// <summary>
/// Reads the feed for one caller: first a full copy, then every change after it. Never skips, never reorders within a
/// record, may repeat (contract.md §3.9).
/// </summary>
public sealed class Feed(Db db, Call call, IEngine engine, KeyRing keys, Records records, IEnumerable<IRecordSource> sources, TimeProvider clock)
{
    /// <summary>How far back the copy of <c>scope=mine</c> goes for what is settled.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(90);

    private const int MostRows = 20_000;
    private const int Chunk = 2_000;
    private const string Restart = "/api/v1/exchange/changes";

    public async Task<FeedPage> Read(FeedRequest request, CancellationToken ct)
    {
        var token = request.Token is null ? null : Open(request.Token);
        // Before the types: whoever lost a scope is told that his view has changed, not that he may not look.
        if (token is not null && token.Print != Fingerprint())
            throw new Refusal(Problems.ScopeChanged, new { restart = Restart });
        if (token is not null)
            MustAgree(request, token);
        var types = Types(token?.Types ?? request.Types);
        if (await Waiting(ct) is not null)
            await engine.Publish(ct);

        var head = await Newest(ct);
        token ??= new Token
        {
            Pos = head.Pos,
            Mark = head.Mark,
            Types = types,
            Org = request.Mine ? call.Caller.NeedOrg() : request.Org,
            Mine = request.Mine,
            Print = Fingerprint(),
            Copying = request.FromNow ? null : types[0]
        };
        if (request.Token is null && request.FromNow)
            return await Page([], token, upToDate: true, ct);

        await Check(token, head, ct);
        return token.Copying is null ? await Tail(token, request, ct) : await Copy(token, request, ct);
    }

    /// <summary>The first full copy: type by type, in id order.</summary>
    private async Task<FeedPage> Copy(Token token, FeedRequest request, CancellationToken ct)
    {
        await Own(ct);
        var source = sources.Single(known => known.Type == token.Copying);
        records.Lately = token.Mine ? new Lately(token.Org!.Value, clock.GetUtcNow() - Recent) : null;
        var states = await source.Snapshot(token.After, request.Limit, ct);
        var subtree = token.Org is { } only ? await Reach(only, token, ct) : null;
        var items = states
            .Where(state => subtree is null || subtree.Contains(state.OwnerOrgId))
            .Select(state => Upsert(token.Pos, source.Type, state, request.WithBody) with { TxEnd = true })
            .ToList();

        var next = states.Count == request.Limit
            ? token with { After = states[^1].Id }
            : token with { After = null, Copying = token.Types.SkipWhile(type => type != token.Copying).Skip(1).FirstOrDefault() };
        // A type of which there is nothing is no page: on a bad line each costs its reader a round trip.
        return items.Count == 0 && next is { After: null, Copying: not null } ? await Copy(next, request, ct) : await Page(items, next, upToDate: false, ct);
    }

    private async Task<FeedPage> Tail(Token token, FeedRequest request, CancellationToken ct)
    {
        var (subtree, only) = (new HashSet<Guid>(), default(Filter));
        var concerning = new Dictionary<Guid, Row>();
        var (read, last, full, reachedEnd) = (0, default(Row), false, false);
        while (!full && !reachedEnd)
        {
            var rows = await Rows(last?.Pos ?? token.Pos, ct);
            // The tree is read after the rows: what it has become since then, later rows will tell.
            (subtree, only) = (await Own(ct), token.Org is { } org ? new Filter(org, await Reach(org, token, ct)) : null);
            foreach (var row in rows)
            {
                // A page ends only between two commands.
                full = (concerning.Count >= request.Limit || read >= MostRows) && row.CommandId != last?.CommandId;
                if (full)
                    break;

                (read, last) = (read + 1, row);
                if (token.Types.Contains(row.Type) && Concerns(row, subtree, only))
                    concerning[row.RecordId] = row;
            }

            reachedEnd = !full && rows.Count < Chunk;
        }

        var items = await Items([.. concerning.Values.OrderBy(row => row.Pos)], subtree, only, request.WithBody, ct);
        return await Page(items, last is null ? token : token with { Pos = last.Pos, Mark = last.Mark }, upToDate: reachedEnd, ct);
    }

    private async Task<List<FeedItem>> Items(List<Row> rows, HashSet<Guid> subtree, Filter? only, bool withBody, CancellationToken ct)
    {
        var now = new Dictionary<Guid, RecordState>();
        foreach (var group in rows.GroupBy(row => row.Type))
            foreach (var ids in group.Select(row => row.RecordId).Chunk(500))
                foreach (var state in await sources.Single(source => source.Type == group.Key).Read(ids, ct))
                    if (only?.Takes(state.OwnerOrgId) ?? true)
                        now[state.Id] = state;

        var gone = await LastOps([.. rows.Select(row => row.RecordId).Where(id => !now.ContainsKey(id))], ct);
        var items = new List<FeedItem>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var item = now.TryGetValue(row.RecordId, out var state) ? Upsert(row.Pos, row.Type, state, withBody) : Removed(row, gone, subtree, only);
            if (item is not null)
                items.Add(item with { TxEnd = i == rows.Count - 1 || rows[i + 1].CommandId != row.CommandId });
        }

        return items;
    }

    private static FeedItem Upsert(long pos, string type, RecordState state, bool withBody) => new()
    {
        Pos = pos,
        Type = type,
        Id = state.Id,
        Version = state.Version,
        Op = "upsert",
        Body = withBody ? state.Body : null,
        TxEnd = true
    };

    /// <summary>For those who saw the record before the change; who never saw it is told nothing.</summary>
    private FeedItem? Removed(Row row, Dictionary<Guid, Row> gone, HashSet<Guid> subtree, Filter? only)
    {
        var end = gone.GetValueOrDefault(row.RecordId);
        var knowsWhy = end is { Op: not "upsert" } && Concerns(end, subtree, only);
        return new FeedItem
        {
            Pos = row.Pos,
            Type = row.Type,
            Id = row.RecordId,
            Version = row.Version,
            Op = "removed",
            Reason = knowsWhy ? end!.Op : "out_of_scope",
            MergedInto = knowsWhy ? end!.MergedInto : null,
            TxEnd = true
        };
    }

    private bool Concerns(Row row, HashSet<Guid> subtree, Filter? only)
    {
        return Sees(row.Before) || Sees(row.After);

        bool Sees(Visibility? seen) => seen is not null && seen.SeenBy(call.Caller, subtree) && (only?.Takes(seen) ?? true);
    }

    /// <summary>Of all types: with a filter here, a reader of a rare type would scan without end in search of one page.</summary>
    private Task<IReadOnlyList<Row>> Rows(long after, CancellationToken ct) => db.Query<Row>(
        """
        SELECT pos, mark, command_id, type, record_id, version, op, merged_into, seen_before, seen_after
        FROM   kernel_feed
        WHERE  pos > @after
        ORDER  BY pos
        LIMIT  @Chunk
        """, new { after, Chunk }, ct);

    private async Task<Dictionary<Guid, Row>> LastOps(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var last = new Dictionary<Guid, Row>();
        foreach (var chunk in ids.Chunk(500))
        {
            var parameters = new DynamicParameters();
            foreach (var row in await db.Query<Row>(
                $"""
                SELECT f.pos, f.mark, f.command_id, f.type, f.record_id, f.version, f.op, f.merged_into, f.seen_before, f.seen_after
                FROM   kernel_feed f
                WHERE  f.record_id IN {parameters.In("id", chunk)}
                AND    f.pos = (SELECT MAX(l.pos) FROM kernel_feed l WHERE l.record_id = f.record_id)
                """, parameters, ct))
                last[row.RecordId] = row;
        }

        return last;
    }

    private async Task<FeedPage> Page(IReadOnlyList<FeedItem> items, Token next, bool upToDate, CancellationToken ct)
    {
        // Read after the bodies, which show their records as they are by now, perhaps later than the position of the page.
        var newest = await Newest(ct);
        next = next with { SeenPos = newest.Pos, SeenMark = newest.Mark };
        var oldest = await Waiting(ct);
        return new FeedPage
        {
            Items = items,
            Token = keys.Token(JsonSerializer.SerializeToUtf8Bytes(next, Json.Stored)),
            Pos = next.Pos,
            UpToDate = upToDate && oldest is null,
            LagSeconds = oldest is { } at ? Math.Max(0, Math.Round((clock.GetUtcNow() - at).TotalSeconds, 3)) : 0,
            ServerTime = clock.GetUtcNow()
        };
    }

    private Token Open(string text)
    {
        var plain = keys.OpenToken(text) ?? throw new Refusal(Problems.TokenInvalid);
        try
        {
            return JsonSerializer.Deserialize<Token>(plain, Json.Stored)!;
        }
        catch (JsonException exception)
        {
            throw new Refusal(Problems.TokenInvalid, cause: exception);
        }
    }

    /// <summary>A token says what it is for; asked for something else, it would answer as if it had been that.</summary>
    private static void MustAgree(FeedRequest request, Token token)
    {
        (string Parameter, bool Agrees)[] asked =
        [
            ("types", request.Types is null || request.Types.ToHashSet().SetEquals(token.Types)),
            ("org", request.Org is null || (!token.Mine && request.Org == token.Org)),
            ("scope", !request.Mine || token.Mine),
            ("start", !request.FromNow)
        ];
        if (asked.Where(one => !one.Agrees).Select(one => new InputError($"/query/{one.Parameter}", Problems.TokenDiffers.Code, Problems.TokenDiffers.Text())).ToArray() is { Length: > 0 } differing)
            throw new Invalid(differing);
    }

    /// <summary>A token goes on exactly, or it is refused: a reader is never silently moved past rows.</summary>
    private async Task Check(Token token, Head head, CancellationToken ct)
    {
        if (head.FloorPos > 0 && token.Pos <= head.FloorPos)
            throw new Refusal(Problems.TokenExpired, new { restart = Restart });
        if (!await Stands(token.Pos, token.Mark, ct) || !await Stands(token.SeenPos, token.SeenMark, ct))
            throw new Refusal(Problems.EpochChanged, new { restart = Restart });
    }

    private IReadOnlyList<string> Types(IReadOnlyList<string>? asked)
    {
        var known = sources.OrderBy(source => source.Type, StringComparer.Ordinal).ToList();
        if (asked is null)
            return known.Where(source => call.Caller.May(source.Scope)).Select(source => source.Type).ToList() is { Count: > 0 } all
                ? all
                : throw new Refusal(Problems.Forbidden, new { scope = known.Select(source => source.Scope).Distinct() });

        foreach (var type in asked)
            call.Caller.Need((known.Find(source => source.Type == type)
                ?? throw Invalid.At("/query/types", Problems.ParameterInvalid, new { allowed = known.Select(source => source.Type) })).Scope);
        return asked;
    }

    /// <summary>The caller's organisation and scopes, not its place in the tree: a moved organisation does not start again.</summary>
    private string Fingerprint() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{call.Caller.OrgId}|{string.Join(' ', call.Caller.Scopes.Order(StringComparer.Ordinal))}")).AsSpan(0, 8));

    /// <summary>Whether the row that a token was shown is still the one at its position.</summary>
    private async Task<bool> Stands(long pos, long mark, CancellationToken ct) =>
        pos == 0 || await db.SingleOrDefault<long?>("SELECT mark FROM kernel_feed WHERE pos = @pos", new { pos }, ct) == mark;

    private Task<Head> Newest(CancellationToken ct) => db.Single<Head>(
        """
        SELECT h.pos, h.floor_pos, COALESCE(f.mark, 0) AS mark
        FROM   kernel_feed_head h
        LEFT   JOIN kernel_feed f ON f.pos = h.pos
        WHERE  h.id = 1
        """, null, ct);

    private Task<DateTimeOffset?> Waiting(CancellationToken ct) => db.SingleOrDefault<DateTimeOffset?>("SELECT at FROM kernel_change ORDER BY seq LIMIT 1", null, ct);

    /// <summary>
    /// The caller's organisation and all below it as of now. What is remembered of a credential may be seconds old, and a
    /// first organisation below it must not be overlooked: its records would be taken for removed.
    /// </summary>
    private async Task<HashSet<Guid>> Own(CancellationToken ct)
    {
        if (call.Caller.OrgId is not { } own)
            return [];

        var subtree = await Below(own, ct);
        call.Caller = call.Caller with { HasSubtree = subtree.Count > 1 };
        return subtree;
    }

    private async Task<HashSet<Guid>> Below(Guid org, CancellationToken ct) =>
        [.. await db.Query<Guid>("SELECT org_id FROM kernel_org_tree WHERE ancestor_id = @org", new { org }, ct)];

    /// <summary>Whose records a token is narrowed to: mine are my own organisation's alone.</summary>
    private async Task<HashSet<Guid>> Reach(Guid org, Token token, CancellationToken ct) => token.Mine ? [org] : await Below(org, ct);

    /// <summary>Narrows a token to the records of one organisation, and of those below it.</summary>
    private sealed record Filter(Guid Org, HashSet<Guid> Subtree)
    {
        public bool Takes(Guid owner) => Subtree.Contains(owner);

        public bool Takes(Visibility seen) => Takes(seen.Owner) || seen.Above?.Contains(Org) == true;
    }

    private sealed record Token
    {
        public required long Pos { get; init; }
        public required long Mark { get; init; }

        /// <summary>The newest row there was when the page was read: bodies may be of any change up to it.</summary>
        public long SeenPos { get; init; }

        public long SeenMark { get; init; }
        public required IReadOnlyList<string> Types { get; init; }
        public Guid? Org { get; init; }
        public bool Mine { get; init; }
        public required string Print { get; init; }

        /// <summary>The type being copied; null once the copy is whole.</summary>
        public string? Copying { get; init; }

        public Guid? After { get; init; }
    }

    private sealed record Head
    {
        public required long Pos { get; init; }
        public required long Mark { get; init; }
        public required long FloorPos { get; init; }
    }

    private sealed record Row
    {
        public required long Pos { get; init; }
        public required long Mark { get; init; }
        public required Guid CommandId { get; init; }
        public required string Type { get; init; }
        public required Guid RecordId { get; init; }
        public required long Version { get; init; }
        public required string Op { get; init; }
        public Guid? MergedInto { get; init; }
        public string? SeenBefore { get; init; }
        public required string SeenAfter { get; init; }

        public Visibility? Before => SeenBefore is null ? null : Visibility.Parse(SeenBefore);

        public Visibility After => Visibility.Parse(SeenAfter);
    }
}
