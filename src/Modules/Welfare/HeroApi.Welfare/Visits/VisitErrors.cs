namespace HeroApi.Welfare.Visits;

/// <summary>The refusals of visits.</summary>
public static class VisitErrors
{
    public static readonly Problem NobodyToVisit = new("visit_campaign.nobody", 409, "所选范围内没有应慰问的人员", "The rule means nobody whom you see");
    public static readonly Problem OverBudget = new("visit_campaign.over_budget", 409, "按名单计算的支出超出预算", "What the list comes to is more than the budget");
    public static readonly Problem CampaignClosed = new("visit_campaign.closed", 409, "慰问活动已结束", "The campaign is closed");
    public static readonly Problem CampaignUnknown = new("visit_campaign.unknown", 400, "没有这个慰问活动，或您无权查看", "There is no such campaign, or you may not see it");
    public static readonly Problem DueUnknown = new("due_visit.unknown", 400, "没有此人的这项待慰问", "There is no such due visit for this person");
    public static readonly Problem DueNotOpen = new("due_visit.not_open", 409, "该项慰问已不在待办", "The visit is not due any more");
    public static readonly Problem DueInPast = new("due_visit.in_past", 400, "约定日期不得早于今天", "The day must not lie in the past");
    public static readonly Problem VisitCancelled = new("visit.cancelled", 409, "该慰问记录已作废", "The visit was cancelled");
    public static readonly Problem VisitPaidFor = new("visit.paid_for", 409, "基金已为该慰问付款或正在审批", "The fund has paid for the visit, or is about to");
    public static readonly Problem PersonFixed = new("visit.person_fixed", 400, "慰问对象不能更改，请作废后重新登记", "The person of a visit does not change; cancel it and record another");
    public static readonly Problem NeedClosed = new("need.closed", 409, "该需求已办结", "The need is closed");
}
