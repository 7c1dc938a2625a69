namespace HeroApi.Organisations;

/// <summary>The refusals of this module.</summary>
public static class OrganisationErrors
{
    public static readonly Problem CodeTaken = new("organisation.code_taken", 409, "机构代码已被使用", "The organisation code is in use");
    public static readonly Problem ParentOutOfReach = new("organisation.parent_out_of_reach", 403, "上级机构须在当前凭据的范围之内", "The parent must lie at or below the caller's organisation");
}
