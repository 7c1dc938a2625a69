namespace HeroApi.Welfare.GreenChannel;

/// <summary>The codes of the medical green channel.</summary>
internal static class ChannelCodes
{
    /// <summary>What a hospital gives first and settles later (先诊疗、后结算).</summary>
    internal static readonly Vocabulary Services = new("channel_service",
        ("emergency", "急诊急救", "Emergency treatment"),
        ("registration", "优先挂号", "Registration before others"),
        ("outpatient", "门诊诊疗", "Outpatient treatment"),
        ("examination", "检查检验", "Examinations and tests"),
        ("inpatient", "住院治疗", "Inpatient treatment"),
        ("deposit_free", "免交押金", "Admission without a deposit"),
        ("rehabilitation", "康复治疗", "Rehabilitation"),
        ("health_check", "健康体检", "Health check"));

    /// <summary>What a person shows at the door.</summary>
    internal static readonly Vocabulary Means = new("channel_means",
        ("code", "一次性码", "A code that is used once"),
        ("token", "离线凭证", "An offline token"));

    /// <summary>How services are kept: their codes with blanks between them, in the order of the vocabulary.</summary>
    internal static string Kept(IEnumerable<string> services) => string.Join(' ', Services.Intersect(services));

    internal static IReadOnlyList<string> Read(string kept) => kept.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
