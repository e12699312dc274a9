namespace NimmGen.LanguageModels;

/// <summary>Who is asked, without the key: part of messages and of the cassette's key.</summary>
/// <param name="Provider">"openai", "anthropic" or "exec".</param>
/// <param name="Address">Base address, or the command.</param>
/// <param name="Model">As asked for.</param>
/// <param name="KeyName">The variable that holds the key that is sent; null where none is.</param>
internal sealed record Endpoint(string Provider, string Address, string Model, string? KeyName = null);
