namespace HeroApi.Welfare;

/// <summary>The refusals of this module that several of its resources share.</summary>
public static class WelfareErrors
{
    public static readonly Problem PersonUnknown = new("welfare.person_unknown", 400, "没有这位在册人员，或您无权查看", "There is no such person on the register, or you may not see him");
    public static readonly Problem NotEntitled = new("welfare.not_entitled", 409, "此人当前不享有相关权益", "The person is not entitled now");
    public static readonly Problem RegionOutOfReach = new("welfare.region_out_of_reach", 403, "只有负责该地区的机构或其上级可以公布", "Only the organisation that answers for the region, or one above it, may publish for it");
}
