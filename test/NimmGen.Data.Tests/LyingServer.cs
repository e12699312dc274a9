using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NimmGen.Data.Tests;

/// <summary>What a client asked for.</summary>
internal sealed record Asked(string Path, IReadOnlyDictionary<string, string> Headers)
{
    public string? Range => Headers.GetValueOrDefault("range");
}

/// <summary>A server on loopback that answers each request as a test says, also against the protocol: bytes go out as they are given.</summary>
internal sealed class LyingServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Asked, int, Stream, CancellationToken, Task> _answer;
    private readonly Task _serving;

    /// <param name="answer">Gets the request, its number from 0 on, and the connection, which is closed afterwards.</param>
    public LyingServer(Func<Asked, int, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _serving = Serve();
    }

    public Uri Address { get; }

    public ConcurrentQueue<Asked> Requests { get; } = new();

    /// <summary>A whole answer.</summary>
    public static async Task Send(Stream to, string status, byte[] body, params string[] headers)
    {
        await Head(to, status, [$"Content-Length: {body.Length}", .. headers]);
        await to.WriteAsync(body);
    }

    /// <summary>The beginning of an answer.</summary>
    public static async Task Head(Stream to, string status, params string[] headers) =>
        await to.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nConnection: close\r\n{string.Concat(headers.Select(h => h + "\r\n"))}\r\n"));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task Serve()
    {
        var open = new List<Task>();
        try
        {
            for (int number = 0; ; number++)
            {
                open.Add(Answer(await _listener.AcceptTcpClientAsync(_stop.Token), number));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task Answer(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, false, 1024, leaveOpen: true);
                string[] first = (await reader.ReadLineAsync(_stop.Token) ?? "").Split(' ');
                var headers = new Dictionary<string, string>();
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                {
                    string[] parts = line.Split(": ", 2);
                    headers[parts[0].ToLowerInvariant()] = parts[^1];
                }

                var asked = new Asked(first.ElementAtOrDefault(1) ?? "", headers);
                Requests.Enqueue(asked);
                await _answer(asked, number, stream, _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // The client has gone, or the test is over.
            }
        }
    }
}
