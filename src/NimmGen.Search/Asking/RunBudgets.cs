using NimmGen.LanguageModels;

namespace NimmGen.Search;

/// <summary>The budget of a run in the terms of a language model.</summary>
public static class RunBudgets
{
    public static BudgetLimits Limits(RunBudget budget) =>
        new(budget.Calls, budget.Tokens, budget.Money, budget.Hours is { } hours ? TimeSpan.FromHours(hours) : null);

    /// <summary>What earlier sessions used up; nothing where there is no run yet.</summary>
    public static BudgetSpent Spent(RunRecord? run) => run is null ? BudgetSpent.Nothing : new(
        run.Exchanges.Length,
        run.Exchanges.Sum(e => e.InputTokens),
        run.Exchanges.Sum(e => e.OutputTokens),
        run.Exchanges.Sum(e => e.EstimatedTokens),
        run.Exchanges.Sum(e => e.Money ?? 0),
        TimeSpan.FromSeconds(run.Seconds));
}
