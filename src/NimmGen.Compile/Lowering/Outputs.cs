namespace NimmGen.Compile;

/// <summary>Which rows the adjoints of a pass are added to.</summary>
internal static class Outputs
{
    /// <summary>Where the seeds of adjoints stand, in passes outside of the stages.</summary>
    public static readonly Dictionary<Source, string> Seeds = new()
    {
        [Source.ObservationAdjoint] = nameof(KernelPointers.ObservationAdjoint),
        [Source.SignalAdjoint] = nameof(KernelPointers.SignalAdjoint),
        [Source.DelayTimeAdjoint] = nameof(KernelPointers.DelayTimeAdjoint),
        [Source.StateAdjoint] = nameof(KernelPointers.StateAdjoint),
        [Source.Tape] = nameof(KernelPointers.Carried),
    };

    /// <summary>An output a node of a reverse pass, added to what its row has; values that late ones carry are found by their place.</summary>
    public static List<RowOutput> Of(ProgramGraph program, IEnumerable<KeyValuePair<Node, Node>> reverse) =>
        [.. reverse.Select(p => new RowOutput(p.Value, FieldOf(p.Key), p.Key.Level == Level.End ? Array.IndexOf(program.Carried, p.Key) : p.Key.Index, Adds: true))];

    /// <summary>True for what belongs to a parameter of the model.</summary>
    public static bool IsParameter(Node node) => node.Source is Source.Neural or Source.Learned or Source.Weight;

    private static string FieldOf(Node node) => node.Source switch
    {
        Source.Neural => nameof(KernelPointers.NeuralAdjoint),
        Source.Learned => nameof(KernelPointers.LearnedAdjoint),
        Source.Weight => nameof(KernelPointers.WeightAdjoint),
        Source.Filtered => nameof(KernelPointers.FilteredAdjoint),
        Source.Coupled when node.Level != Level.End => nameof(KernelPointers.CoupledAdjoint),
        _ when node.Level == Level.End => nameof(KernelPointers.CarriedAdjoint),
        _ => throw new System.Diagnostics.UnreachableException($"{node.Source} has no adjoint"),
    };
}
