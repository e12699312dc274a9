using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NimmGen.LanguageModels.Tests;

/// <summary>A server that ends the connection at any point, politely (FIN) or not (RST): which exception that becomes is a race, what is told is not.</summary>
public sealed class LostConnectionTests
{
    private const int Times = 5;

    // Where the server ends the connection.
    private static readonly string[] Points = ["before reading", "before answering", "in the status", "in the headers", "after the headers", "in the body"];

    public static TheoryData<string, bool, bool> Cases =>
        [.. from point in Points from reset in (bool[])[true, false] from stream in (bool[])[true, false] select (point, reset, stream)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Is_told_alike_wherever_it_happens(string point, bool reset, bool stream)
    {
        var told = new HashSet<string>();
        for (int i = 0; i < Times; i++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            string root = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
            Task serve = ServeAsync(listener, point, reset, stream);
            // A question too long for the buffers of a socket: the connection is lost while it is written, too.
            var ask = new Ask("", new string('x', i == 0 ? 3_000_000 : 10));
            LanguageModelFailure failure = Try.Failed(await Try.AskAsync("openai:test-1", Try.Options() with { BaseUrl = root + "/v1", Stream = stream }, ask));
            await serve;
            Assert.Equal(("NL0007", FailureKind.Provider, true), (failure.Code, failure.Kind, failure.Retryable));
            told.Add(failure.Diagnostic.ToString().Replace(root, "http://server", StringComparison.Ordinal));
        }

        Assert.Equal(
            """
            error NL0007: http://server/v1 dropped the connection
                why: it hung up before its reply was whole
                fix: resume later; for a server of your own, read its log (did it run out of memory?)
            """.ReplaceLineEndings("\n"),
            Assert.Single(told));
    }

    private static async Task ServeAsync(TcpListener listener, string point, bool reset, bool stream)
    {
        using Socket socket = await listener.AcceptSocketAsync(Try.Cancellation);
        if (point != Points[0])
        {
            await ReadQuestionAsync(socket);
            string body = stream ? Answers.OpenAiEvents("Some text of a reply.", done: false) : Answers.OpenAiWhole("Some text of a reply.");
            string head = $"HTTP/1.1 200 OK\r\nContent-Type: {(stream ? "text/event-stream" : "application/json")}\r\nContent-Length: {body.Length + 1000}\r\n\r\n";
            int length = Array.IndexOf(Points, point) switch
            {
                1 => 0,
                2 => 7,
                3 => head.Length / 2,
                4 => head.Length,
                _ => head.Length + body.Length / 2,
            };
            await socket.SendAsync(Encoding.ASCII.GetBytes((head + body)[..length]), Try.Cancellation);
        }

        // Closed with a linger of zero, a socket sends RST.
        socket.LingerState = new LingerOption(reset, 0);
    }

    private static async Task ReadQuestionAsync(Socket socket)
    {
        var read = new StringBuilder();
        byte[] buffer = new byte[1 << 16];
        int whole = int.MaxValue;
        while (read.Length < whole)
        {
            int count = await socket.ReceiveAsync(buffer, Try.Cancellation);
            Assert.NotEqual(0, count);
            read.Append(Encoding.Latin1.GetString(buffer, 0, count));
            if (whole == int.MaxValue && read.ToString() is var text && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var head and > 0)
            {
                string length = text[..head].Split("\r\n").Single(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                whole = head + 4 + int.Parse(length[15..]);
            }
        }
    }
}
