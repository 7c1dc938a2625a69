using Microsoft.AspNetCore.Http;

namespace HeroApi.Kernel.Http;

/// <summary>
/// The way into the pipeline for requests that come inside of another one: the very same steps from the language to the
/// endpoint. Such a request carries this as a feature, by which it is known.
/// </summary>
public sealed class Inside
{
    private RequestDelegate? way;

    public Task Send(HttpContext http)
    {
        http.Features.Set(this);
        return way!(http);
    }

    internal RequestDelegate Keep(RequestDelegate next) => way = next;
}
