namespace HeroApi.Recognition.Titles;

/// <summary>The codes of titles.</summary>
internal static class TitleCodes
{
    /// <summary>Of which level a title is, the highest first.</summary>
    internal static readonly Vocabulary Levels = new("honour_level",
        ("nation", "国家级", "National"),
        ("province", "省级", "Provincial"),
        ("city", "市级", "City"),
        ("county", "县级", "County"),
        ("below", "县级以下", "Below the county"));

    internal static readonly Vocabulary Kinds = new("title_kind",
        ("hero", "英雄", "Hero"),
        ("model", "模范", "Model"),
        ("advanced", "先进个人、先进分子", "Advanced person"),
        ("good_citizen", "好市民、公民", "Good citizen"),
        ("warrior", "勇士", "Warrior"),
        ("activist", "积极分子", "Activist"),
        ("merit", "记功、嘉奖", "Merit"),
        (External, "相关荣誉（非见义勇为系统授予）", "Related honour of another system"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Subjects = new("title_subject",
        ("person", "个人", "Persons"),
        ("group", "群体", "Groups"),
        ("both", "个人或群体", "Persons and groups"));

    /// <summary>Honours such as the list of good people: noted in the file, and counted apart from the titles of brave acts.</summary>
    internal const string External = "external";

    /// <summary>The region of what is the nation's.</summary>
    internal const string Nation = "000000";

    /// <summary>A region with those that it lies in, from the nation down; always five.</summary>
    internal static IReadOnlyList<string> Chain(string region) => [Nation, region[..2] + "0000", region[..4] + "00", region[..6], region];
}
