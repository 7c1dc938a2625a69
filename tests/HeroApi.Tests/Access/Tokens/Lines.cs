using System.Collections.Concurrent;
using HeroApi.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HeroApi.Tests.Access.Tokens;

/// <summary>Keeps every line that a host logs, down to the finest level.</summary>
internal sealed class Lines : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<string> All { get; } = [];

    internal Module Module => new(typeof(Lines).Assembly, services => services.AddLogging(logging => logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace)), _ => { });

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
