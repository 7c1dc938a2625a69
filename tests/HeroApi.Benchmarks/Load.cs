using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HeroApi.Benchmarks;

/// <summary>
/// Sends requests over kept-alive connections, one after another on each, and counts the answers. As thin as can be:
/// it shares the machine with the server, so whatever it costs blurs the figure.
/// </summary>
internal sealed class Load(Uri server, int connections)
{
    private static long number;

    /// <summary>Answers per second.</summary>
    internal async Task<double> Run(Func<long, byte[]> request, int expected, TimeSpan duration, Action<string>? hear = null)
    {
        var until = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var began = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => Send(request, expected, until, hear))));
        return answers.Sum() / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>The body of one answer.</summary>
    internal async Task<string> Once(byte[] request, int expected)
    {
        using var connection = await Connection.Open(server);
        return await connection.Ask(request, expected, keepBody: true);
    }

    /// <summary>A connection to ask on, one request after another.</summary>
    internal Task<Connection> Open() => Connection.Open(server);

    private async Task<long> Send(Func<long, byte[]> request, int expected, long until, Action<string>? hear)
    {
        using var connection = await Connection.Open(server);
        var answers = 0L;
        while (Stopwatch.GetTimestamp() < until)
        {
            var answer = await connection.Ask(request(Interlocked.Increment(ref number)), expected, keepBody: hear is not null);
            hear?.Invoke(answer);
            answers++;
        }

        return answers;
    }

    internal sealed class Connection : IDisposable
    {
        private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private byte[] buffer = new byte[64 * 1024];

        internal static async Task<Connection> Open(Uri server)
        {
            var connection = new Connection();
            await connection.socket.ConnectAsync(IPAddress.Loopback, server.Port);
            return connection;
        }

        internal async Task<string> Ask(byte[] request, int expected, bool keepBody)
        {
            await socket.SendAsync(request);
            var (read, body) = (0, -1);
            while (body < 0 || !IsWhole(buffer.AsSpan(0, read), body))
            {
                if (read == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var received = await socket.ReceiveAsync(buffer.AsMemory(read));
                if (received == 0)
                    throw new IOException("The server closed the connection.");
                read += received;
                if (body < 0 && buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
                    body = end + 4;
            }

            if (int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture) != expected)
                throw new InvalidOperationException($"Expected {expected}, got:\n{Encoding.UTF8.GetString(buffer, 0, read)}");
            return keepBody ? Body(buffer.AsSpan(0, read), body) : "";
        }

        public void Dispose() => socket.Dispose();

        /// <summary>An answer has a length, or comes in chunks; no JSON holds a bare CR LF that could be taken for their end.</summary>
        private static bool IsWhole(ReadOnlySpan<byte> answer, int body)
        {
            const string name = "Content-Length: ";
            var head = answer[..body];
            var at = head.IndexOf("Content-Length: "u8);
            if (at < 0)
                return answer.EndsWith("0\r\n\r\n"u8);

            var digits = head[(at + name.Length)..];
            return answer.Length - body >= int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        }

        private static string Body(ReadOnlySpan<byte> answer, int body)
        {
            var text = Encoding.UTF8.GetString(answer[body..]);
            return answer[..body].IndexOf("chunked"u8) < 0
                ? text
                : string.Concat(text.Split("\r\n").Where((_, index) => index % 2 == 1));
        }
    }
}
