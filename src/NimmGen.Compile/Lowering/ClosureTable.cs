using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>Closures with the number of arguments that their calls have, and their lowering.</summary>
internal static class ClosureTable
{
    public static IEnumerable<ClosureLayout> Of(MechanismIr model)
    {
        ClosureCall[] calls = [.. model.Statements.SelectMany(s => s.Terms()).SelectMany(t => t.Walk()).OfType<ClosureCall>()];
        int offset = 0;
        foreach (ClosureSymbol closure in model.Closures)
        {
            int[] counts = [.. calls.Where(c => c.Closure == closure.Name).Select(c => c.Arguments.Length).Distinct()];
            if (counts.Length > 1)
            {
                throw new ModelNotCompilableException($"closure '{closure.Name}' is called with {counts[0]} and with {counts[1]} arguments: every call has equally many");
            }

            var layout = new ClosureLayout(closure.Name, offset, closure.Hidden, counts.Length == 0 ? 1 : counts[0]);
            yield return layout;
            offset += layout.Count;
        }
    }

    /// <summary>Straight-line code for one call; arguments are nodes.</summary>
    public static Node Lower(Graph graph, ClosureSymbol closure, ClosureLayout layout, Node[] arguments)
    {
        int next = layout.Offset;
        Node Weight() => graph.Leaf(Source.Weight, next++, Level.Run, active: true);
        var hidden = new Node[layout.Hidden];
        for (int h = 0; h < hidden.Length; h++)
        {
            Node sum = arguments.Select(a => graph.Multiply(Weight(), a)).ToArray().Aggregate(graph.Add);
            hidden[h] = graph.Function(Op.Tanh, graph.Add(sum, Weight()));
        }

        Node output = Sum(graph, [.. hidden.Select(h => graph.Multiply(Weight(), h)), Weight()]);

        // sigmoid(z) = (1 + tanh(z / 2)) / 2
        Node half = graph.Function(Op.Tanh, graph.Multiply(graph.Constant(0.5), output));
        double middle = (closure.Min + closure.Max) / 2 * closure.Unit.Scale, reach = (closure.Max - closure.Min) / 2 * closure.Unit.Scale;
        return graph.Add(graph.Multiply(graph.Constant(reach), half), graph.Constant(middle));
    }

    // In pairs, then pairs of pairs: what comes next waits for log2 n additions instead of n.
    private static Node Sum(Graph graph, Node[] terms)
    {
        while (terms.Length > 1)
        {
            terms = [.. terms.Chunk(2).Select(pair => pair.Length == 2 ? graph.Add(pair[0], pair[1]) : pair[0])];
        }

        return terms[0];
    }
}
