namespace HeroApi.Recognition.Awards;

/// <summary>The codes of awards.</summary>
internal static class AwardCodes
{
    internal const int MostHeroes = 100;
    internal const int MostFiles = 20;
    internal const int MostPartners = 10;

    internal static readonly Vocabulary States = new("award_state",
        ("granted", "已授予", "Granted"),
        ("to_revoke", "拟撤销", "To be revoked: an act that it may rest on was revoked"),
        ("revoked", "已撤销", "Revoked"));

    internal static readonly Vocabulary Sources = new("award_source",
        ("decision", "本机构决定", "Decided by the organisation that owns the record"),
        ("external", "外单位授予", "Granted by somebody outside"),
        ("legacy", "历史资料", "Known from old papers"));
}
