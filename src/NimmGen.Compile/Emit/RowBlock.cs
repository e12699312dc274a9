using System.Reflection.Emit;

namespace NimmGen.Compile;

/// <summary>A value of a block and the row that gets it.</summary>
/// <param name="Value">What is computed.</param>
/// <param name="Field">The pointer of the row's buffer, a field of <see cref="KernelPointers"/>.</param>
/// <param name="Row">Which row of it.</param>
/// <param name="Adds">True where it is added to what stands there.</param>
/// <param name="Factor">Multiplies the value.</param>
internal readonly record struct RowOutput(Node Value, string Field, int Row, bool Adds = false, double Factor = 1);

/// <summary>Writes a kernel of some values from rows to rows, for <see cref="KernelPointers.Steps"/> neighbouring vectors of lanes.</summary>
internal static class RowBlock
{
    /// <param name="target">The vector's width.</param>
    /// <param name="program">What the nodes belong to.</param>
    /// <param name="outputs">All are computed before the first is stored.</param>
    /// <param name="rows">Where leaves stand that the parameters' rows do not have: in row Index of that buffer.</param>
    /// <param name="taped">Nodes that an earlier block left in rows, and the leaf that stands for each.</param>
    public static KernelCode Emit(
        LaneTarget target, ProgramGraph program, IReadOnlyList<RowOutput> outputs, IReadOnlyDictionary<Source, string> rows,
        IReadOnlyDictionary<Node, Node>? taped = null)
    {
        var w = new LaneWriter("Block", target);
        var parameters = new Rows(w, program);
        var pointers = new Dictionary<string, LocalBuilder>();
        LocalBuilder Pointer(string field) => pointers.TryGetValue(field, out LocalBuilder? known) ? known : pointers[field] = w.Field(field);
        foreach (string field in rows.Values.Concat(outputs.Select(o => o.Field)).Append(nameof(KernelPointers.States)))
        {
            Pointer(field);
        }

        LanePlace Leaf(Node leaf) => leaf.Source switch
        {
            Source.BeginState => parameters.State(Pointer(nameof(KernelPointers.States)), leaf.Index),
            Source.SubStepDays => LanePlace.Loaded(() => w.PushShared(Pointer(nameof(KernelPointers.SubStepDays)), 0)),
            _ when rows.TryGetValue(leaf.Source, out string? field) => LanePlace.Loaded(() => w.PushRow(Pointer(field), leaf.Index)),
            _ => parameters.Leaf(leaf),
        };
        LocalBuilder vectors = w.Field(nameof(KernelPointers.Steps));
        w.Loop(() => w.Push(vectors), () =>
        {
            LocalBuilder[] values = BlockWriter.Write(w, [.. outputs.Select(o => o.Value)], new Dictionary<Node, LocalBuilder>(), Leaf, taped);
            foreach ((RowOutput output, LocalBuilder value) in outputs.Zip(values))
            {
                LocalBuilder pointer = Pointer(output.Field);
                w.StoreRow(pointer, output.Row, () =>
                {
                    w.Push(value);
                    w.Scale(output.Factor);
                    if (output.Adds)
                    {
                        w.PushRow(pointer, output.Row);
                        w.Call("Add");
                    }
                });
            }

            foreach ((_, LocalBuilder pointer) in pointers.Where(p => p.Key != nameof(KernelPointers.SubStepDays)))
            {
                w.AdvanceSlots(pointer, 1);
            }

            parameters.NextVector();
        });
        return w.Finish();
    }
}
