namespace NimmGen.LanguageModels;

/// <summary>Limits and what has been used up of them. Safe for use by several threads.</summary>
public sealed class Budget
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly TimeSpan _before;
    private readonly BudgetSpent _spent;

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
                return _spent with { Wall = _before + _time.GetElapsedTime(_start) };
            }
        }
    }
}
