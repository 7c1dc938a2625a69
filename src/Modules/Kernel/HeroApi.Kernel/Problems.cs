namespace HeroApi.Kernel;

/// <summary>The refusals that any route may give. A module adds its own in <c>&lt;Module&gt;Errors.cs</c>.</summary>
public static class Problems
{
    public static readonly Problem Invalid = new("request.invalid", 400, "请求内容有误", "The request is not valid");
    public static readonly Problem Malformed = new("request.malformed", 400, "请求无法解析", "The request cannot be read");
    public static readonly Problem MemberUnknown = new("json.member_unknown", 400, "出现未定义的字段", "A member is not known here");
    public static readonly Problem MemberDuplicate = new("json.member_duplicate", 400, "字段重复出现", "A member appears twice");
    public static readonly Problem JsonType = new("json.type", 400, "字段的类型或格式不对", "A member has the wrong type or format");
    public static readonly Problem JsonDepth = new("json.too_deep", 400, "内容嵌套过深", "The content is nested too deeply");
    public static readonly Problem NulCharacter = new("text.nul", 400, "文本中不得含有空字符", "Text must not hold NUL characters");
    public static readonly Problem BadText = new("text.not_unicode", 400, "文本不是有效的 Unicode", "Text is not valid Unicode");
    public static readonly Problem ParameterUnknown = new("query.parameter_unknown", 400, "查询参数未定义", "A query parameter is not known here");
    public static readonly Problem ParameterInvalid = new("query.parameter_invalid", 400, "查询参数的值无效", "A query parameter has a bad value");
    public static readonly Problem ParameterRepeated = new("query.parameter_repeated", 400, "查询参数重复出现", "A query parameter appears twice");
    public static readonly Problem SearchInvalid = new("query.search_invalid", 400, "搜索内容须为 1 至 100 个字符，含有文字或数字，且不多于 8 个词", "A search has 1 to 100 characters, a letter or digit among them, and at most 8 words");
    public static readonly Problem CursorInvalid = new("page.cursor_invalid", 400, "分页游标无效，请从第一页重新开始", "The page cursor is not valid; begin at the first page again");
    public static readonly Problem HeaderInvalid = new("header.invalid", 400, "请求头的值无效", "A header has a bad value");
    public static readonly Problem OffsetMissing = new("time.offset_missing", 400, "时间必须带时区偏移，例如 +08:00", "An instant needs its offset, such as +08:00");
    public static readonly Problem IdempotencyKeyMissing = new("idempotency.key_missing", 400, "此操作必须带 Idempotency-Key 请求头", "This operation needs an Idempotency-Key header");
    public static readonly Problem NotInBatch = new("batch.not_inside", 400, "此操作不能放在批量请求中", "This cannot be part of a batch");
    public static readonly Problem Unauthenticated = new("auth.required", 401, "需要有效的凭据", "A valid credential is needed");
    public static readonly Problem Forbidden = new("auth.scope_missing", 403, "当前凭据没有此项权限", "The credential lacks the scope for this");
    public static readonly Problem PurposeNeeded = new("pii.purpose_needed", 403, "读取个人信息原文须说明用途（X-Purpose）并具有 pii:read 权限", "Reading personal data in clear needs the scope pii:read and X-Purpose");
    public static readonly Problem SystemNotGranted = new("external.system_not_granted", 403, "当前凭据未获准使用该外部系统代号", "The credential may not use this external system");
    public static readonly Problem OrganisationRequired = new("caller.organisation_required", 403, "此操作须以某一机构的凭据进行", "This needs a credential that belongs to an organisation");
    public static readonly Problem InstallationRequired = new("caller.installation_required", 403, "此操作须以整个系统的凭据进行", "This needs a credential of the whole installation");
    public static readonly Problem NotFound = new("record.not_found", 404, "记录不存在或不在可见范围内", "The record does not exist or is not visible to you");
    public static readonly Problem RouteNotFound = new("route.not_found", 404, "没有这个地址", "There is no such route");
    public static readonly Problem MethodNotAllowed = new("route.method_not_allowed", 405, "该地址不支持此方法", "The route does not take this method");
    public static readonly Problem NotAcceptable = new("route.not_acceptable", 406, "无法按要求的格式应答", "The answer cannot be given in the form asked for");
    public static readonly Problem Conflict = new("record.conflict", 409, "与已有记录冲突", "The record conflicts with an existing one");
    public static readonly Problem NotOwner = new("exchange.not_owner", 409, "只有记录现在所属的机构或其上级可以办理", "Only the organisation that owns the record now, or one above it, may do this");
    public static readonly Problem ExternalIdTaken = new("external.id_taken", 409, "该外部编号已对应另一条记录", "The external id already belongs to another record");
    public static readonly Problem InProgress = new("idempotency.in_progress", 409, "相同的请求正在处理，请稍后重试", "The same request is being handled; try again shortly", Retryable: true);
    public static readonly Problem Deleted = new("record.deleted", 410, "记录已删除", "The record has been deleted");
    public static readonly Problem EpochChanged = new("sync.epoch_changed", 410, "数据曾从备份恢复，同步须重新开始", "The data was restored from a backup; the sync must begin again");
    public static readonly Problem TokenExpired = new("sync.token_expired", 410, "同步令牌已过期，同步须重新开始", "The sync token has expired; the sync must begin again");
    public static readonly Problem ScopeChanged = new("sync.scope_changed", 410, "可见范围已变化，同步须重新开始", "What you may see has changed; the sync must begin again");
    public static readonly Problem TokenDiffers = new("sync.parameter_differs", 400, "与同步令牌所记的参数不一致", "This differs from what the sync token is for");
    public static readonly Problem TokenInvalid = new("sync.token_invalid", 400, "同步令牌无效", "The sync token is not valid");
    public static readonly Problem VersionStale = new("record.version_stale", 412, "记录已被修改，请取得最新版本后重试", "The record has changed; fetch its present version and try again");
    public static readonly Problem RecordExists = new("record.exists", 412, "该编号的记录已存在", "A record with this id exists already");
    public static readonly Problem TooLarge = new("request.too_large", 413, "请求内容过大", "The request is too large");
    public static readonly Problem MediaType = new("request.media_type", 415, "不支持的内容类型或编码", "The media type or encoding is not supported");
    public static readonly Problem RangeNotSatisfiable = new("range.not_satisfiable", 416, "请求的范围超出文件长度", "The range lies beyond the end of the file");
    public static readonly Problem KeyReused = new("idempotency.key_reused", 422, "同一个 Idempotency-Key 用于了不同的请求", "The Idempotency-Key was used for another request");
    public static readonly Problem PreconditionRequired = new("record.precondition_required", 428, "须带 If-Match（修改）或 If-None-Match: *（新建）请求头", "Send If-Match to change, or If-None-Match: * to create");
    public static readonly Problem TooManyRequests = new("rate.exceeded", 429, "请求过于频繁，请稍后重试", "Too many requests; try again later", Retryable: true);
    public static readonly Problem HeadersTooLarge = new("request.headers_too_large", 431, "请求头过大", "The request headers are too large");
    public static readonly Problem Unexpected = new("server.error", 500, "服务器内部错误", "Something went wrong on the server");
    public static readonly Problem Timeout = new("server.timeout", 503, "处理超时，没有保存任何内容，可以重试", "Handling took too long; nothing was stored and you may try again", Retryable: true);
    public static readonly Problem StorageFull = new("storage.unavailable", 503, "存储暂不可用，没有保存任何内容", "Storage is unavailable; nothing was stored", Retryable: true);
    public static readonly Problem Busy = new("server.busy", 503, "服务器繁忙，请稍后重试", "The server is busy; try again shortly", Retryable: true);
    public static readonly Problem Stopping = new("server.stopping", 503, "服务正在停止，请稍后重试", "The server is stopping; try again shortly", Retryable: true);
}
