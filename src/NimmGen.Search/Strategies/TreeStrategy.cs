using System.Collections.Immutable;

namespace NimmGen.Search;

/// <summary>
/// Tree search over programs (after Aygün et al. 2025, arXiv:2509.06503): each proposal expands the node that rank and curiosity choose
/// by one child. New structures are tried at a rate that falls as the search goes on, so that of n candidates about n to the power of
/// 3/4 try another structure (progressive widening, Coulom 2007); all others refine what they change, one thing at a time, and are built
/// upon only where that paid.
/// </summary>
internal sealed class TreeStrategy : ISearchStrategy
{
    private const double Widening = 0.75;

    public ImmutableArray<Aim> Next(IReadOnlyList<CandidateRecord> history, int count)
    {
        var tree = new SearchTree(history);
        int branches = history.Count(c => c.Aim == AimKind.Branch);
        var aims = ImmutableArray.CreateBuilder<Aim>(count);
        for (int i = 0; i < count; i++)
        {
            ImmutableArray<int> order = tree.Order();
            bool branch = branches < Math.Pow(history.Count + i, Widening);
            aims.Add(order.IsEmpty ? Aim.Free : new(branch ? AimKind.Branch : AimKind.Refine, order));
            branches += branch && !order.IsEmpty ? 1 : 0;

            // As if the child had been tried already: the next slot of the round sees it and may go elsewhere.
            tree.Visit(order.IsEmpty ? null : order[0]);
        }

        return aims.MoveToImmutable();
    }
}
