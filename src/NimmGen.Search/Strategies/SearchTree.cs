using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>
/// The candidates of a search as a tree: an edge from each to the one that it changes. Those that can be changed further are its nodes:
/// scored ones, without refinements that did not pay. A node's visits are the candidates below it, whatever became of them.
/// </summary>
internal sealed class SearchTree
{
    // Weight of curiosity beside rank. At 1 the search stays with the best and their neighbours; at 4 it leaves a bad neighbourhood
    // where the good one lies behind worse candidates, and costs little where it does not (docs/benchmark/search.md).
    private const double Curiosity = 4;

    private readonly Dictionary<int, CandidateRecord> _all;
    private readonly Dictionary<int, double> _rank = [];
    private readonly Dictionary<int, int> _visits = [];
    private readonly int _nodes;
    private int _total;

    /// <param name="history">All candidates of ended rounds.</param>
    public SearchTree(IReadOnlyList<CandidateRecord> history)
    {
        _all = history.ToDictionary(c => c.Number);
        CandidateRecord[] nodes = [.. history.Where(Kept).OrderByDescending(c => c.Score).ThenByDescending(c => c.Number)];
        _nodes = nodes.Length;
        for (int i = 0; i < nodes.Length; i++)
        {
            _rank[nodes[i].Number] = nodes.Length == 1 ? 1 : i / (nodes.Length - 1.0);
        }

        foreach (CandidateRecord candidate in history)
        {
            Visit(candidate.Parent);
        }
    }

    /// <summary>
    /// Numbers of all nodes, the one to be expanded next first: by rank(node) / (n - 1) + c (1/n) sqrt(total visits) / (1 + visits), the
    /// rule of predictor and upper confidence bounds (Rosin 2011, doi:10.1007/s10472-011-9258-6) with ranks for values, so that the
    /// scale of the score does not matter, and the same prior for all. After them, for want of better, what did not pay.
    /// </summary>
    public ImmutableArray<int> Order()
    {
        IEnumerable<int> unpaid = _all.Values.Where(c => c.Outcome == Outcome.Scored && !_rank.ContainsKey(c.Number)).OrderBy(c => c.Score).ThenBy(c => c.Number).Select(c => c.Number);
        return [.. _rank.Keys.OrderByDescending(Value).ThenBy(n => n).Concat(unpaid)];
    }

    /// <summary>A child of the candidate is begun or was tried: a visit to it and to all above it.</summary>
    public void Visit(int? parent)
    {
        if (parent is null)
        {
            return;
        }

        _total++;

        // Parents have lower numbers in every record that a search writes; a file may say otherwise, and must not make this endless.
        for (int? at = parent, below = int.MaxValue; at is { } number && number < below && _all.TryGetValue(number, out CandidateRecord? node); at = node.Parent)
        {
            _visits[number] = _visits.GetValueOrDefault(number) + 1;
            below = number;
        }
    }

    private double Value(int number) => _rank[number] + Curiosity / _nodes * Math.Sqrt(_total) / (1 + _visits.GetValueOrDefault(number));

    private bool Kept(CandidateRecord candidate) =>
        candidate.Outcome == Outcome.Scored
        && !(candidate.Aim == AimKind.Refine && candidate.Parent is { } parent && _all.TryGetValue(parent, out CandidateRecord? changed) && changed.Score <= candidate.Score);
}
