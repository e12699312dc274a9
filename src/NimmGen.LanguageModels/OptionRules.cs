namespace NimmGen.LanguageModels;

/// <summary>Ranges of <see cref="ProviderOptions"/>.</summary>
internal static class OptionRules
{
    private const int MostRetries = 100;
    private const int MostAtOnce = 1000;

    // A timer's longest time.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    public static LanguageModelFailure? Broken(ProviderOptions o) =>
        o.Temperature is { } t && t is not (>= 0 and <= 2) ? Bad("temperature", $"{t}", "0 to 2")
        : o.MaxOutputTokens < 1 ? Bad("longest reply in tokens", $"{o.MaxOutputTokens}", "at least 1")
        : o.TimeOut <= TimeSpan.Zero || o.TimeOut > Longest ? Bad("time-out", $"{o.TimeOut:g}", "more than nothing, at most 40 days")
        : o.Retries is < 0 or > MostRetries ? Bad("number of retries", $"{o.Retries}", $"0 to {MostRetries}")
        : o.RetryDelay < TimeSpan.Zero || o.RetryDelay > Longest ? Bad("wait between attempts", $"{o.RetryDelay:g}", "0 to 40 days")
        : o.LongestRetryDelay < o.RetryDelay || o.LongestRetryDelay > Longest ? Bad("longest wait between attempts", $"{o.LongestRetryDelay:g}", $"{o.RetryDelay:g} (the first wait) to 40 days")
        : o.Concurrency is < 1 or > MostAtOnce ? Bad("number of requests at once", $"{o.Concurrency}", $"1 to {MostAtOnce}")
        : o.ReplyBytes < 1 ? Bad("longest reply in bytes", $"{o.ReplyBytes}", "at least 1")
        : o.Limits.Calls < 0 ? Bad("limit of calls", $"{o.Limits.Calls}", "0 or more")
        : o.Limits.Tokens < 0 ? Bad("limit of tokens", $"{o.Limits.Tokens}", "0 or more")
        : o.Limits.Money < 0 ? Bad("limit of money", $"{o.Limits.Money}", "0 or more US dollars")
        : o.Limits.Wall < TimeSpan.Zero ? Bad("limit of time", $"{o.Limits.Wall:g}", "0 or more")
        : null;

    private static LanguageModelFailure Bad(string what, string got, string expected) =>
        SetupFailures.BadOption($"the {what} is {got}, expected {expected}", "nothing has been sent", $"give {expected}");
}
