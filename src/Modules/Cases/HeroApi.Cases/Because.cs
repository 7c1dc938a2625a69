using System.Text.Json;

namespace HeroApi.Cases;

/// <summary>Why an action is refused: the code that acting would answer, with its facts.</summary>
internal sealed record Because
{
    /// <summary>The code of the problem that acting would answer.</summary>
    public required string Code { get; init; }

    public IReadOnlyDictionary<string, string>? Params { get; init; }

    /// <summary>The reason that a refusal stands for.</summary>
    internal static Because Of(Refusal refusal) => new()
    {
        Code = refusal.Problem.Code,
        Params = refusal.Params is null ? null : JsonSerializer.SerializeToElement(refusal.Params, Json.Stored).EnumerateObject()
            .ToDictionary(member => member.Name, member => member.Value.ToString())
    };
}
