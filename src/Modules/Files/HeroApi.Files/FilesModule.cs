using HeroApi.Files.Files;
using HeroApi.Files.Storage;
using HeroApi.Files.Uploads;

namespace HeroApi.Files;

/// <summary>Photos, recordings and documents that records refer to: taken in resumably, kept once, given to who sees a record of theirs.</summary>
public static class FilesModule
{
    internal const string Write = "files:write";

    public static void AddFiles(IServiceCollection services) => services
        .AddSingleton<FileStore>().AddSingleton<StoreProof>().AddScoped<Contents>().AddScoped<FileShelf>().AddScoped<Intake>().AddScoped<UploadIntake>()
        .AddSingleton(provider => new ReadyCheck("files", provider.GetRequiredService<StoreProof>().Holds));

    public static void MapFiles(IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/files").WithTags("Files");
        files.AddEndpointFilter(async (context, next) =>
        {
            await context.HttpContext.RequestServices.GetRequiredService<StoreProof>().Need(context.HttpContext.RequestAborted);
            return await next(context);
        });
        UploadFile.Map(files);
        PutFile.Map(files);
        GetFile.Map(files);
        DownloadFile.Map(files);
        DeleteFile.Map(files);

        var uploads = files.MapGroup("/uploads").AddEndpointFilter(Tus.Speak);
        CreateUpload.Map(uploads);
        AppendUpload.Map(uploads);
        GetUpload.Map(uploads);
        TerminateUpload.Map(uploads);
        DescribeUploads.Map(uploads);
    }
}
