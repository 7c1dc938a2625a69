using System.Diagnostics;
using MediatR;

namespace HeroApi.Kernel.Messages;

/// <summary>Tells of each command and query by name: how long it took, and what became of it.</summary>
internal sealed class TelemetryBehavior<TRequest, TResponse> : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly string Name = Audit.NameOf(typeof(TRequest));
    private static readonly string Kind = typeof(TRequest).IsAssignableTo(typeof(ICommand<TResponse>)) ? "command" : "query";

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        Telemetry.Traced || Telemetry.Messages.Enabled ? Watch(next) : next();

    private static async Task<TResponse> Watch(RequestHandlerDelegate<TResponse> next)
    {
        using var span = Telemetry.Span(Name);
        var tags = new TagList { { "hero.message", Name }, { "hero.message.kind", Kind } };
        var began = Stopwatch.GetTimestamp();
        try
        {
            var result = await next();
            tags.Add("hero.outcome", "ok");
            return result;
        }
        catch (Exception failure)
        {
            tags.Add("hero.outcome", failure is Refusal ? "refused" : "failed");
            tags.Add("error.type", Telemetry.ErrorOf(failure));
            span.Fail(failure);
            throw;
        }
        finally
        {
            Telemetry.Messages.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, tags);
        }
    }
}
