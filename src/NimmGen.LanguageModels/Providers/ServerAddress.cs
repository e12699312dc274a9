namespace NimmGen.LanguageModels;

/// <summary>Reads the address of a server: where a request goes, and nothing that should not be in a file or a message.</summary>
internal static class ServerAddress
{
    public static (string? Address, LanguageModelFailure? Failure) Read(string text)
    {
        string shown = Excerpt.Of(text, 120);
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            return Bad($"'{shown}' is not the address of a server", "an address begins with http:// or https://", "write for instance http://localhost:11434/v1");
        }

        if (uri.UserInfo.Length > 0)
        {
            return Bad($"the address of {uri.Host} holds a name or a password", "addresses are stored and shown", $"leave it out of the address, and put a key into {ProviderKeys.OtherVariable}");
        }

        if (uri.Query.Length > 0 || uri.Fragment.Length > 0)
        {
            return Bad($"the address of {uri.Host} has something after '{(uri.Query.Length > 0 ? '?' : '#')}'", "addresses are stored and shown, and the path of the request comes after them", "leave it out");
        }

        // Addresses are often copied with the path of the request.
        string path = uri.AbsolutePath.TrimEnd('/');
        foreach (string ending in (ReadOnlySpan<string>)["/chat/completions", "/messages"])
        {
            path = path.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? path[..^ending.Length] : path;
        }

        return (uri.GetLeftPart(UriPartial.Authority) + path, null);
    }

    private static (string? Address, LanguageModelFailure? Failure) Bad(string message, string why, string fix) => (null, SetupFailures.BadOption(message, why, fix));
}
