namespace HeroApi.Welfare;

/// <summary>The refusals of this module that several of its resources share.</summary>
public static class WelfareErrors
{
    public static readonly Problem PersonUnknown = new("welfare.person_unknown", 400, "没有这位在册人员，或您无权查看", "There is no such person on the register, or you may not see him");
    public static readonly Problem NotEntitled = new("welfare.not_entitled", 409, "此人当前不享有相关权益", "The person is not entitled now");
}
