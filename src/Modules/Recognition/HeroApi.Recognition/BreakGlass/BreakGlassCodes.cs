namespace HeroApi.Recognition.BreakGlass;

/// <summary>The codes and limits of looking into a file in an emergency.</summary>
internal static class BreakGlassCodes
{
    /// <summary>How often one key may ask within an hour: enough for an emergency, too little for trying out numbers.</summary>
    internal const int MostAnHour = 10;

    /// <summary>How long a request waits for a second person.</summary>
    internal static readonly TimeSpan Waits = TimeSpan.FromHours(24);

    /// <summary>How long a file is open to who asked.</summary>
    internal static readonly TimeSpan Opens = TimeSpan.FromHours(3);

    /// <summary>PIPL article 13 (4): to save life, health and property in an emergency.</summary>
    internal static readonly Vocabulary Purposes = new("break_glass_purpose",
        ("medical_emergency", "紧急救治", "Medical emergency"),
        ("danger_to_person", "人身安全受到威胁", "Danger to a person"),
        ("missing_person", "人员失踪", "Missing person"),
        ("disaster", "灾害事故救援", "Disaster relief"));

    internal static readonly Vocabulary States = new("break_glass_state",
        ("asked", "待批准", "Asked"),
        ("approved", "已批准", "Approved"),
        ("refused", "未批准", "Refused"));
}
