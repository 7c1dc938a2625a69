using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HeroApi.TestKit;

/// <summary>Keeps every line that a host logs, down to the finest level.</summary>
public sealed class Lines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> All { get; } = [];

    /// <summary>Listens to the host that these services make.</summary>
    public void Listen(IServiceCollection services) => services.AddLogging(logging => logging.AddProvider(this).SetMinimumLevel(LogLevel.Trace));

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        All.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
