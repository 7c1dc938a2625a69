namespace HeroApi.Access;

/// <summary>The refusals of this module.</summary>
public static class AccessErrors
{
    public static readonly Problem ScopeUnknown = new("api_key.scope_unknown", 400, "没有这项权限", "There is no such scope");
    public static readonly Problem ScopeExceeded = new("api_key.scope_exceeded", 403, "密钥的权限不得超过其创建者", "A key cannot hold more than its maker");
    public static readonly Problem SystemExceeded = new("api_key.system_exceeded", 403, "密钥的外部系统代号不得超过其创建者", "A key cannot be granted a system that its maker lacks");
    public static readonly Problem RateExceeded = new("api_key.rate_exceeded", 403, "密钥的频率上限不得超过其创建者", "A key cannot be allowed more requests than its maker");
    public static readonly Problem OrganisationExceeded = new("api_key.organisation_exceeded", 403, "密钥所属机构须在创建者的范围之内", "A key's organisation must lie at or below its maker's");
    public static readonly Problem RoleUnknown = new("role.unknown", 400, "没有这个角色", "There is no such role");
    public static readonly Problem RoleScopeExceeded = new("role.scope_exceeded", 403, "不得向角色加入自己没有的权限", "A role cannot be given a scope that its writer lacks");
    public static readonly Problem RoleShipped = new("role.shipped", 409, "随系统提供的角色不可更改，请另建角色", "A role that comes with HeroApi cannot be changed; make one of your own");
    public static readonly Problem RoleInUse = new("role.in_use", 409, "角色仍在使用", "The role is in use");
    public static readonly Problem TokenInvalid = new("token.invalid", 401, "令牌无效", "The token is not valid");
    public static readonly Problem TokenExpired = new("token.expired", 401, "令牌已过期", "The token has expired");
    public static readonly Problem TokenNotYetValid = new("token.not_yet_valid", 401, "令牌尚未生效", "The token is not valid yet");
    public static readonly Problem TokenAudience = new("token.audience", 401, "令牌不是签发给本系统的", "The token is meant for somebody else");
    public static readonly Problem TokenRevoked = new("token.revoked", 401, "令牌已被作废，请重新登录", "The token was revoked; sign in again");
    public static readonly Problem TokenOrganisation = new("token.organisation_unknown", 403, "令牌所指的机构不存在", "The token names no organisation of this installation");
    public static readonly Problem SubjectBlocked = new("token.subject_blocked", 403, "该用户已被停用", "This subject has been blocked");
    public static readonly Problem IssuerUnreachable = new("token.issuer_unreachable", 503, "暂时无法核验令牌，请稍后重试", "The token cannot be checked now; try again shortly", Retryable: true);
    public static readonly Problem SubjectIsBlocked = new("subject.blocked", 409, "该用户已处于停用状态", "The subject is blocked already");
    public static readonly Problem SubjectNotBlocked = new("subject.not_blocked", 409, "该用户未被停用", "The subject is not blocked");
    public static readonly Problem Revoked = new("api_key.revoked", 409, "密钥已吊销", "The key has been revoked");
    public static readonly Problem LastSecret = new("api_key.last_secret", 409, "这是密钥唯一有效的密文，请先轮换或吊销密钥", "This is the key's only live secret; rotate or revoke the key instead");
}
