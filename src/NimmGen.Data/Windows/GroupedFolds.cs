using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>Samples of a panel, by index, in two parts that share no group.</summary>
/// <param name="Training">What a model learns from.</param>
/// <param name="Held">What it is judged by.</param>
public sealed record Fold(ImmutableArray<int> Training, ImmutableArray<int> Held);

/// <summary>One fold of the outer split, and the split of its training samples that choices are made on.</summary>
/// <param name="Test">Training samples, and those scored once, at the end.</param>
/// <param name="Inner">Folds of the training samples: models are chosen by their held-out parts.</param>
public sealed record NestedFold(Fold Test, ImmutableArray<Fold> Inner);

/// <summary>
/// Nested cross-validation by groups (Varma and Simon 2006, BMC Bioinformatics 7:91, doi:10.1186/1471-2105-7-91): every
/// sample is tested once, by models that were chosen and trained without any sample of its group.
/// </summary>
public static class GroupedFolds
{
    /// <summary>The nested folds of a panel of samples, grouped by <see cref="Panel.SampleGroups"/> (without: every sample for itself).</summary>
    /// <param name="panel">Samples.</param>
    /// <param name="outer">Folds that are tested, 2 to the number of groups.</param>
    /// <param name="inner">Folds of each training part, 2 to its number of groups.</param>
    /// <param name="seed">Of the order in which groups are dealt out: equal seeds give equal folds.</param>
    public static ImmutableArray<NestedFold> Nested(Panel panel, int outer = 5, int inner = 4, int seed = 0)
    {
        string[] groups = [.. panel.IndependentGroups];
        return [.. Split([.. Enumerable.Range(0, groups.Length)], groups, outer, seed)
            .Select((fold, i) => new NestedFold(fold, Split(fold.Training, groups, inner, unchecked(seed * 7919 + i + 1))))];
    }

    /// <summary>Folds of some of the samples: shuffled groups go one by one to the fold that has the fewest samples so far.</summary>
    private static ImmutableArray<Fold> Split(ImmutableArray<int> samples, string[] groups, int folds, int seed)
    {
        string[] keys = [.. samples.Select(s => groups[s]).Distinct()];
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, keys.Length);
        new Random(seed).Shuffle(keys);
        var sizes = new int[folds];
        var dealt = new Dictionary<string, int>();
        foreach (string key in keys)
        {
            int smallest = Array.IndexOf(sizes, sizes.Min());
            dealt.Add(key, smallest);
            sizes[smallest] += samples.Count(s => groups[s] == key);
        }

        return [.. Enumerable.Range(0, folds).Select(f => new Fold([.. samples.Where(s => dealt[groups[s]] != f)], [.. samples.Where(s => dealt[groups[s]] == f)]))];
    }
}
