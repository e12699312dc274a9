using System.Collections.Concurrent;

namespace NimmGen.Compile;

/// <summary>Delays and windows: those of inputs before the simulation, those of states after it, and the reverse of both.</summary>
internal sealed class FilterRun(KernelProgram program)
{
    private readonly ProgramGraph _graph = program.Graph;
    private readonly ConcurrentDictionary<string, List<RowOutput>> _reverse = new();
    private readonly Dictionary<Node, Node> _carried = program.Graph.Carried
        .Select((n, i) => (n, i)).ToDictionary(p => p.n, p => new Node(-1, Op.Leaf, null, null, null, null, 0, Source.Tape, p.i, Level.End, false));

    /// <summary>Signals that need no state, for the steps before <paramref name="to"/>, and the weights of all delays.</summary>
    public void Before(SimulationBuffers b, int to, int firstLane, int laneCount)
    {
        FilterBuffers f = b.FiltersOf(_graph);
        foreach (Filter filter in _graph.Filters)
        {
            if (filter.Mean is not null)
            {
                RowOutput[] outputs =
                [
                    new(filter.Mean, nameof(KernelPointers.DelayTimes), 2 * filter.Index),
                    new(filter.Deviation!, nameof(KernelPointers.DelayTimes), (2 * filter.Index) + 1),
                ];
                program.Run(b, Block(b, $"delay{filter.Index}", outputs), 0, firstLane, laneCount);
                FilterPass.Weigh(b, f, filter, firstLane, laneCount);
            }

            if (filter.Early)
            {
                KernelCode signal = Block(b, $"signal{filter.Index}", [new(filter.Signal, nameof(KernelPointers.Signals), filter.Index)]);
                ForEachStep(b, signal, 0, to, firstLane, laneCount);
                FilterPass.Forward(b, f, filter, 0, to, firstLane, laneCount);
            }
        }
    }

    /// <summary>Signals of states and what observations make of them; the simulation has left them for all steps before <paramref name="to"/>.</summary>
    public void After(SimulationBuffers b, int from, int to, int firstLane, int laneCount)
    {
        FilterBuffers f = b.FiltersOf(_graph);
        foreach (Filter filter in _graph.Filters.Where(x => !x.Early))
        {
            if (filter.IsNested)
            {
                KernelCode signal = Block(b, $"signal{filter.Index}", [new(filter.Signal, nameof(KernelPointers.Signals), filter.Index)]);
                ForEachStep(b, signal, from, to, firstLane, laneCount);
            }

            FilterPass.Forward(b, f, filter, from, to, firstLane, laneCount);
        }

        if (_graph.LateObservations.Length > 0)
        {
            RowOutput[] observed = [.. _graph.LateObservations.Select(o => new RowOutput(_graph.Observations[o], nameof(KernelPointers.Observations), o))];
            ForEachStep(b, Block(b, "late", observed), from, to, firstLane, laneCount);
        }
    }

    /// <summary>From the adjoints of late observations to those of what the simulation left for them.</summary>
    public void ReverseAfter(SimulationBuffers b, int from, int to, int firstLane, int laneCount)
    {
        FilterBuffers f = b.FiltersOf(_graph);
        ClearLanes(b, firstLane, laneCount, f.SignalAdjoint, f.FilteredAdjoint, f.CarriedAdjoint, f.DelayTimeAdjoint);
        if (Late(b, "lateReverse", [.. LateSeeds()], parameters: false) is { } observations)
        {
            ForEachStep(b, observations, from, to, firstLane, laneCount);
        }

        foreach (Filter filter in _graph.Filters.Where(x => !x.Early).Reverse())
        {
            FilterPass.Reverse(b, f, filter, from, to, firstLane, laneCount);
            if (filter.IsNested && Late(b, $"signalReverse{filter.Index}", [SeedOf(filter)], parameters: false) is { } signal)
            {
                ForEachStep(b, signal, from, to, firstLane, laneCount);
            }
        }
    }

    /// <summary>After the reverse of the simulation: what late values, early signals and delay times add to the adjoints of parameters.</summary>
    public void ReverseBefore(SimulationBuffers b, int from, int to, int firstLane, int laneCount)
    {
        FilterBuffers f = b.FiltersOf(_graph);

        // Early signals and delay times of the range reach parameters of the steps before it.
        ClearLanes(b, firstLane, laneCount, b.NeuralAdjoint.AsMemory(0, b.NeuralRow(from, 0)));
        if (Late(b, "lateParameters", [.. LateSeeds()], parameters: true) is { } observations)
        {
            ForEachStep(b, observations, from, to, firstLane, laneCount);
        }

        foreach (Filter filter in _graph.Filters.Where(x => x.IsNested))
        {
            if (Late(b, $"signalParameters{filter.Index}", [SeedOf(filter)], parameters: true) is { } signal)
            {
                ForEachStep(b, signal, from, to, firstLane, laneCount);
            }
        }

        foreach (Filter filter in _graph.Filters.Where(x => x.Early).Reverse())
        {
            FilterPass.Reverse(b, f, filter, 0, to, firstLane, laneCount);
            if (All(b, $"signalReverse{filter.Index}", [SeedOf(filter)]) is { } signal)
            {
                ForEachStep(b, signal, 0, to, firstLane, laneCount);
            }
        }

        foreach (Filter filter in _graph.Filters.Where(x => x.Mean is not null).Reverse())
        {
            if (All(b, $"delayReverse{filter.Index}", [(filter.Mean!, Source.DelayTimeAdjoint, 2 * filter.Index), (filter.Deviation!, Source.DelayTimeAdjoint, (2 * filter.Index) + 1)]) is { } times)
            {
                program.Run(b, times, 0, firstLane, laneCount);
            }
        }
    }

    private static (Node, Source, int) SeedOf(Filter filter) => (filter.Signal, Source.SignalAdjoint, filter.Index);

    private IEnumerable<(Node, Source, int)> LateSeeds() => _graph.LateObservations.Select(o => (_graph.Observations[o], Source.ObservationAdjoint, o));

    private KernelCode? Late(SimulationBuffers b, string name, (Node, Source, int)[] outputs, bool parameters) =>
        Reverse(b, name, outputs, n => Outputs.IsParameter(n) == parameters);

    private KernelCode? All(SimulationBuffers b, string name, (Node, Source, int)[] outputs) => Reverse(b, name, outputs, _ => true);

    private KernelCode? Reverse(SimulationBuffers b, string name, (Node, Source, int)[] outputs, Func<Node, bool> wanted)
    {
        List<RowOutput> rows = _reverse.GetOrAdd(name, _ => Outputs.Of(_graph, _graph.LateReverse(outputs).Where(p => wanted(p.Key))));
        return rows.Count == 0 ? null : Block(b, name, rows);
    }

    private KernelCode Block(SimulationBuffers b, string name, IReadOnlyList<RowOutput> outputs) =>
        program.Code(b, name, t => RowBlock.Emit(t, _graph, outputs, Outputs.Seeds, _carried));

    private void ForEachStep(SimulationBuffers b, KernelCode code, int from, int to, int firstLane, int laneCount)
    {
        for (int t = from; t < to; t++)
        {
            program.Run(b, code, t, firstLane, laneCount);
        }
    }

    private static void ClearLanes(SimulationBuffers b, int firstLane, int laneCount, params Memory<double>[] arrays)
    {
        foreach (Memory<double> rows in arrays)
        {
            for (int row = 0; row < rows.Length; row += b.Stride)
            {
                rows.Span.Slice(row + firstLane, laneCount).Clear();
            }
        }
    }
}
