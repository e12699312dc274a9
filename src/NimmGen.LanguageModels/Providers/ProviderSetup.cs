using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>Who is asked and how, from a specification, options and keys.</summary>
/// <param name="Endpoint">Who is asked.</param>
/// <param name="Client">Makes the client; null where nobody can be asked.</param>
internal sealed record ProviderSetup(Endpoint Endpoint, Func<IChatClient>? Client)
{
    /// <summary>Whether replies can be read as they are written.</summary>
    public bool Streams { get; init; } = true;

    /// <summary>What is wrong whether anything is asked or not.</summary>
    public LanguageModelFailure? Failure { get; init; }

    /// <summary>What is lacking as soon as something is asked: a key.</summary>
    public LanguageModelFailure? Missing { get; init; }

    public ImmutableArray<Diagnostic> Warnings { get; init; } = [];

    public static ProviderSetup Of(ModelSpecification specification, ProviderOptions options) => specification switch
    {
        ModelSpecification.OpenAi s => Server("openai", s.Model, s.Address, Endpoint.OpenAiAddress, ProviderKeys.OpenAiVariable, options, OpenAiProvider.Client),
        ModelSpecification.Anthropic s => Server("anthropic", s.Model, s.Address, Endpoint.AnthropicAddress, ProviderKeys.AnthropicVariable, options, AnthropicProvider.Client),
        ModelSpecification.Command s => Command(s, new(s.Provider, s.Line, s.Provider), options),
        ModelSpecification.Replay s => new(new("replay", s.File, "replay"), null) { Failure = NoBaseUrl(options) },
        ModelSpecification.BuiltIn => throw new ArgumentException("the built-in modeller is nobody to ask", nameof(specification)),
        _ => throw new ArgumentOutOfRangeException(nameof(specification), specification, "unknown specification"),
    };

    private static ProviderSetup Command(ModelSpecification.Command command, Endpoint endpoint, ProviderOptions options) =>
        new(endpoint, () => new CommandClient(command, endpoint, options)) { Streams = false, Failure = NoBaseUrl(options) };

    private static LanguageModelFailure? NoBaseUrl(ProviderOptions options) => options.BaseUrl is null ? null
        : SetupFailures.BadOption("an address is given for something that has none", "only openai: and anthropic: have one", "leave it out");

    private static ProviderSetup Server(
        string provider, string model, string? address, string own, string variable, ProviderOptions options, Func<Endpoint, HttpClient, IChatClient> client)
    {
        (string? other, LanguageModelFailure? bad) = options.BaseUrl is { } given ? ServerAddress.Read(given) : (null, null);
        if (bad is null && address is not null && other is not null && address != other)
        {
            bad = SetupFailures.BadOption("two addresses are given", $"{address} after the model, and {other}", "give one of them");
        }

        string place = address ?? other ?? own;
        // Its clients add the version themselves.
        place = provider == "anthropic" && place.EndsWith("/v1", StringComparison.Ordinal) ? place[..^"/v1".Length] : place;
        bool providersOwn = place == own;
        string keyName = providersOwn ? variable : ProviderKeys.OtherVariable;
        (string? key, _, string? why) = options.Keys.Find(keyName);
        var endpoint = new Endpoint(provider, place, model, key is null ? null : keyName);
        bool exposed = key is not null && place.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !new Uri(place).IsLoopback;
        return new(endpoint, () => client(endpoint, ProviderHandler.Client(endpoint, key, options)))
        {
            Failure = bad ?? (key is null ? null : ProviderKeys.Unsendable(key) is { } what ? SetupFailures.BadKey(keyName, what) : null),
            // A server of one's own mostly wants no key.
            Missing = key is null && providersOwn ? SetupFailures.NoKey(provider, keyName, why) : null,
            Warnings = exposed ? [SetupFailures.UnencryptedKey(endpoint)] : [],
        };
    }
}
