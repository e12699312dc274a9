using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>Failures of one question: of its attempts, or of the reply that came.</summary>
internal static class ReplyFailures
{
    public const string RefusedCode = "NL0024";

    public static LanguageModelFailure RateLimited(Endpoint endpoint, string said, TimeSpan? retryAfter) => new(
        FailureKind.Provider,
        Error("NL0006", $"{endpoint.Address} asks for fewer requests (429)", $"the server says: {said}", "resume later, ask fewer questions at once, or ask the provider for a higher limit"))
    { Retryable = true, RetryAfter = retryAfter };

    public static LanguageModelFailure ServerError(Endpoint endpoint, int status, string said, TimeSpan? retryAfter) => new(
        FailureKind.Provider,
        Error("NL0007", $"{endpoint.Address} failed ({status})", $"the server says: {said}", "resume later; for a server of your own, read its log"))
    { Retryable = true, RetryAfter = retryAfter };

    public static LanguageModelFailure ErrorEvent(Endpoint endpoint, string said) => new(
        FailureKind.Provider,
        Error("NL0007", $"{endpoint.Address} failed while it answered", $"the server says: {said}", "resume later; for a server of your own, read its log"))
    { Retryable = true };

    public static LanguageModelFailure Dropped(Endpoint endpoint, string why) => new(
        FailureKind.Provider,
        Error("NL0007", $"{endpoint.Address} dropped the connection", why, "resume later; for a server of your own, read its log (did it run out of memory?)"))
    { Retryable = true };

    public static LanguageModelFailure TimedOut(string model, TimeSpan limit) => new(
        FailureKind.Reply,
        Error("NL0008", $"{Excerpt.Of(model, 100)} did not finish its reply in {Seconds(limit)}", "a slow or overloaded server, or a model that does not come to an end", "raise the time-out, or lower the longest reply"))
    { Retryable = true };

    public static LanguageModelFailure CutShort(Endpoint endpoint, int characters) => new(
        FailureKind.Reply,
        Error("NL0009", $"the reply of {Excerpt.Of(endpoint.Model, 100)} ended in the middle, after {characters:N0} characters", "the stream ended without a finish reason", "ask again; where it happens often, a proxy or the server cuts connections"))
    { Retryable = true };

    public static LanguageModelFailure TooManyTokens(Endpoint endpoint, int limit, int characters) => new(
        FailureKind.Reply,
        Error("NL0009", $"the reply of {Excerpt.Of(endpoint.Model, 100)} was cut off at {limit:N0} tokens ({characters:N0} characters of text)", "the longest reply that was asked for, reasoning included, or the model's own limit", "raise the longest reply (max output tokens), or use a model that writes less"));

    public static LanguageModelFailure Malformed(Endpoint endpoint, string why) => new(
        FailureKind.Reply,
        Error("NL0010", $"{endpoint.Address} answered with something else than the protocol's JSON", why, "ask again; where it happens every time, check the address and the version of the server"))
    { Retryable = true };

    public static LanguageModelFailure Html(Endpoint endpoint, string begins) => new(
        FailureKind.Setup,
        Error("NL0011", $"{endpoint.Address} answered with a web page", $"it begins: {begins}", "check the address: it is the protocol's (usually ending in /v1), not a web site's, and no log-in page of the network may stand before it"));

    public static LanguageModelFailure TooLarge(Endpoint endpoint, int limit) => new(
        FailureKind.Reply,
        Error("NL0012", $"the reply of {Excerpt.Of(endpoint.Model, 100)} is longer than {limit:N0} bytes; the rest was not read", "a model that repeats itself, or an address that sends something else", "lower the longest reply (max output tokens)"));

    public static LanguageModelFailure Empty(Endpoint endpoint, bool reasoned) => new(
        FailureKind.Reply,
        Error("NL0013", $"the reply of {Excerpt.Of(endpoint.Model, 100)} is empty", reasoned ? "the model reasoned and then said nothing" : null, "ask again; where it happens often, raise the longest reply or try another model"))
    { Retryable = true };

    public static LanguageModelFailure Refused(Endpoint endpoint, int status, string said) => new(
        FailureKind.Setup,
        Error(RefusedCode, $"{endpoint.Address} refuses the request ({status})", $"the server says: {said}", "the prompt may be longer than the model's context, or the model does not know a parameter (temperature, longest reply)"));

    public static LanguageModelFailure Filtered(Endpoint endpoint) => new(
        FailureKind.Reply,
        Error(RefusedCode, $"the provider's content filter stopped the reply of {Excerpt.Of(endpoint.Model, 100)}", null, "ask again; where it happens often, use another model"));

    public static LanguageModelFailure CommandFailed(string command, int code, string said) => new(
        FailureKind.Provider,
        Error("NL0015", $"the command ended with exit code {code}: {Excerpt.Of(command, 120)}", $"it says: {said}", "run it in a terminal with a prompt on standard input"));

    public static Diagnostic OtherModel(string asked, string answered) => new(
        "NL0020", Severity.Warning, Place.None, $"asked for '{Excerpt.Of(asked, 100)}', answered by '{Excerpt.Of(answered, 100)}'", null,
        "the server replaced the model, or gives it another name", "check the model's name, so that results are told of the right one");

    public static Diagnostic NoProgram(string why) => Error("NL0022", "the reply holds no program", why, "one C# class that derives from Model, in one code fence");

    public static Diagnostic NotTheJson(string why) => Error("NL0023", "the reply is not the JSON that was asked for", why, "one JSON object of the schema, and nothing else");

    private static Diagnostic Error(string code, string message, string? why, string fix) => new(code, Severity.Error, Place.None, message, null, why, fix);

    private static string Seconds(TimeSpan time) => time.TotalSeconds < 120 ? $"{time.TotalSeconds:0.###} s" : $"{time.TotalMinutes:0.#} min";
}
