namespace NimmGen.Compile;

/// <summary>When a coupling is computed.</summary>
internal enum Phase
{
    /// <summary>Once, for the start values.</summary>
    Start,

    /// <summary>In every sub-step.</summary>
    Body,

    /// <summary>At the end of a data step, for observations and maps.</summary>
    End,
}

/// <summary>What every location sends, and how it reaches the others.</summary>
/// <param name="Index">Its row in the buffers; <see cref="Source.Coupled"/> leaves have it.</param>
/// <param name="Matrix">Index of the matrix, or -1 for the sum over all locations.</param>
/// <param name="Transposed">True where the matrix is.</param>
/// <param name="Operand">What is sent.</param>
/// <param name="Leaf">What arrives.</param>
/// <param name="Depth">How many couplings must be done before it, one after the other.</param>
internal sealed record Coupling(int Index, int Matrix, bool Transposed, Phase Phase, Node Operand, Node Leaf, int Depth);

/// <summary>All couplings of a program, equal ones once a phase. An operand uses couplings of lower depth only.</summary>
internal sealed class Couplings(Graph graph, ModelTables tables)
{
    private readonly Dictionary<(int, bool, Phase, Node), Coupling> _known = [];

    public List<Coupling> All { get; } = [];

    public bool IsEmpty => All.Count == 0;

    public Func<string?, bool, Node, Node> In(Phase phase) => (matrix, transposed, operand) => Of(matrix, transposed, phase, operand).Leaf;

    /// <summary>Those of a phase that can be done at one time, from the first time to the last.</summary>
    public Coupling[][] Stages(Phase phase) =>
        [.. All.Where(c => c.Phase == phase).GroupBy(c => c.Depth).OrderBy(g => g.Key).Select(g => g.ToArray())];

    private Coupling Of(string? matrix, bool transposed, Phase phase, Node operand)
    {
        int index = matrix is null ? -1 : tables.Couplings[matrix];
        if (!_known.TryGetValue((index, transposed, phase, operand), out Coupling? coupling))
        {
            int depth = Node.Below([operand], _ => false).Where(n => n.Source == Source.Coupled)
                .Select(n => All[n.Index].Depth + 1).DefaultIfEmpty(0).Max();
            Level level = phase switch { Phase.Body => Level.SubStep, Phase.End => Level.End, _ => Level.Step };
            coupling = new(All.Count, index, transposed, phase, operand, graph.Leaf(Source.Coupled, All.Count, level, active: operand.Active), depth);
            All.Add(coupling);
            _known.Add((index, transposed, phase, operand), coupling);
        }

        return coupling;
    }
}
