namespace HeroApi.Exchange;

/// <summary>The refusals of this module.</summary>
public static class ExchangeErrors
{
    public static readonly Problem IdRepeated = new("batch.id_repeated", 400, "批量请求中的编号重复", "Two requests of the batch have the same id");
    public static readonly Problem DependencyUnknown = new("batch.dependency_unknown", 400, "批量请求中没有这个编号", "No request of the batch has this id");
    public static readonly Problem DependencyCycle = new("batch.dependency_cycle", 400, "批量请求之间循环依赖", "Requests of the batch wait for each other");
    public static readonly Problem PathNotAllowed = new("batch.path_not_allowed", 400, "批量请求只接受以 /api/v1/ 开头的地址", "A batch takes only paths that begin with /api/v1/");
    public static readonly Problem HeaderNotAllowed = new("batch.header_not_allowed", 400, "批量请求内不接受这个请求头", "This header cannot be given inside of a batch");
    public static readonly Problem ReferenceUnknown = new("batch.reference_unknown", 400, "只能引用 dependsOn 中列出的请求", "Only requests named in dependsOn can be referred to");
    public static readonly Problem ReferenceUnresolved = new("batch.reference_unresolved", 400, "被引用的应答中没有这个值", "The answer referred to has no such value");
    public static readonly Problem DependencyFailed = new("batch.dependency_failed", 424, "所依赖的请求没有成功，本请求未执行", "A request this one depends on did not succeed, so it was not run");
    public static readonly Problem AnswersTooLarge = new("batch.answers_too_large", 413, "批量请求的应答过大，本请求未执行，请分批再试", "The answers of the batch have grown too large, so this one was not run; send it in another batch");
    public static readonly Problem OfferOpenAlready = new("offer.open_already", 409, "该记录已有一项未了结的移交", "The record is on offer already");
    public static readonly Problem OfferClosed = new("offer.closed", 409, "该移交已了结", "The offer has been closed");
    public static readonly Problem OfferNotYours = new("offer.not_yours", 409, "接收由接收机构或其上级办理，撤回由移交机构或其上级办理",
        "The organisation it is made to, or one above it, answers an offer; the one that made it, or one above it, withdraws it");
    public static readonly Problem OfferToOwner = new("offer.to_owner", 400, "记录已属于该机构", "The record belongs to that organisation already");
    public static readonly Problem OfferOfSealed = new("offer.of_sealed", 409, "封存的记录须先解除封存才能移交", "A sealed record is seen by its owner alone; lower its protection before offering it");
    public static readonly Problem ReadersExceeded = new("sync.readers_exceeded", 429, "同一密钥有更新的连接在等待变更，本连接让出", "A later reader of this key waits for changes and has taken this one's place", Retryable: true);
}
