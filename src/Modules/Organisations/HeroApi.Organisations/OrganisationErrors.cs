namespace HeroApi.Organisations;

/// <summary>The refusals of this module.</summary>
public static class OrganisationErrors
{
    public static readonly Problem CodeTaken = new("organisation.code_taken", 409,
        "机构代码已被使用",
        "The organisation code is in use");
    public static readonly Problem Circle = new("organisation.circle", 409,
        "机构不得移到其自身或其下级之下",
        "An organisation cannot go under itself or one below it");
    public static readonly Problem JurisdictionTaken = new("organisation.jurisdiction_taken", 409,
        "同类机构在该时段已管辖此区划",
        "Another organisation of this kind answers for the region in that time");
    public static readonly Problem JurisdictionRepeated = new("organisation.jurisdiction_repeated", 400,
        "同一区划的时段不得重叠",
        "The times of one region must not overlap");
    public static readonly Problem Merged = new("organisation.merged", 410,
        "机构已并入其他机构",
        "The organisation has been merged into another");
    public static readonly Problem MergerIntoItself = new("organisation.merger_into_itself", 400,
        "机构不得并入其自身",
        "An organisation cannot be merged into itself");
    public static readonly Problem MergerOpen = new("organisation.merger_open", 409,
        "机构正在合并，须待其完成或撤销",
        "A merger of one of the organisations is under way; it must end or be undone first");
    public static readonly Problem MergerNotOpen = new("organisation.merger_not_open", 409,
        "机构没有可撤销的合并",
        "There is no merger of the organisation that could be undone");
    public static readonly Problem ParentOutOfReach = new("organisation.parent_out_of_reach", 403,
        "上级机构须在当前凭据的范围之内",
        "The parent must lie at or below the caller's organisation");
}
