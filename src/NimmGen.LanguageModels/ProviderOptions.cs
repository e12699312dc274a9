namespace NimmGen.LanguageModels;

/// <summary>How a language model is reached and how much of it may be used. Every default serves an interactive run.</summary>
public sealed record ProviderOptions
{
    /// <summary>Where the protocol of <c>openai:</c> or <c>anthropic:</c> is spoken, such as <c>http://localhost:11434/v1</c>; null for the provider's own address.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>Sampling temperature, 0 to 2; null leaves it to the model.</summary>
    public float? Temperature { get; init; }

    /// <summary>Longest reply in tokens, reasoning included.</summary>
    public int MaxOutputTokens { get; init; } = 16384;

    /// <summary>Time for one attempt, from the request to the last word of the reply.</summary>
    public TimeSpan TimeOut { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Attempts after the first, where another attempt can help.</summary>
    public int Retries { get; init; } = 5;

    /// <summary>First wait between attempts; it doubles each time, with jitter, unless the server names a time.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between attempts; a server that asks for more ends the call.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Requests in flight at once.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Whether replies are read as they are written. False for servers that cannot.</summary>
    public bool Stream { get; init; } = true;

    /// <summary>Longest reply in bytes of UTF-8; reading stops there.</summary>
    public int ReplyBytes { get; init; } = 1 << 20;

    /// <summary>What may be used up; see <see cref="LanguageModel.Budget"/>.</summary>
    public BudgetLimits Limits { get; init; } = BudgetLimits.None;

    /// <summary>What was used up before, where a run is resumed.</summary>
    public BudgetSpent Spent { get; init; } = BudgetSpent.Nothing;

    /// <summary>A price table that goes before the one that is built in (docs/language-models.md has the form).</summary>
    public string? PriceFile { get; init; }

    /// <summary>File of recorded exchanges, or null for none. <c>replay:FILE</c> names its own.</summary>
    public string? CassetteFile { get; init; }

    /// <summary>What <see cref="CassetteFile"/> is for.</summary>
    public CassetteMode CassetteMode { get; init; } = CassetteMode.ReplayThenRecord;

    /// <summary>A line for the head of a new cassette: who wrote its replies, and when.</summary>
    public string? CassetteNote { get; init; }

    /// <summary>Seed of the jitter of <see cref="RetryDelay"/>.</summary>
    public int Seed { get; init; }

    /// <summary>Where keys come from. Never a flag.</summary>
    public ProviderKeys Keys { get; init; } = ProviderKeys.System();

    /// <summary>Folder in which files are named and commands run; null for the working directory.</summary>
    public string? Folder { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told while a reply arrives, for a display; the text itself is not passed on.</summary>
    public IProgress<ReplyProgress>? Progress { get; init; }
}

/// <summary>How far a reply has come.</summary>
/// <param name="Purpose">As in <see cref="Ask.Purpose"/>.</param>
/// <param name="Characters">Characters received in this attempt.</param>
public sealed record ReplyProgress(string Purpose, int Characters);

/// <summary>What a cassette is for.</summary>
public enum CassetteMode
{
    /// <summary>Every exchange goes to a new file.</summary>
    Record,

    /// <summary>Replies come from the file; one that is missing is a failure.</summary>
    Replay,

    /// <summary>Replies come from the file as far as it has them; the others are asked for and added.</summary>
    ReplayThenRecord,
}
