namespace HeroApi.Welfare.GreenChannel;

/// <summary>The refusals of the medical green channel.</summary>
public static class ChannelErrors
{
    public static readonly Problem CreditCodeFormat = new("hospital.credit_code.format", 400, "统一社会信用代码校验不通过", "The unified social credit code fails its check");
    public static readonly Problem HospitalKnown = new("hospital.known", 409, "该医院已在本机构登记", "The organisation has registered this hospital already");
    public static readonly Problem KeyUnknown = new("hospital.key_unknown", 400, "没有这个密钥，或您无权管理", "There is no such key, or you may not manage it");
    public static readonly Problem KeyTooWide = new("hospital.key_too_wide", 403, "医院密钥只能具有绿色通道核验一项权限，且须属于签约机构", "A hospital's key holds the scope green_channel:verify alone, and belongs to the organisation that agreed with the hospital");
    public static readonly Problem KeyBound = new("hospital.key_bound", 409, "该密钥已绑定另一医院", "The key is bound to another hospital");
    public static readonly Problem HospitalNotKnown = new("green_channel.hospital_not_known", 403, "该密钥未绑定医院，或签约不在有效期内", "The key speaks for no hospital, or its agreement does not hold today");
    public static readonly Problem CheckUnknown = new("green_channel.check_unknown", 400, "本院没有这次通过的核验", "The hospital has had no such check that was answered with yes");
    public static readonly Problem TokenUnknown = new("green_channel.token_unknown", 400, "离线凭证无效，或使用时间不在其有效期内", "The offline token is not genuine, or did not hold at that time");
    public static readonly Problem ServiceNotCovered = new("green_channel.service_not_covered", 400, "此项服务不在保障范围内", "The service is not covered");
}
