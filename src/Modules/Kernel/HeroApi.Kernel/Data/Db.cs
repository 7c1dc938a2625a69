using System.Data.Common;
using Dapper;
using HeroApi.Kernel.Messages;

namespace HeroApi.Kernel.Data;

/// <summary>
/// The one way to the database: inside a command its transaction, otherwise a connection for reading. Texts may say
/// <c>SCOPE(alias)</c>, which becomes the caller's visibility, <c>UNSCOPED('reason')</c>, a named exemption, or
/// <c>SEARCH(alias, @terms)</c>, which becomes the engine's look into the index of search terms.
/// </summary>
public sealed class Db(IEngine engine, Call call) : IAsyncDisposable
{
    private Session? session;
    private ReadLease? lease;

    /// <summary>True inside a command's transaction.</summary>
    public bool InCommand => session is not null;

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? parameters, CancellationToken ct) =>
        (await (await Connection(ct)).QueryAsync<T>(Define(sql, parameters, ct))).AsList();

    public async Task<T?> SingleOrDefault<T>(string sql, object? parameters, CancellationToken ct) =>
        await (await Connection(ct)).QueryFirstOrDefaultAsync<T>(Define(sql, parameters, ct));

    public async Task<T> Single<T>(string sql, object? parameters, CancellationToken ct) =>
        await (await Connection(ct)).QuerySingleAsync<T>(Define(sql, parameters, ct));

    /// <summary>How many rows the statement touched.</summary>
    public async Task<int> Execute(string sql, object? parameters, CancellationToken ct) =>
        await (await Connection(ct)).ExecuteAsync(Define(sql, parameters, ct));

    /// <summary>Several statements in as few round trips as the engine allows; how many rows they touched together.</summary>
    public async Task<int> ExecuteAll(IReadOnlyList<Statement> statements, CancellationToken ct) =>
        await engine.ExecuteAll(await Connection(ct), statements, ct);

    public ValueTask DisposeAsync() => GiveBack();

    /// <summary>
    /// Gives the connection for reading back: who waits for a second one, or for a slow network, while holding a first can
    /// block a whole pool.
    /// </summary>
    public async ValueTask GiveBack()
    {
        if (lease is { } borrowed)
            await borrowed.DisposeAsync();
        lease = null;
    }

    internal void Enter(Session open) => session = open;

    internal void Leave() => session = null;

    private async ValueTask<DbConnection> Connection(CancellationToken ct)
    {
        if (session is not null)
            return session.Connection;

        lease ??= await engine.Read(ct);
        return lease.Value.Connection;
    }

    private CommandDefinition Define(string sql, object? parameters, CancellationToken ct)
    {
        sql = engine.Search.Expand(sql);
        if (!sql.Contains("SCOPE", StringComparison.Ordinal))
            return new CommandDefinition(sql, parameters, cancellationToken: ct);

        var scoped = parameters as DynamicParameters ?? new DynamicParameters(parameters);
        if (call.Caller.OrgId is { } org)
            scoped.Add("callerOrg", org);
        return new CommandDefinition(ScopeSql.Expand(sql, call.Caller), scoped, cancellationToken: ct);
    }
}
