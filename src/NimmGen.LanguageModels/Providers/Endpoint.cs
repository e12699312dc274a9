namespace NimmGen.LanguageModels;

/// <summary>Who is asked, without the key: part of messages and of the cassette's key.</summary>
/// <param name="Provider">"openai", "anthropic", "exec" or "pipe".</param>
/// <param name="Address">Base address, or the command.</param>
/// <param name="Model">As asked for; for a command the provider's name.</param>
/// <param name="KeyName">The variable that holds the key that is sent; null where none is.</param>
internal sealed record Endpoint(string Provider, string Address, string Model, string? KeyName = null)
{
    public const string OpenAiAddress = "https://api.openai.com/v1";
    public const string AnthropicAddress = "https://api.anthropic.com";

    /// <summary>Whether a model was asked for by name; a command chooses its own.</summary>
    public bool NamesModel => Provider is "openai" or "anthropic";

    /// <summary>Whether the address is the provider's own: its key and prices hold there and nowhere else.</summary>
    public bool IsProvidersOwn => (Provider, Address) is ("openai", OpenAiAddress) or ("anthropic", AnthropicAddress);
}
