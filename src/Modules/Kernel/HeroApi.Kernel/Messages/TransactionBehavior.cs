using HeroApi.Kernel.Data;
using HeroApi.Kernel.Events;
using MediatR;

namespace HeroApi.Kernel.Messages;

/// <summary>
/// Runs a command in one durable transaction together with its claim to be run once, its audit row, its events and its
/// changes for the feed. Constrained to commands, so that the container skips it for queries.
/// </summary>
internal sealed class TransactionBehavior<TRequest, TResponse>(Transactions transactions) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : ICommand<TResponse>
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next) =>
        transactions.Run(request, () => next(), cancellationToken);
}

/// <summary>The frame around everything that writes: commands, deliveries, timers and the chunks of jobs.</summary>
public sealed class Transactions(
    IEngine engine, Db db, Call call, Idempotency idempotency, Audit audit, Outbox outbox, Changes changes, IEnumerable<IRecordFollower> followers, AfterCommit after, Wake wake)
{
    /// <summary>Runs <paramref name="handle"/> and everything it says in one transaction; may run it more than once.</summary>
    public async Task<T> Run<T>(object command, Func<Task<T>> handle, CancellationToken ct)
    {
        if (db.InCommand)
            throw new InvalidOperationException($"{Audit.NameOf(command)} was sent inside another command, whose transaction it would wait for.");

        await db.GiveBack();
        idempotency.Prepare(command);
        try
        {
            var result = await engine.Write(session => Attempt(session, command, handle, ct), ct);
            if (changes.Any || outbox.Any)
                wake.Up();
            after.Run();
            return result;
        }
        catch (RolledBack<T> validated)
        {
            return validated.Result;
        }
        catch (Exception exception) when (exception is not Refusal && engine.Translate(exception) is { } refusal)
        {
            throw refusal;
        }
    }

    private async Task<T> Attempt<T>(Session session, object command, Func<Task<T>> handle, CancellationToken ct)
    {
        // A second run starts from nothing: what the first one said died with its transaction.
        changes.Clear();
        outbox.Clear();
        audit.Clear();
        after.Clear();
        call.Replayed = false;
        db.Enter(session);
        try
        {
            if (await idempotency.Claim<T>(ct) is { Found: true } stored)
            {
                call.Replayed = true;
                return stored.Result;
            }

            var result = await handle();
            if (changes.Turns is { Count: > 0 } turns)
                foreach (var follower in followers)
                    await follower.Follow(turns, ct);
            if (call.ValidateOnly)
                throw new RolledBack<T>(result);

            var last = new List<Statement>(8);
            idempotency.Store(result, last);
            audit.Write(command, changes, last);
            outbox.Write(last);
            // The change rows come last: their sequence is drawn while this transaction holds the record's lock, so it
            // grows in the record's own order (contract.md §3.9).
            changes.Write(last);
            await engine.Finish(session, last, ct);
            return result;
        }
        finally
        {
            db.Leave();
        }
    }

    /// <summary>Carries the result of a validate-only run past the rollback that it forces.</summary>
    private sealed class RolledBack<T>(T result) : Exception
    {
        public T Result { get; } = result;
    }
}
