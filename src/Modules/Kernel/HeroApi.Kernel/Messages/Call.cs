using HeroApi.Kernel.Security;

namespace HeroApi.Kernel.Messages;

/// <summary>How a repeated command is recognised.</summary>
public enum ReplayRule
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>By the caller's Idempotency-Key; another body under the same key is refused with 422.</summary>
    Key,

    /// <summary>By the id the client chose; another body is refused with 412.</summary>
    ClientId,

    /// <summary>By the external id; another body is a newer state and takes the place of the last.</summary>
    Latest
}

/// <summary>What is known of the request being answered, beside its message. One per scope; a scope without one is the system's.</summary>
public sealed class Call
{
    public Caller Caller { get; set; } = Caller.System;

    public string Method { get; set; } = "";

    public string Path { get; set; } = "";

    /// <summary>The operation id, to which idempotency keys are bound.</summary>
    public string Operation { get; set; } = "system";

    public string? TraceId { get; set; }

    /// <summary><c>X-Action-Note</c>, kept with the audit row.</summary>
    public string? Note { get; set; }

    /// <summary><c>X-Purpose</c>: why personal data is read in clear.</summary>
    public string? Purpose { get; set; }

    /// <summary>Part of a batch: its answer must be one JSON document, and must not keep the others waiting.</summary>
    public bool InBatch { get; set; }

    /// <summary>Run everything, store nothing.</summary>
    public bool ValidateOnly { get; set; }

    public ReplayRule Replay { get; private set; }

    public string? ReplayKey { get; private set; }

    /// <summary>Asked before an answer is given again: whether it is still true. When it is not, the command runs.</summary>
    internal Func<object, CancellationToken, Task<bool>>? StillStands { get; private set; }

    /// <summary>True when the answer is a stored one.</summary>
    public bool Replayed { get; set; }

    /// <summary>True when the caller asked for personal data in clear and may have it.</summary>
    public bool ReadsClear
    {
        get
        {
            if (Purpose is null)
                return false;
            if (!Caller.May(Scopes.PiiRead))
                throw new Refusal(Problems.PurposeNeeded);
            return true;
        }
    }

    /// <summary>Names how a repetition of this command is recognised, unless the caller's own key already does.</summary>
    public void ReplayBy(ReplayRule rule, string key)
    {
        if (Replay == ReplayRule.None)
            (Replay, ReplayKey) = (rule, key);
    }

    /// <summary>The same, for an id that outlives its first answer: the record may have been changed or deleted since.</summary>
    public void ReplayBy<T>(ReplayRule rule, string key, Func<T, CancellationToken, Task<bool>> stillStands)
    {
        if (Replay == ReplayRule.None)
            StillStands = (answered, ct) => stillStands((T)answered, ct);
        ReplayBy(rule, key);
    }
}
