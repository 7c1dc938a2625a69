using System.Globalization;

namespace HeroApi.Kernel;

/// <summary>
/// One entry of the problem catalogue: a stable code, its HTTP status and its text in both languages.
/// Declared as <c>public static readonly</c> fields, from which <c>docs/problems.md</c> is generated.
/// </summary>
public sealed record Problem(string Code, int Status, string Zh, string En, bool Retryable = false)
{
    public string Text(CultureInfo? culture = null) =>
        (culture ?? CultureInfo.CurrentUICulture).Name.StartsWith("en", StringComparison.Ordinal) ? En : Zh;
}

/// <summary>What is wrong with one part of the input: a JSON pointer (or /query/x, /headers/x), a code, its text.</summary>
public sealed record InputError(string Pointer, string Code, string Message, object? Params = null);

/// <summary>A typed "no", thrown anywhere below an endpoint and translated once to a problem document.</summary>
public class Refusal(Problem problem, object? parameters = null, Exception? cause = null) : Exception(problem.Code, cause)
{
    public Problem Problem { get; } = problem;

    /// <summary>Facts about the refusal that a caller may act on; never personal data.</summary>
    public object? Params { get; } = parameters;

    public IReadOnlyList<InputError> Errors { get; init; } = [];

    /// <summary>For 409 and 412: where the record stands now.</summary>
    public object? Current { get; init; }

    /// <summary>For a state that refuses: what may be done instead.</summary>
    public IReadOnlyList<string>? AllowedActions { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Input whose fault shows only with the database in hand; answered like any validation failure.</summary>
public sealed class Invalid : Refusal
{
    public Invalid(params InputError[] errors) : base(Problems.Invalid) => Errors = errors;

    public static Invalid At(string pointer, Problem problem, object? parameters = null) =>
        new(new InputError(pointer, problem.Code, problem.Text(), parameters));
}

/// <summary>The host will not start, and this is what its operator can do about it.</summary>
public sealed class HostRefused(string message) : Exception(message);
