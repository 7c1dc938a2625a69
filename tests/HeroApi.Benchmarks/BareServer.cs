using System.Collections.Concurrent;
using System.Data.Common;
using HeroApi.Cases.Leads;
using HeroApi.Kernel;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Security;
using HeroApi.Welfare.Fund.Incomes;
using HeroApi.Welfare.GreenChannel.Codes;
using HeroApi.Welfare.GreenChannel.Verifications;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HeroApi.Benchmarks;

/// <summary>
/// The reference: a minimal API over the same rows with the same SQL, by plain ADO.NET and prepared statements. It knows
/// no messages, validation, credentials, audit or outbox; what it costs is what this stack costs.
/// </summary>
internal static class BareServer
{
    private static readonly ConcurrentBag<BareReader> Idle = [];

    internal static async Task Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.ConfigureHttpJsonOptions(options => Json.Configure(options.SerializerOptions));
        await using var app = builder.Build();

        var (sqlite, postgres) = (app.Configuration["sqlite"], app.Configuration["postgres"]);
        DbConnection Connect() => sqlite is null ? new NpgsqlConnection(postgres) : new SqliteConnection($"Data Source={sqlite};Pooling=False");

        app.MapGet("/health/ready", () => TypedResults.Ok(new Alive(true)));
        app.MapGet("/health/live", () => TypedResults.Ok(new Alive(true)));
        app.MapGet("/api/v1/leads/{id:guid}", async (Guid id) => await With(Connect, reader => reader.Lead(id)) is { } lead ? Results.Json(lead, Json.Web) : Results.NotFound());
        app.MapGet("/api/v1/leads", async (string state, string channel, [FromQuery(Name = "reportedAt[gte]")] DateTimeOffset since, Guid org) =>
            Results.Json(await With(Connect, reader => reader.List(state, channel, since, org)), Json.Web));
        app.MapGet("/api/v1/exchange/changes", async (long after) => Results.Json(await With(Connect, reader => reader.Feed(after)), Json.Web));

        var writer = BareWriter.On(Connect);
        var ring = KeyRing.Open(HeroSettings.From(app.Configuration));
        var once = new BareOnce(writer, ring);
        var (leads, door, books) = (new BareLeads(writer), new BareDoor(once, new ChannelTokens(ring)), new BareBooks(once));
        app.MapPost("/api/v1/leads", async (LeadBody body) =>
        {
            var lead = await leads.Insert(body);
            return Results.Created($"/api/v1/leads/{lead.Id}", lead);
        });
        app.MapPost("/api/v1/green-channel/verifications", async (VerifyEntitlement.Command body, HttpRequest request) =>
            Results.Json(await door.Verify(body, DoorSeed.KeyId(request.Headers.Authorization.ToString()), Key(request)), Json.Web));
        app.MapPost("/api/v1/incomes", async (IncomeBody body, HttpRequest request) =>
        {
            var income = await books.Record(body, Key(request));
            return Results.Created($"/api/v1/incomes/{income.Id}", income);
        });

        await app.RunAsync();
    }

    private static string Key(HttpRequest request) => request.Headers["Idempotency-Key"].ToString();

    private static async Task<T> With<T>(Func<DbConnection> connect, Func<BareReader, Task<T>> read)
    {
        if (!Idle.TryTake(out var reader))
            reader = await BareReader.Open(connect());
        var result = await read(reader);
        Idle.Add(reader);
        return result;
    }

    private sealed record Alive(bool Value);
}
