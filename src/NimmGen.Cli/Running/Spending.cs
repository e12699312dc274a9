using NimmGen.LanguageModels;

namespace NimmGen.Cli;

/// <summary>What a language model has used up of its budget, in words.</summary>
internal static class Spending
{
    public static string Words(Budget budget)
    {
        (BudgetSpent spent, BudgetLimits limits) = (budget.Spent, budget.Limits);
        string money = spent.Money > 0 || limits.Money is not null ? $", ${spent.Money:0.00##}{Of(limits.Money is { } m ? $"${m:0.00##}" : null)}" : "";
        string estimated = spent.EstimatedTokens > 0 ? $" ({spent.EstimatedTokens:N0} of them estimated)" : "";
        return $"{Figures.Count(spent.Calls, "question")}{Of(limits.Calls?.ToString("N0"))}, {spent.Tokens:N0} tokens{Of(limits.Tokens?.ToString("N0"))}{estimated}{money}";
    }

    private static string Of(string? limit) => limit is null ? "" : $" of {limit}";
}
