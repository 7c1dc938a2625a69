using System.Collections.Concurrent;
using Dapper;
using HeroApi.Host;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Http;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HeroApi.TestKit;

/// <summary>A real host on a real database, called over real HTTP; its clock stands still until a test moves it.</summary>
public sealed class Api : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly bool ownsDatabase;
    private readonly WebApplication app;
    private readonly HttpClient http;

    private Api(TestDatabase database, bool ownsDatabase, WebApplication app, TestClock clock, string adminSecret)
    {
        (this.database, this.ownsDatabase, this.app, Clock) = (database, ownsDatabase, app, clock);
        Address = new Uri(app.Urls.First());
        http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 }) { BaseAddress = Address };
        Admin = new Client(http, adminSecret);
        Nobody = new Client(http, null);
    }

    public TestClock Clock { get; }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    public TestDatabase Database => database;

    /// <summary>The regions for which an organisation of a kind answers already.</summary>
    internal ConcurrentDictionary<(string Kind, string Region), bool> Answered { get; } = new();

    /// <summary>The administrator of the whole installation.</summary>
    public Client Admin { get; }

    /// <summary>A caller without a credential.</summary>
    public Client Nobody { get; }

    public static async Task<Api> On(Engine engine, IReadOnlyList<Module>? planted = null, params string[] settings) =>
        await On(await TestDatabase.On(engine), planted, ownsDatabase: true, settings: settings);

    /// <summary>A host on a database that already exists: a restart, or a second host.</summary>
    public static async Task<Api> On(TestDatabase database, IReadOnlyList<Module>? planted = null, bool ownsDatabase = false, TestClock? clock = null, params string[] settings)
    {
        clock ??= new TestClock();
        const string admin = "hero_test_administrator_key_0001";
        var app = HeroHost.Build([.. database.Arguments, "--HERO_ADMIN_KEY", admin, .. settings], builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(clock);
            builder.Logging.ClearProviders();
        }, planted);
        await app.StartAsync();
        return new Api(database, ownsDatabase, app, clock, admin);
    }

    /// <summary>A caller with this secret.</summary>
    public Client With(string? secret, Guid? orgId = null) => new(http, secret, orgId);

    /// <summary>Runs deliveries, timers, jobs and the publisher until nothing is due, and what the host itself has taken is done.</summary>
    public Task Settle() => app.Services.GetRequiredService<Workers>().RunUntilIdle(CancellationToken.None);

    /// <summary>Every event of a kind that was said, in order.</summary>
    public async Task<IReadOnlyList<T>> Published<T>() where T : INotification
    {
        var name = Subscriptions.NameOf(typeof(T));
        var bodies = await Rows<string>("SELECT body FROM kernel_event WHERE type = @name ORDER BY id", new { name });
        return [.. bodies.Select(body => System.Text.Json.JsonSerializer.Deserialize<T>(body, Json.Stored)!)];
    }

    /// <summary>Looks into the database, past the API.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>(string sql, object? parameters = null)
    {
        await using var lease = await app.Services.GetRequiredService<IEngine>().Read(CancellationToken.None);
        return (await lease.Connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<long> Count(string table, string where = "TRUE", object? parameters = null) =>
        (await Rows<long>($"SELECT COUNT(*) FROM {table} WHERE {where}", parameters))[0];

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        if (ownsDatabase)
            await database.DisposeAsync();
    }
}
