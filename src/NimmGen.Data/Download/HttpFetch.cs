using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace NimmGen.Data;

/// <summary>Why an address could not be read.</summary>
/// <param name="code">ND0035: not reached; ND0036: what came is not the file.</param>
/// <param name="got">What happened.</param>
/// <param name="fix">What can be done.</param>
internal sealed class FetchException(string code, string got, string fix) : Exception(got)
{
    public string Code { get; } = code;

    public string Fix { get; } = fix;
}

/// <summary>
/// Reads an address to its end: a cut or stalled answer is taken up again where it ended (RFC 9110, 14.2: Range, If-Range), a
/// busy server is asked again, and what is no data is refused. Proxies are those of the environment (HTTPS_PROXY, NO_PROXY).
/// </summary>
internal sealed class HttpFetch(HttpClient http, FetchOptions options, TimeProvider time, string folder)
{
    private const int Buffer = 1 << 16;
    private const string Network = "check the connection; behind a proxy set HTTPS_PROXY, as in HTTPS_PROXY=http://proxy.example:3128";

    // Who cannot be reached at all is not asked for the next file.
    private readonly Dictionary<string, string> _unreachable = [];

    /// <summary>A client that follows five redirects and no more.</summary>
    public static HttpClient Client() => new(new SocketsHttpHandler { MaxAutomaticRedirections = 5, ConnectTimeout = TimeSpan.FromSeconds(20), AutomaticDecompression = DecompressionMethods.None })
    {
        // Silence is limited, not the whole: a slow line may take its time.
        Timeout = Timeout.InfiniteTimeSpan,
        DefaultRequestHeaders = { { "User-Agent", "nimmgen" }, { "Accept-Encoding", "identity" } },
    };

    /// <summary>The bytes of an address. What arrived of an unfinished one is kept for the next time.</summary>
    /// <exception cref="FetchException">It cannot be had.</exception>
    public async Task<byte[]> Read(Uri address, Action<long, long?, string?> progress, CancellationToken cancellation)
    {
        if (_unreachable.TryGetValue(address.Authority, out string? before))
        {
            throw new FetchException("ND0035", $"{address}: {before}", Network);
        }

        Directory.CreateDirectory(folder);
        string part = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)))[..24] + ".part");
        for (int attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var stall = new CancellationTokenSource(options.Stall, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stall.Token);
            string failure;
            bool reached = true;
            try
            {
                await Append(address, part, progress, stall, both.Token);
                byte[] bytes = await File.ReadAllBytesAsync(part, cancellation);
                Discard(part);
                RefuseWebPage(address, bytes);
                return bytes;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                failure = $"nothing came for {options.Stall.TotalSeconds:0.#} s";
            }
            catch (Exception e) when (e is HttpRequestException or HttpIOException or IOException { InnerException: System.Net.Sockets.SocketException } or EndOfStreamException)
            {
                failure = Innermost(e);
                reached = e is not HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError };
            }

            long kept = File.Exists(part) ? new FileInfo(part).Length : 0;
            if (attempt == options.Tries || (!reached && attempt == options.Connections))
            {
                if (!reached)
                {
                    _unreachable[address.Authority] = failure;
                }

                throw new FetchException("ND0035", $"{address}: {failure}, after {attempt} tries", kept > 0 ? $"try again later: the {kept:N0} bytes that came are kept. {Network}" : Network);
            }

            TimeSpan wait = options.Wait * Math.Pow(2, attempt - 1);
            progress(kept, null, $"{failure}; try {attempt + 1} of {(reached ? options.Tries : options.Connections)}{(kept > 0 ? $", from byte {kept:N0} on" : "")}");
            await Task.Delay(wait, time, cancellation);
        }
    }

    private async Task Append(Uri address, string part, Action<long, long?, string?> progress, CancellationTokenSource stall, CancellationToken cancellation)
    {
        string tagFile = part + ".tag";
        long have = File.Exists(part) ? new FileInfo(part).Length : 0;
        string? tag = have > 0 && File.Exists(tagFile) ? await File.ReadAllTextAsync(tagFile, cancellation) : null;
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
        {
            request.Headers.Range = new(have, null);
            request.Headers.IfRange = EntityTagHeaderValue.TryParse(tag, out EntityTagHeaderValue? parsed) && !parsed.IsWeak ? new(parsed) : null;
        }

        using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable || (answer.StatusCode == HttpStatusCode.PartialContent && answer.Content.Headers.ContentRange?.From != have))
        {
            // What is kept is not a beginning of what is there now.
            Discard(part);
            throw new HttpRequestException("what was kept does not fit what the server has now");
        }

        RefuseStatus(address, answer);
        bool goesOn = answer.StatusCode == HttpStatusCode.PartialContent;
        long already = goesOn ? have : 0;
        long? whole = answer.Content.Headers.ContentLength is { } length ? already + length : null;
        RefuseSize(address, whole ?? 0);
        if (answer.Headers.ETag is { IsWeak: false } etag)
        {
            await File.WriteAllTextAsync(tagFile, etag.Tag, cancellation);
        }
        else
        {
            File.Delete(tagFile);
        }

        await using var file = new FileStream(part, goesOn ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.None);
        await using Stream body = await answer.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[Buffer];
        for (long received = already; ;)
        {
            stall.CancelAfter(options.Stall);
            int count = await body.ReadAsync(buffer, cancellation);
            if (count == 0)
            {
                if (received < whole)
                {
                    throw new EndOfStreamException($"the answer ended after {received:N0} of {whole:N0} bytes");
                }

                return;
            }

            await file.WriteAsync(buffer.AsMemory(0, count), CancellationToken.None);
            received += count;
            RefuseSize(address, received);
            progress(received, whole, null);
        }
    }

    private void RefuseSize(Uri address, long bytes)
    {
        if (bytes > options.MostBytes)
        {
            throw new FetchException("ND0036", $"{address}: more than {options.MostBytes:N0} bytes", "this is not the file; report the address, or get the data by hand");
        }
    }

    private static void RefuseStatus(Uri address, HttpResponseMessage answer)
    {
        int status = (int)answer.StatusCode;
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        if (status is 408 or 429 or >= 500)
        {
            throw new HttpRequestException($"the server answers {status} ({answer.StatusCode})");
        }

        if (status is >= 300 and < 400)
        {
            throw new FetchException("ND0035", $"{address}: redirected more than five times, or from https to http", "the address leads in a circle: report it, or get the data by hand");
        }

        throw new FetchException(
            "ND0035", $"{address}: the server answers {status} ({answer.StatusCode})",
            status is 401 or 403 or 407 ? "access is refused, perhaps by a proxy: ask for it, or get the data by hand" : "the file is not there any more: report the address, or get the data by hand");
    }

    private static void RefuseWebPage(Uri address, byte[] bytes)
    {
        string start = Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, 512))).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        if (start.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            throw new FetchException("ND0036", $"{address}: a web page instead of data", "a network that asks for a login answers so: log in by a browser, or set HTTPS_PROXY, and try again");
        }
    }

    private static void Discard(string part)
    {
        File.Delete(part);
        File.Delete(part + ".tag");
    }

    private static string Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e.Message.TrimEnd('.');
    }
}
