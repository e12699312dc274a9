namespace NimmGen.Compile;

/// <summary>
/// Solves (1 + out_i) x_i - sum over j of move_ji x_j = b_i, where out_i is all that leaves i, as straight-line code. Elimination by Grassmann,
/// Taksar and Heyman (Operations Research 33:1107-1116, 1985) adds and multiplies numbers of one sign only: with b and moves of at least
/// zero the solution is accurate in every component and never negative. Compartments that little flows through go first: a chain costs
/// one reciprocal a compartment.
/// </summary>
internal sealed class FlowSystem(Graph graph, int size)
{
    // What goes from the first to the second, and, for each compartment, what leaves it for good.
    private readonly SortedDictionary<(int To, int From), Node> _moves = [];
    private readonly Node[] _lost = [.. Enumerable.Repeat(graph.Constant(0), size)];
    private readonly SortedSet<int> _involved = [];

    /// <summary>Adds a flow; to is null where it leaves the system.</summary>
    public void Move(int from, int? to, Node amount)
    {
        _involved.Add(from);
        if (to is null)
        {
            _lost[from] = graph.Add(_lost[from], amount);
        }
        else if (to != from)
        {
            _involved.Add(to.Value);
            Add(to.Value, from, amount);
        }
    }

    /// <summary>The solution; compartments that no flow leaves or enters keep their right-hand side. The system can be solved once.</summary>
    public Node[] Solve(Node[] right)
    {
        Node[] x = [.. right], b = [.. right], kept = [.. _lost.Select(l => graph.Add(graph.Constant(1), l))];
        var open = new SortedSet<int>(_involved);
        var eliminated = new List<(int K, Node Inverse, List<(int J, Node Move)> Row)>();
        while (open.Count > 0)
        {
            int k = open.MinBy(c => (Into(c).Count * From(c).Count, Into(c).Count + From(c).Count, c));
            open.Remove(k);
            List<(int Other, Node Move)> into = Into(k), from = From(k);
            Node pivot = from.Select(f => f.Move).Aggregate(kept[k], graph.Add);
            Node inverse = graph.Reciprocal(pivot);
            foreach ((int j, Node move) in into)
            {
                Node share = graph.Multiply(move, inverse);
                kept[j] = graph.Add(kept[j], graph.Multiply(kept[k], share));
                foreach ((int i, Node onward) in from.Where(f => f.Other != j))
                {
                    Add(i, j, graph.Multiply(onward, share));
                }
            }

            foreach ((int i, Node onward) in from)
            {
                b[i] = graph.Add(b[i], graph.Multiply(onward, graph.Multiply(b[k], inverse)));
            }

            foreach ((int other, _) in into)
            {
                _moves.Remove((k, other));
            }

            foreach ((int other, _) in from)
            {
                _moves.Remove((other, k));
            }

            eliminated.Add((k, inverse, into));
        }

        for (int e = eliminated.Count - 1; e >= 0; e--)
        {
            (int k, Node inverse, List<(int J, Node Move)> row) = eliminated[e];
            Node sum = row.Select(r => graph.Multiply(r.Move, x[r.J])).Aggregate(b[k], graph.Add);
            x[k] = graph.Multiply(sum, inverse);
        }

        return x;
    }

    private List<(int Other, Node Move)> Into(int k) => [.. _moves.Where(m => m.Key.To == k).Select(m => (m.Key.From, m.Value))];

    private List<(int Other, Node Move)> From(int k) => [.. _moves.Where(m => m.Key.From == k).Select(m => (m.Key.To, m.Value))];

    private void Add(int to, int from, Node amount) =>
        _moves[(to, from)] = _moves.TryGetValue((to, from), out Node? sum) ? graph.Add(sum, amount) : amount;
}
