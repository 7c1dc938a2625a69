namespace HeroApi.Cases;

/// <summary>The refusals of this module.</summary>
public static class CaseErrors
{
    public static readonly Problem LeadTransition = new("lead.transition.not_allowed", 409, "线索的当前状态不允许此操作", "The lead's state does not allow this");
    public static readonly Problem IdNumberChecksum = new("person.id_number.checksum", 400, "身份证号校验不通过", "The citizen id number fails its check");
    public static readonly Problem PhoneFormat = new("person.phone.format", 400, "电话号码格式不正确", "The phone number has no known form");
    public static readonly Problem PlaceImplausible = new("place.point.implausible", 400, "坐标超出合理范围", "The point is out of range");
    public static readonly Problem DateTooEarly = new("date.too_early", 400, "日期不得早于 1900 年", "The date must not lie before 1900");
    public static readonly Problem ReporterUnnamed = new("reporter.name_needed", 400, "实名报告须填写报告人姓名", "A reporter who is not anonymous has a name");
}
