namespace HeroApi.Cases;

/// <summary>The refusals of this module.</summary>
public static class CaseErrors
{
    public static readonly Problem LeadTransition = new("lead.transition.not_allowed", 409, "线索的当前状态不允许此操作", "The lead's state does not allow this");
    public static readonly Problem LeadUnknown = new("lead.unknown", 400, "没有这条线索，或不在可见范围内", "There is no such lead, or it is not visible to you");
    public static readonly Problem DuplicateOfItself = new("lead.duplicate_of_itself", 400, "线索不能与自身重复", "A lead is not a duplicate of itself");
    public static readonly Problem FixedAtReport = new("lead.fixed_at_report", 400, "报告时间和报告机构登记后不得更改", "When and by whom it was reported does not change afterwards");
    public static readonly Problem ReportedBeforeActed = new("lead.reported_before_acted", 400, "报告时间不得早于行为时间", "It cannot be reported before it happened");
    public static readonly Problem IdNumberChecksum = new("person.id_number.checksum", 400, "身份证号校验不通过", "The citizen id number fails its check");
    public static readonly Problem PhoneFormat = new("person.phone.format", 400, "电话号码格式不正确", "The phone number has no known form");
    public static readonly Problem Masked = new("value.masked", 400, "不得写回已遮蔽的号码；不改此项时请用 PATCH 省略它",
        "A masked number cannot be written back; leave it out of a PATCH to keep it");
    public static readonly Problem ReceiptUnknown = new("receipt.unknown", 404, "回执编号或查询码不正确", "The receipt number or the query code is not right");
    public static readonly Problem ControlCharacter = new("text.control_character", 400, "文本中不得含有控制字符", "Text must not hold control characters");
    public static readonly Problem PlaceImplausible = new("place.point.implausible", 400, "坐标超出合理范围", "The point is out of range");
    public static readonly Problem ReporterUnnamed = new("reporter.name_needed", 400, "实名报告须填写报告人姓名", "A reporter who is not anonymous has a name");
    public static readonly Problem FilesPending = new("lead.files_pending", 409, "线索尚有附件未上传完成，上传完成或注明放弃后方可受理", "Files of the lead have not arrived; wait for them, or waive them");
    public static readonly Problem FileRepeated = new("file.repeated", 400, "同一文件重复出现", "A file appears twice");
    public static readonly Problem ExternalIdRepeated = new("external.id_repeated", 400, "外部编号重复出现", "An external id appears twice");
}
