using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>Failures that last until somebody changes the specification, the options, the key or the address.</summary>
internal static class SetupFailures
{
    public static Diagnostic NotASpecification(string text, string message, string fix) =>
        new("NL0001", Severity.Error, Place.None, message, Excerpt.Of(text, 120), $"a language model is one of {string.Join(", ", ModelSpecification.Forms)}", fix);

    public static LanguageModelFailure NoKey(string provider, string variable, string? why) => Setup(
        "NL0002",
        $"there is no key for {provider}: {variable} is not set",
        why,
        $"export {variable}=..., or dotnet user-secrets set {variable} ... --id {ProviderKeys.SecretsId}");

    public static LanguageModelFailure BadKey(string variable, string what) => Setup(
        "NL0002",
        $"the key in {variable} cannot be sent: {what}",
        "a key is one line of printable ASCII characters",
        $"set {variable} again, without quotes and line ends");

    public static LanguageModelFailure KeyRefused(Endpoint endpoint, int status, string said) => Setup(
        "NL0003",
        $"{endpoint.Address} refuses the key ({status})",
        $"the server says: {said}",
        endpoint.KeyName is { } key ? $"check {key}: is it whole, not expired, and for this address and model?" : $"this address wants a key: set {ProviderKeys.OtherVariable}");

    public static LanguageModelFailure NotReached(Endpoint endpoint, string why) => Setup(
        "NL0004",
        $"{endpoint.Address} cannot be reached",
        why,
        "check the address, that the server is running, and the network or proxy")
        with
    { Retryable = true };

    public static LanguageModelFailure NotThatAddress(Endpoint endpoint, int status, string said) => Setup(
        "NL0004",
        $"{endpoint.Address} does not answer as a language model ({status})",
        said,
        endpoint.Provider == "openai" ? "check the address: for servers of the OpenAI protocol it usually ends in /v1" : "check the address: Anthropic's protocol adds /v1/messages to it");

    public static LanguageModelFailure UnknownModel(Endpoint endpoint, string said) => Setup(
        "NL0005",
        $"{endpoint.Address} has no model '{Excerpt.Of(endpoint.Model, 100)}'",
        $"the server says: {said}",
        "check the name after the colon; local servers list theirs at /v1/models, and may have to load one first");

    public static LanguageModelFailure NoCredit(Endpoint endpoint, int status, string said) => Setup(
        "NL0026",
        $"the account at {endpoint.Address} has no credit left ({status})",
        $"the server says: {said}",
        "add credit or use another provider, then resume");

    public static LanguageModelFailure BadOption(string message, string why, string fix) => Setup("NL0025", message, why, fix);

    public static LanguageModelFailure KeyInSpecification() => Setup(
        "NL0025",
        "a key is part of what names the language model",
        "that is stored with the run, shown, and seen in the list of processes",
        "leave it out: NimmGen sends it from the environment, and a command may read it from there");

    public static LanguageModelFailure NoPrice(string provider, string model) => Setup(
        "NL0021",
        $"there is a limit in money but no price for {provider}:{Excerpt.Of(model, 100)}",
        "a limit that cannot be measured would not hold",
        "give its price in a table (docs/language-models.md; 0 for a model of your own), or limit calls or tokens instead");

    public static LanguageModelFailure BadPrices(string file, string why) => Setup(
        "NL0021", $"the price table {file} cannot be used", why, "see docs/language-models.md for its form");

    public static LanguageModelFailure CommandNotFound(string command, int code, string said) => Setup(
        "NL0015",
        code == 126 ? $"the command cannot be executed: {Excerpt.Of(command, 120)}" : $"the command was not found: {Excerpt.Of(command, 120)}",
        $"the shell says: {said}",
        "run it in a terminal first; give a full path where it is not on PATH");

    public static Diagnostic UnencryptedKey(Endpoint endpoint) => new(
        "NL0025", Severity.Warning, Place.None, $"the key {endpoint.KeyName} travels unencrypted to {endpoint.Address}", null,
        "the address begins with http:// and is not this machine", "use https://, or unset the key where the server needs none");

    private static LanguageModelFailure Setup(string code, string message, string? why, string fix) =>
        new(FailureKind.Setup, new(code, Severity.Error, Place.None, message, null, why, fix));
}
