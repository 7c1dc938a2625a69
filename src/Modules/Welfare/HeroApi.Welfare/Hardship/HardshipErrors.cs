namespace HeroApi.Welfare.Hardship;

/// <summary>The refusals of the yearly survey.</summary>
public static class HardshipErrors
{
    public static readonly Problem SurveyExists = new("hardship_survey.exists", 409, "该地区本年度的困难调查正在进行", "A survey of this year and area is open");
    public static readonly Problem NobodyToSurvey = new("hardship_survey.nobody", 409, "所选范围内没有应调查的人员", "There is nobody in the area whom you see");
    public static readonly Problem SurveyClosed = new("hardship_survey.closed", 409, "困难调查已结束", "The survey is closed");
    public static readonly Problem DueInPast = new("hardship_survey.due_in_past", 400, "截止日期不得早于今天", "The last day must not lie in the past");
    public static readonly Problem EntryNotOpen = new("survey_entry.not_open", 409, "该户已调查或已移出名单", "The household was surveyed, or is no longer on the list");
    public static readonly Problem OtherYear = new("hardship_finding.other_year", 400, "调查日期与调查年度不符", "The day lies more than a year apart from the year of the survey");
    public static readonly Problem NoHardship = new("hardship_finding.no_hardship", 409, "该户没有困难，无需帮扶方案", "The household is in no hardship and needs no plan");
}
