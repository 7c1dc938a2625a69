namespace HeroApi.Files;

/// <summary>The refusals of this module.</summary>
public static class FileErrors
{
    public static readonly Problem Empty = new("file.empty", 400, "文件内容为空", "The file is empty");
    public static readonly Problem DigestMismatch = new("file.digest_mismatch", 400, "文件内容与给出的摘要不符", "The content does not have the digest that was given");
    public static readonly Problem InUse = new("file.in_use", 409, "文件已被业务记录引用，不能删除", "A record refers to the file, so it cannot be deleted");
    public static readonly Problem TypeNotAccepted = new("file.type_not_accepted", 415, "不接受此类文件", "Files of this type are not accepted");
    public static readonly Problem TypeContradicted = new("file.type_contradicted", 415, "文件内容与声明的类型不符", "The content is not of the type that was declared");
    public static readonly Problem UploadLength = new("upload.length_exceeded", 400, "上传的内容超出声明的长度", "More was sent than the upload's length");
    public static readonly Problem UploadOffset = new("upload.offset_mismatch", 409, "偏移量与已接收的长度不符", "The offset is not where the upload stands");
    public static readonly Problem UploadDiffers = new("upload.differs", 409, "该编号的上传已存在且长度或摘要不同", "An upload with this id exists with another length or digest");
    public static readonly Problem UploadExpired = new("upload.expired", 410, "上传已过期，请重新开始", "The upload has expired; begin again");
    public static readonly Problem TusVersion = new("upload.version_unsupported", 412, "须带 Tus-Resumable: 1.0.0 请求头", "Send the header Tus-Resumable: 1.0.0");
    public static readonly Problem UploadBusy = new("upload.busy", 423, "同一上传正在接收另一请求，请稍后重试", "Another request is writing this upload; try again shortly", Retryable: true);
    public static readonly Problem ChecksumMismatch = new("upload.checksum_mismatch", 460, "分块校验和不符，请重发此块", "The chunk does not have the checksum that was given; send it again");
}
