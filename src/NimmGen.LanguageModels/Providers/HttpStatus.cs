namespace NimmGen.LanguageModels;

/// <summary>What a status that is no success means, by its number and what the server says with it.</summary>
internal static class HttpStatus
{
    // Anthropic's "overloaded".
    private const int Overloaded = 529;

    public static LanguageModelFailure Failure(Endpoint endpoint, HttpResponseMessage response, string body, TimeSpan? retryAfter)
    {
        int status = (int)response.StatusCode;
        string said = HttpAnswers.ErrorIn(body) ?? Excerpt.Of(body, 200);
        return status switch
        {
            >= 300 and <= 399 => SetupFailures.NotThatAddress(endpoint, status, $"it sends to {Target(response)}, where nothing is sent: prompts go to the address that was named and nowhere else"),
            401 or 403 => SetupFailures.KeyRefused(endpoint, status, said),
            402 => SetupFailures.NoCredit(endpoint, status, said),
            429 or 400 when NoCredit(body) => SetupFailures.NoCredit(endpoint, status, said),
            404 or 400 when AboutTheModel(body, endpoint.Model) => SetupFailures.UnknownModel(endpoint, said),
            404 or 405 or 410 => SetupFailures.NotThatAddress(endpoint, status, $"the server says: {said}"),
            407 => SetupFailures.NotReached(endpoint, "the proxy wants a name and a password") with { Retryable = false },
            408 or 409 or 425 or Overloaded => ReplyFailures.ServerError(endpoint, status, said, retryAfter),
            429 => ReplyFailures.RateLimited(endpoint, said, retryAfter),
            501 or 505 => SetupFailures.NotThatAddress(endpoint, status, $"the server says: {said}"),
            >= 500 => ReplyFailures.ServerError(endpoint, status, said, retryAfter),
            _ => ReplyFailures.Refused(endpoint, status, said),
        };
    }

    // Host only: what comes after may be a session of whoever runs a log-in page.
    private static string Target(HttpResponseMessage response) =>
        response.Headers.Location is { IsAbsoluteUri: true } target ? Excerpt.Of(target.GetLeftPart(UriPartial.Authority), 100) : "another path";

    private static bool NoCredit(string body) =>
        body.Contains("insufficient_quota", StringComparison.Ordinal) || body.Contains("credit balance", StringComparison.OrdinalIgnoreCase);

    private static bool AboutTheModel(string body, string model) =>
        body.Contains("model_not_found", StringComparison.Ordinal)
        || (HttpAnswers.ErrorIn(body) is { } said && said.Contains("model", StringComparison.OrdinalIgnoreCase) && said.Contains(model, StringComparison.OrdinalIgnoreCase)
            && (said.Contains("not found", StringComparison.OrdinalIgnoreCase) || said.Contains("exist", StringComparison.OrdinalIgnoreCase) || said.StartsWith("model:", StringComparison.OrdinalIgnoreCase)));
}
