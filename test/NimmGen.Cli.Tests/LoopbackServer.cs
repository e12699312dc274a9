using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NimmGen.Cli.Tests;

/// <summary>A server on loopback, on a free port, that answers every request alike and keeps what it was sent.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _answer;
    private readonly StringBuilder _seen = new();

    public LoopbackServer(int status, string json)
    {
        _answer = $"HTTP/1.1 {status} Status\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\nConnection: close\r\n\r\n{json}";
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    public string Seen
    {
        get
        {
            lock (_seen)
            {
                return _seen.ToString();
            }
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var request = new StringBuilder();
        byte[] buffer = new byte[65536];
        int body = -1;
        while (body < 0 || request.Length < body)
        {
            int read = await stream.ReadAsync(buffer);
            if (read == 0)
            {
                break;
            }

            request.Append(Encoding.Latin1.GetString(buffer, 0, read));
            string text = request.ToString();
            if (body < 0 && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and { } head)
            {
                string? length = text[..head].Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                body = head + 4 + int.Parse(length?[15..] ?? "0");
            }
        }

        lock (_seen)
        {
            _seen.Append(request);
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(_answer));
    }
}
