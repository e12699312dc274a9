using System.Net;
using System.Net.Http.Headers;

namespace NimmGen.LanguageModels;

/// <summary>
/// Stands between a provider's client and the network: the only place that knows the key, and the first that sees an answer.
/// Clients of different makers throw different exceptions with different texts; here every failure becomes one of ours.
/// </summary>
internal sealed class ProviderHandler(HttpMessageHandler inner, Endpoint endpoint, string? key, ProviderOptions options) : DelegatingHandler(inner)
{
    private static readonly string[] Secret = ["Authorization", "x-api-key", "api-key"];

    // A server that has never answered is more likely a wrong address than one in trouble.
    private volatile bool _reached;

    public static HttpClient Client(Endpoint endpoint, string? key, ProviderOptions options) => new(new ProviderHandler(Sockets(endpoint), endpoint, key, options))
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // A redirect would carry prompts to whoever the server names; a proxy does not know the servers of this machine.
    private static SocketsHttpHandler Sockets(Endpoint endpoint) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(30),
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        UseProxy = !new Uri(endpoint.Address).IsLoopback,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Authorize(request.Headers);
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            throw NotReached(e) is { } why ? new LanguageModelException(SetupFailures.NotReached(endpoint, why) with { Retryable = _reached })
                : e.HttpRequestError == HttpRequestError.InvalidResponse ? new LanguageModelException(ReplyFailures.Dropped(endpoint, "what it answered is not HTTP"))
                : LostConnection.At(endpoint);
        }
        catch (Exception e) when (LostConnection.Is(e))
        {
            throw LostConnection.At(endpoint);
        }

        _reached = true;
        try
        {
            return await HttpAnswers.CheckAsync(response, endpoint, options, cancellationToken);
        }
        catch (Exception e)
        {
            response.Dispose();
            if (LostConnection.Is(e))
            {
                throw LostConnection.At(endpoint);
            }

            throw;
        }
    }

    private void Authorize(HttpRequestHeaders headers)
    {
        // Clients read keys from variables of their own, and would send them anywhere.
        foreach (string name in Secret)
        {
            headers.Remove(name);
        }

        if (key is not null)
        {
            (string name, string value) = endpoint.Provider == "anthropic" ? ("x-api-key", key) : ("Authorization", $"Bearer {key}");
            headers.TryAddWithoutValidation(name, value);
        }
    }

    // Null where there was a connection.
    private static string? NotReached(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "no machine of that name is known",
        // Accepted and reset at once, before the client had done with connecting: there is somebody.
        HttpRequestError.ConnectionError when LostConnection.WasThere(e) => null,
        HttpRequestError.ConnectionError => "no connection: nothing listens there, or something stands between",
        HttpRequestError.SecureConnectionError => "no secure connection: its certificate is not trusted, or it speaks http:// only",
        HttpRequestError.ProxyTunnelError => "the proxy does not let it through",
        _ => null,
    };
}
