using System.Net;
using System.Net.Sockets;

namespace HeroApi.Tests.Files;

/// <summary>A line to a host that breaks: each of the first connections after so many bytes, without a word to either side.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Task serving;
    private readonly Uri host;
    private readonly int bytes;
    private int cuts;

    /// <param name="host">Where the line leads.</param>
    /// <param name="cuts">How many connections break.</param>
    /// <param name="bytes">After how many bytes towards the host.</param>
    /// <param name="onCut">What happens before it breaks.</param>
    internal CuttingProxy(Uri host, int cuts, int bytes, Func<Task>? onCut = null)
    {
        (this.host, this.cuts, this.bytes, OnCut) = (host, cuts, bytes, onCut ?? (() => Task.CompletedTask));
        listener.Start();
        serving = Serve();
    }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");

    private Func<Task> OnCut { get; }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await serving;
        closing.Dispose();
    }

    private async Task Serve()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
                lines.Add(Join(await listener.AcceptTcpClientAsync(closing.Token)));
        }
        catch (Exception closed) when (closed is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task Join(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                await far.ConnectAsync(host.Host, host.Port, closing.Token);
                var back = far.GetStream().CopyToAsync(near.GetStream(), closing.Token);
                if (await Forward(near.GetStream(), far.GetStream()))
                {
                    await OnCut();
                    // A reset to both, as when a phone loses its cell.
                    near.LingerState = new LingerOption(true, 0);
                    far.LingerState = new LingerOption(true, 0);
                    return;
                }

                far.Client.Shutdown(SocketShutdown.Send);
                await back;
            }
            catch (Exception broken) when (broken is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }

    /// <summary>True when it is time to break.</summary>
    private async Task<bool> Forward(NetworkStream from, NetworkStream to)
    {
        var (buffer, sent) = (new byte[16_384], 0);
        while (await from.ReadAsync(buffer, closing.Token) is > 0 and var read)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), closing.Token);
            sent += read;
            if (sent >= bytes && Interlocked.Decrement(ref cuts) >= 0)
                return true;
        }

        return false;
    }
}
