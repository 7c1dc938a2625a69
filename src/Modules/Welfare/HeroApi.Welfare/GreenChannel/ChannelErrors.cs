namespace HeroApi.Welfare.GreenChannel;

/// <summary>The refusals of the medical green channel.</summary>
public static class ChannelErrors
{
    public static readonly Problem CreditCodeFormat = new("hospital.credit_code.format", 400, "统一社会信用代码校验不通过", "The unified social credit code fails its check");
    public static readonly Problem HospitalKnown = new("hospital.known", 409, "该医院已在本机构登记", "The organisation has registered this hospital already");
    public static readonly Problem KeyUnknown = new("hospital.key_unknown", 400, "没有这个密钥，或您无权管理", "There is no such key, or you may not manage it");
    public static readonly Problem KeyTooWide = new("hospital.key_too_wide", 403, "医院密钥只能具有绿色通道核验一项权限，且须属于签约机构", "A hospital's key holds the scope green_channel:verify alone, and belongs to the organisation that agreed with the hospital");
    public static readonly Problem KeyBound = new("hospital.key_bound", 409, "该密钥已绑定另一医院", "The key is bound to another hospital");
}
