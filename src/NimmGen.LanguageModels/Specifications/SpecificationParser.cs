namespace NimmGen.LanguageModels;

/// <summary>Reads <c>PROVIDER:REST</c>.</summary>
internal static class SpecificationParser
{
    private const int LongestModel = 200;

    public static SpecificationResult Parse(string text)
    {
        string trimmed = text.Trim();
        int colon = trimmed.IndexOf(':', StringComparison.Ordinal);
        string provider = (colon < 0 ? trimmed : trimmed[..colon]).Trim().ToLowerInvariant();
        string? rest = colon < 0 ? null : trimmed[(colon + 1)..].Trim();
        return (provider, rest) switch
        {
            ("none", null) => new(new ModelSpecification.BuiltIn(), null),
            ("openai", not null) => Model(text, rest, (m, a) => new ModelSpecification.OpenAi(m, a), "openai:gpt-4.1"),
            ("anthropic", not null) => Model(text, rest, (m, a) => new ModelSpecification.Anthropic(m, a), "anthropic:claude-sonnet-5-5"),
            ("exec", not null) => Rest(text, rest, r => new ModelSpecification.Command(r), "exec:'python3 ask.py'", "a command"),
            ("pipe", not null) => Rest(text, rest, r => new ModelSpecification.Command(r, Json: false), "pipe:'llm -m gpt-4.1'", "a command"),
            ("replay", not null) => Rest(text, rest, r => new ModelSpecification.Replay(r), "replay:run.cassette", "a file"),
            ("", _) => Failed(text, "no language model is named", "none for the built-in modeller"),
            ("openai" or "anthropic" or "exec" or "pipe" or "replay", null) => Failed(text, $"'{provider}' wants a colon and what comes after it", Form(provider)),
            ("none", _) => Failed(text, "'none' takes nothing after it", "none"),
            ("ollama" or "vllm" or "lmstudio" or "llamacpp" or "llama.cpp" or "openrouter" or "azure" or "groq" or "mistral", _) =>
                Failed(text, $"'{provider}' is not a provider of its own", $"openai:{(string.IsNullOrEmpty(rest) ? "MODEL" : Excerpt.Of(rest, 100))}@ADDRESS: it speaks the OpenAI protocol (Ollama: http://localhost:11434/v1)"),
            ("claude", not null) => Failed(text, "'claude' is not a provider", $"anthropic:{Excerpt.Of(rest, 100)}"),
            _ when provider.StartsWith("claude", StringComparison.Ordinal) => Failed(text, "a model without its provider", $"anthropic:{Excerpt.Of(trimmed, 100)}"),
            _ when provider.StartsWith("gpt-", StringComparison.Ordinal) => Failed(text, "a model without its provider", $"openai:{Excerpt.Of(trimmed, 100)}"),
            _ when rest is null => Failed(text, $"'{Excerpt.Of(provider, 60)}' names no language model", "write the provider, a colon, and the model"),
            _ => Failed(text, $"there is no provider '{Excerpt.Of(provider, 60)}'", "openai:MODEL@ADDRESS reaches any server of the OpenAI protocol"),
        };
    }

    private static string Form(string provider) => ModelSpecification.Forms.First(f => f.StartsWith(provider, StringComparison.Ordinal));

    private static SpecificationResult Model(string text, string rest, Func<string, string?, ModelSpecification> make, string example)
    {
        // Some names of models have an @ in them; an address says http.
        int at = Math.Max(rest.LastIndexOf("@http://", StringComparison.OrdinalIgnoreCase), rest.LastIndexOf("@https://", StringComparison.OrdinalIgnoreCase));
        string model = at < 0 ? rest : rest[..at];
        (string? address, LanguageModelFailure? bad) = at < 0 ? (null, null) : ServerAddress.Read(rest[(at + 1)..]);
        return bad is not null ? new(null, bad.Diagnostic)
            : model.Length == 0 ? Failed(text, "the name of the model is missing", example)
            : model.Length > LongestModel ? Failed(text, $"a model's name has at most {LongestModel} characters, this one has {model.Length:N0}", example)
            : model.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? Failed(text, "a model's name has no spaces", example)
            : new(make(model, address), null);
    }

    private static SpecificationResult Rest(string text, string rest, Func<string, ModelSpecification> make, string example, string what) =>
        rest.Length == 0 ? Failed(text, $"{what} is missing after the colon", example)
        : rest.Contains('\0', StringComparison.Ordinal) ? Failed(text, $"{what} cannot hold a null character", example)
        : new(make(rest), null);

    private static SpecificationResult Failed(string text, string message, string fix) => new(null, SetupFailures.NotASpecification(text, message, fix));
}
