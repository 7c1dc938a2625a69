namespace HeroApi.Welfare.Grants;

/// <summary>The refusals of grants and of what they are reckoned by.</summary>
public static class GrantErrors
{
    public static readonly Problem RouteShipped = new("grant.route_shipped", 409, "随系统提供的规定不能更改", "A route that comes with the program does not change");
    public static readonly Problem RouteHarm = new("grant.route_harm", 400, "此途径不适用于该伤亡情况", "The route is not for this harm");
    public static readonly Problem RulesUnknown = new("grant.rules_unknown", 409, "没有该日期适用的规定，须先登记", "The rule that held on that day is not known; it must be published first");
    public static readonly Problem FigureUnknown = new("grant.figure_unknown", 409, "没有所需的公布数据，须先登记", "A published figure that is needed is not known; it must be recorded first");
    public static readonly Problem CodeRepeated = new("grant.code_repeated", 400, "同一取值重复出现", "A value appears twice");
    public static readonly Problem Exists = new("grant.exists", 409, "此人已有同类抚恤补助在办或已发放", "A grant for this harm is proposed or granted already");
    public static readonly Problem GrantedElsewhere = new("grant.granted_elsewhere", 409, "其他机构已就同一伤亡决定发放抚恤补助", "Another body has decided a grant for the same harm");
    public static readonly Problem HarmFixed = new("grant.harm_fixed", 400, "伤亡情况不得更改", "The harm of a grant does not change");
    public static readonly Problem Transition = new("grant.transition.not_allowed", 409, "抚恤补助当前状态不允许此操作", "The grant is in a state that does not allow this");
    public static readonly Problem SecondPerson = new("grant.second_person", 409, "须由填报人以外的人决定", "Somebody other than who wrote the facts has to decide");
    public static readonly Problem FactsMissing = new("grant.facts_missing", 409, "情况尚不齐全，不能决定", "Facts are missing, so that it cannot be decided");
    public static readonly Problem BeforeHarm = new("grant.before_harm", 400, "决定日期不得早于伤亡之日", "The decision must not lie before the harm");
    public static readonly Problem PartUnknown = new("grant.part_unknown", 400, "没有这一项金额", "The grant has no such part");
    public static readonly Problem BelowFloor = new("grant.below_floor", 400, "金额低于法定下限", "The amount is below the floor of the law");
    public static readonly Problem FiledAlready = new("grant.filed_already", 409, "工伤认定申请已登记", "The filing is recorded already");
    public static readonly Problem NotFiled = new("grant.not_filed", 409, "尚未登记工伤认定申请", "No filing is recorded yet");
    public static readonly Problem DeadlineTransition = new("grant.deadline_not_allowed", 409, "认定时限当前状态或日期不允许此操作", "The time for the finding is in a state, or the day one, that does not allow this");
}
