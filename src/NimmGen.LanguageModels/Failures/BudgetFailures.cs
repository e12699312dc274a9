using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>The failure of a budget that is used up.</summary>
internal static class BudgetFailures
{
    public static LanguageModelFailure UsedUp(string what) => new(
        FailureKind.Budget,
        new("NL0014", Severity.Error, Place.None, $"the budget is used up: {what}", null, null, "everything so far is kept: resume with a larger budget, or be content with the best so far"))
    { Attempts = 0 };
}
