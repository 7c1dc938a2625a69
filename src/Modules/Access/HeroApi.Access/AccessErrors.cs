namespace HeroApi.Access;

/// <summary>The refusals of this module.</summary>
public static class AccessErrors
{
    public static readonly Problem ScopeUnknown = new("api_key.scope_unknown", 400, "没有这项权限", "There is no such scope");
    public static readonly Problem ScopeExceeded = new("api_key.scope_exceeded", 403, "密钥的权限不得超过其创建者", "A key cannot hold more than its maker");
    public static readonly Problem SystemExceeded = new("api_key.system_exceeded", 403, "密钥的外部系统代号不得超过其创建者", "A key cannot be granted a system that its maker lacks");
    public static readonly Problem RateExceeded = new("api_key.rate_exceeded", 403, "密钥的频率上限不得超过其创建者", "A key cannot be allowed more requests than its maker");
    public static readonly Problem OrganisationExceeded = new("api_key.organisation_exceeded", 403, "密钥所属机构须在创建者的范围之内", "A key's organisation must lie at or below its maker's");
    public static readonly Problem Revoked = new("api_key.revoked", 409, "密钥已吊销", "The key has been revoked");
    public static readonly Problem LastSecret = new("api_key.last_secret", 409, "这是密钥唯一有效的密文，请先轮换或吊销密钥", "This is the key's only live secret; rotate or revoke the key instead");
}
