using System.Collections.Concurrent;
using HeroApi.Host;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;
using HeroApi.Kernel.Http;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;
using HeroApi.TestKit;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HeroApi.Tests.Kernel.Planted;

/// <summary>
/// A module that does whatever a test needs done inside a command, a subscriber or a job: the kernel is tried through
/// it over the same road that every real module takes.
/// </summary>
internal static class PlantedModule
{
    internal static readonly IReadOnlyList<Module> Planted = [new(typeof(PlantedModule).Assembly, Add, Map)];

    internal static Task<Api> On(Engine engine, params string[] settings) => Api.On(engine, Planted, settings);

    /// <summary>Says what the act of this name does on this host, and carries it out over HTTP.</summary>
    internal static Task<Answer> Act(this Api api, string name, Func<Desk, Task> act, string? key = null) => api.Act(name, async desk =>
    {
        await act(desk);
        return name;
    }, key);

    internal static Task<Answer> Act(this Api api, string name, Func<Desk, Task<string>> act, string? key = null)
    {
        api.Acts().Known[name] = act;
        return api.Admin.Post($"planted/acts/{name}", key: key);
    }

    /// <summary>The same in the process, as the system, for tests that need thousands.</summary>
    internal static async Task<string> Run(this Api api, Func<Desk, Task> act)
    {
        await using var scope = api.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CarryOut.Command("", async desk =>
        {
            await act(desk);
            return "";
        }))).Said;
    }

    internal static Acts Acts(this Api api) => api.Services.GetRequiredService<Acts>();

    private static void Add(IServiceCollection services) => services.AddSingleton<Acts>().AddScoped<Desk>().AddScoped<Notes>();

    private static void Map(IEndpointRouteBuilder api) => CarryOut.Map(api.MapGroup("/planted"));
}

/// <summary>What a test has planted into one host.</summary>
internal sealed class Acts
{
    internal ConcurrentDictionary<string, Func<Desk, Task<string>>> Known { get; } = [];

    /// <summary>What the subscriber does with what it hears; by default it leaves an effect.</summary>
    internal Func<NoteSaid, Desk, Task> Heard { get; set; } = (said, desk) => desk.Effect(said.Key, said.Text);

    internal Func<string, string?, Desk, Task<JobStep>> Step { get; set; } = (_, _, _) => Task.FromResult(new JobStep(0, null, true));
}

/// <summary>What an act has at hand.</summary>
internal sealed class Desk(Db db, Changes changes, Records records, Outbox outbox, Jobs jobs, Notes notes, TimeProvider clock)
{
    internal Db Db => db;

    internal Changes Changes => changes;

    internal Records Records => records;

    internal Outbox Outbox => outbox;

    internal Jobs Jobs => jobs;

    internal Notes Notes => notes;

    internal TimeProvider Clock => clock;

    internal Task Effect(Guid key, string text) => db.Execute("INSERT INTO planted_effect (id, key, text) VALUES (@id, @key, @text)",
        new { id = Guid.CreateVersion7(clock.GetUtcNow()), key, text }, CancellationToken.None);

    /// <summary>A row that exists once; a second of the same name violates.</summary>
    internal Task Once(string name) => db.Execute("INSERT INTO planted_once (name) VALUES (@name)", new { name }, CancellationToken.None);

    /// <summary>A child without its parent, which only the COMMIT finds out.</summary>
    internal Task Orphan() => db.Execute("INSERT INTO planted_child (parent) VALUES ('nobody')", null, CancellationToken.None);

    /// <summary>Writes for as long as it is let.</summary>
    internal Task WriteForEver() => db.Execute(
        """
        WITH RECURSIVE planted_count (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM planted_count WHERE n < 2000000000)
        INSERT INTO planted_side (id, writes) SELECT -1, MAX(n) FROM planted_count
        """, null, CancellationToken.None);
}

/// <summary>Carries out the act that a test has planted under a name.</summary>
internal static class CarryOut
{
    internal sealed record Command(string Name, [property: System.Text.Json.Serialization.JsonIgnore] Func<Desk, Task<string>>? Act = null) : ICommand<Result>;

    internal sealed record Result
    {
        public required string Said { get; init; }
    }

    internal sealed class Handler(Acts acts, Desk desk) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken) =>
            new() { Said = await (command.Act ?? acts.Known[command.Name])(desk) };
    }

    internal static void Map(IEndpointRouteBuilder planted) => planted.MapPost("/acts/{name}", Carry).WithName("CarryOutPlanted").RequireScope(Scopes.Admin);

    private static async Task<Reply<Result>> Carry(string name, IMediator mediator, CancellationToken ct) => Answers.Ok(await mediator.Send(new Command(name), ct));
}

/// <summary>Something was said in a planted act.</summary>
public sealed record NoteSaid(Guid Key, string Text) : INotification;

/// <summary>Does with it what the test has planted.</summary>
internal sealed class OnNoteSaid(Acts acts, Desk desk) : INotificationHandler<NoteSaid>
{
    public Task Handle(NoteSaid notification, CancellationToken cancellationToken) => acts.Heard(notification, desk);
}

/// <summary>A job whose chunks the test has planted.</summary>
internal sealed class PlantedJob(Acts acts, Desk desk) : IJob
{
    public string Kind => "planted";

    public Task<JobStep> Step(string input, string? checkpoint, CancellationToken ct) => acts.Step(input, checkpoint, desk);
}
