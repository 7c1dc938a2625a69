namespace HeroApi.Recognition.Plaques;

/// <summary>A step of a plaque's life: the state it leads to, and those that it can be taken in.</summary>
internal sealed record PlaqueStep(string Name, string To, params string[] From);

/// <summary>
/// The life of a plaque 见义勇为光荣之家: made, issued to the household, hung, and given back, taken back or replaced in the end. The full
/// name always: 光荣之家 alone is the plaque of soldiers' families.
/// </summary>
internal static class PlaqueSteps
{
    internal static readonly Vocabulary States = new("plaque_state",
        ("made", "已制作", "Made"),
        ("issued", "已发放", "Issued"),
        ("hung", "已悬挂", "Hung"),
        ("damaged", "损坏", "Damaged"),
        ("replaced", "已更换", "Replaced"),
        ("returned", "已交还", "Returned"),
        ("withdrawn", "已收回", "Withdrawn"));

    internal static readonly PlaqueStep Making = new("making", "made");
    internal static readonly PlaqueStep Issue = new("issue", "issued", "made");
    internal static readonly PlaqueStep Hanging = new("hanging", "hung", "issued");
    internal static readonly PlaqueStep Damage = new("damage", "damaged", "issued", "hung");
    internal static readonly PlaqueStep Replacement = new("replacement", "replaced", "damaged");
    internal static readonly PlaqueStep Return = new("return", "returned", "issued", "hung", "damaged");
    internal static readonly PlaqueStep Withdrawal = new("withdrawal", "withdrawn", "made", "issued", "hung", "damaged");

    internal static readonly Vocabulary Names = new("plaque_step",
        (Making.Name, "制作", "Making"),
        (Issue.Name, "发放", "Issue"),
        (Hanging.Name, "悬挂", "Hanging"),
        (Damage.Name, "损坏", "Damage"),
        (Replacement.Name, "更换", "Replacement"),
        (Return.Name, "交还", "Return"),
        (Withdrawal.Name, "收回", "Withdrawal"));

    /// <summary>Those that can be taken of a plaque in a state.</summary>
    internal static IReadOnlyList<string> In(string state) =>
        [.. new[] { Issue, Hanging, Damage, Replacement, Return, Withdrawal }.Where(step => step.From.Contains(state)).Select(step => step.Name)];
}
