namespace NimmGen.LanguageModels;

/// <summary>Limits and what has been used up of them. Safe for use by several threads.</summary>
public sealed class Budget
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan _before;
    private BudgetSpent _spent;
    private long _promptsInFlight;

    public Budget(BudgetLimits limits, BudgetSpent before, TimeProvider time)
    {
        Limits = limits;
        _spent = before;
        _before = before.Wall;
        _time = time;
        _start = time.GetTimestamp();
    }

    public BudgetLimits Limits { get; }

    /// <summary>As of now. A plain record: store it, and pass it as <see cref="ProviderOptions.Spent"/> to resume.</summary>
    public BudgetSpent Spent
    {
        get
        {
            lock (_lock)
            {
                return Now();
            }
        }
    }

    /// <summary>Time that is left; null where there is no limit.</summary>
    internal TimeSpan? Left => Limits.Wall is { } limit ? limit - Spent.Wall : null;

    /// <summary>Takes one call and holds the tokens of its prompt; or says what is used up and takes nothing.</summary>
    internal string? Take(long prompt)
    {
        lock (_lock)
        {
            BudgetSpent now = Now();
            // What the reply will need is not known: a question begins where its prompt fits, and may overshoot by its reply.
            string? usedUp =
                Limits.Calls is { } calls && now.Calls >= calls ? $"{now.Calls:N0} of {calls:N0} calls"
                : Limits.Tokens is { } tokens && now.Tokens + _promptsInFlight + prompt > tokens ? $"{now.Tokens:N0} of {tokens:N0} tokens, and the next prompt has about {prompt:N0}"
                : Limits.Money is { } money && now.Money >= money ? $"{now.Money:0.00##} of {money:0.00##} US dollars"
                : Limits.Wall is { } wall && now.Wall >= wall ? TimeUsedUp(wall)
                : null;
            if (usedUp is null)
            {
                _spent = _spent with { Calls = _spent.Calls + 1 };
                _promptsInFlight += prompt;
            }

            return usedUp;
        }
    }

    /// <summary>Ends what <see cref="Take"/> began; gives the call back where nothing was sent.</summary>
    internal void Settle(long prompt, TokenUsage usage, decimal? money, bool sent)
    {
        lock (_lock)
        {
            _promptsInFlight -= prompt;
            _spent = _spent with
            {
                Calls = _spent.Calls - (sent ? 0 : 1),
                InputTokens = _spent.InputTokens + usage.Input,
                OutputTokens = _spent.OutputTokens + usage.Output,
                EstimatedTokens = _spent.EstimatedTokens + usage.Estimated,
                Money = _spent.Money + (money ?? 0m),
            };
        }
    }

    internal static string TimeUsedUp(TimeSpan wall) => $"the time of {wall:g}";

    private BudgetSpent Now() => _spent with { Wall = _before + _time.GetElapsedTime(_start) };
}
