using Anthropic;
using Anthropic.Core;
using Microsoft.Extensions.AI;

namespace NimmGen.LanguageModels;

/// <summary>Clients of Anthropic's protocol.</summary>
internal static class AnthropicProvider
{
    public static IChatClient Client(Endpoint endpoint, HttpClient http)
    {
        // The key is set to something: left unset, the client would read variables of its own and send them to any address.
        var client = new AnthropicClient(new ClientOptions
        {
            ApiKey = "sent by ProviderHandler",
            BaseUrl = endpoint.Address,
            HttpClient = http,
            OpenTelemetry = false,
            MaxRetries = 0,
            Timeout = TimeSpan.FromDays(1),
        });
        return client.AsIChatClient(endpoint.Model);
    }
}
