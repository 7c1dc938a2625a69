namespace HeroApi.Recognition.Contact;

/// <summary>The codes of keeping in touch.</summary>
internal static class ContactCodes
{
    /// <summary>Whether the person can be reached; kept in the file and by every attempt.</summary>
    internal static readonly Vocabulary States = new("contact_state",
        ("reachable", "联系正常", "Reachable"),
        ("unreachable", "暂时联系不上", "Unreachable"),
        ("lost", "失联", "Lost contact"),
        ("found", "重新取得联系", "Found again"),
        ("deceased", "去世", "Deceased"),
        ("abroad", "移居境外", "Moved abroad"));

    internal static readonly Vocabulary Channels = new("contact_channel",
        ("phone", "电话", "Phone"),
        ("visit", "上门", "Visit at home"),
        ("neighbours", "邻里打听", "Neighbours"),
        ("village", "村（社区）协查", "Village or community"),
        ("police", "公安户籍协查", "Household register of the police"),
        ("message", "短信或网络", "Message"),
        ("other", "其他", "Other"));

    internal static readonly Vocabulary Results = new("contact_result",
        ("reached", "联系到本人", "The person was reached"),
        ("relative", "联系到亲属", "A relative was reached"),
        ("no_answer", "无人应答", "No answer"),
        ("wrong_number", "号码有误", "Wrong number"),
        ("moved", "已搬离", "Moved away"),
        ("no_trace", "查无线索", "No trace"));
}
