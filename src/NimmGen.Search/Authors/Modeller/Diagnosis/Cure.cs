using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>A row of the table of diagnostics: what is found in a candidate makes a change of it likelier.</summary>
/// <param name="Finding">What is found.</param>
/// <param name="Production">Where the change is.</param>
/// <param name="Alternatives">What is taken there.</param>
/// <param name="Factor">How many times as often chance takes it.</param>
/// <param name="Reason">Why it may help, a clause.</param>
internal sealed record Cure(Finding Finding, Production Production, ImmutableArray<int> Alternatives, double Factor, string Reason)
{
    /// <summary>The row for the alternatives of these values; those that the grammar does not have are left out.</summary>
    public static Cure Of<T>(Finding finding, Production<T> production, double factor, string reason, params ReadOnlySpan<T> values)
        where T : notnull
    {
        var alternatives = ImmutableArray.CreateBuilder<int>();
        for (int a = 0; a < production.Count; a++)
        {
            if (values.Contains(production[a]))
            {
                alternatives.Add(a);
            }
        }

        return new(finding, production, alternatives.ToImmutable(), factor, reason);
    }

    /// <summary>The row for any other alternative of the production than the first.</summary>
    public static Cure Any(Finding finding, Production production, double factor, string reason) =>
        new(finding, production, [.. Enumerable.Range(1, Math.Max(0, production.Count - 1))], factor, reason);
}
