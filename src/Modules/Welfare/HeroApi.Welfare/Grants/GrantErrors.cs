namespace HeroApi.Welfare.Grants;

/// <summary>The refusals of grants and of what they are reckoned by.</summary>
public static class GrantErrors
{
    public static readonly Problem RegionOutOfReach = new("grant.region_out_of_reach", 403, "只有负责该地区的机构或其上级可以公布", "Only the organisation that answers for the region, or one above it, may publish for it");
    public static readonly Problem RouteShipped = new("grant.route_shipped", 409, "随系统提供的规定不能更改", "A route that comes with the program does not change");
    public static readonly Problem RouteHarm = new("grant.route_harm", 400, "此途径不适用于该伤亡情况", "The route is not for this harm");
    public static readonly Problem RulesUnknown = new("grant.rules_unknown", 409, "没有该日期适用的规定，须先登记", "The rule that held on that day is not known; it must be published first");
    public static readonly Problem FigureUnknown = new("grant.figure_unknown", 409, "没有所需的公布数据，须先登记", "A published figure that is needed is not known; it must be recorded first");
    public static readonly Problem CodeRepeated = new("grant.code_repeated", 400, "同一取值重复出现", "A value appears twice");
}
