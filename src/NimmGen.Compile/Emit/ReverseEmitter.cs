using System.Reflection.Emit;

namespace NimmGen.Compile;

/// <summary>
/// Writes the kernels that go backward in time. States are stored once a data step; inside it the sub-steps are run again and leave
/// their states and expensive values on a tape, which the reverse sub-steps read.
/// </summary>
internal sealed class ReverseEmitter
{
    private readonly ProgramGraph _program;
    private readonly LaneWriter _w;
    private readonly Rows _rows;
    private readonly Node[] _bodyOutputs, _endOutputs, _stepOutputs;
    private readonly Tape _tape;
    private readonly LocalBuilder[] _sums, _adjoints, _carried, _states;
    private readonly Dictionary<int, LocalBuilder> _totals, _flowAdjoints;
    private readonly Dictionary<int, LocalBuilder> _beginAdjoints;
    private readonly LocalBuilder _tapePointer, _carryPointer, _statePointer, _observationAdjoint, _neuralAdjoint, _signalAdjoint, _carriedAdjoint, _filteredAdjoint;

    private ReverseEmitter(ProgramGraph program, LaneTarget target)
    {
        _program = program;
        _w = new LaneWriter("Differentiate", target);
        _rows = new Rows(_w, program);
        _bodyOutputs = [.. program.BodyReverse.Values];
        _endOutputs = [.. program.EndReverse.Values];
        _stepOutputs = [.. program.StepReverse.Values];
        _tape = new Tape(program);
        _tapePointer = _w.Field(nameof(KernelPointers.Tape));
        _carryPointer = _w.Field(nameof(KernelPointers.Carry));
        _statePointer = _w.Field(nameof(KernelPointers.States));
        _observationAdjoint = _w.Field(nameof(KernelPointers.ObservationAdjoint));
        _neuralAdjoint = _w.Field(nameof(KernelPointers.NeuralAdjoint));
        _signalAdjoint = _w.Field(nameof(KernelPointers.SignalAdjoint));
        _carriedAdjoint = _w.Field(nameof(KernelPointers.CarriedAdjoint));
        _filteredAdjoint = _w.Field(nameof(KernelPointers.FilteredAdjoint));
        _beginAdjoints = program.EndReverse.Keys.Where(n => n.Source == Source.BeginState).ToDictionary(n => n.Index, _ => _w.Rent());
        _sums = [.. program.Sums.Select(_ => _w.RentZero())];
        _adjoints = [.. program.Start.Select(_ => _w.Rent())];
        _carried = [.. _adjoints, .. _sums.Where((_, i) => program.Sums[i].Level == Level.Run)];
        _states = [.. program.Start.Select(_ => _w.Rent())];
        _flowAdjoints = program.ObservedFlows.ToDictionary(f => f, _ => _w.RentZero());
        _totals = ProgramGraph.Leaves(_endOutputs, Source.FlowTotal).ToDictionary(f => f, _ => _w.Rent());
    }

    public static int TapeSlots(ProgramGraph program) => new Tape(program).Slots * program.Steps;

    /// <summary>What a vector of lanes takes from one run of the kernel to that of the steps before: adjoints of the states, and sums over all steps.</summary>
    public static int CarrySlots(ProgramGraph program) => program.Start.Length + program.Sums.Count(n => n.Level == Level.Run);

    /// <summary>Data steps from the last to the first; the pointers are at the last.</summary>
    public static KernelCode Simulate(ProgramGraph program, LaneTarget target) => new ReverseEmitter(program, target).Simulate();

    private KernelCode Simulate()
    {
        KernelLayout layout = _program.Tables.Layout;
        LocalBuilder count = _w.Field(nameof(KernelPointers.Steps));
        Node[] inner = [.. _program.Body.Next, .. _tape.Nodes, .. _bodyOutputs, .. _endOutputs, .. _stepOutputs];
        Dictionary<Node, LocalBuilder> run = Hoisted.Run(_w, inner, _rows);
        for (int i = 0; i < _carried.Length; i++)
        {
            _w.PushSlot(_carryPointer, i);
            _w.Pop(_carried[i]);
        }

        _w.Loop(() => _w.Push(count), () =>
        {
            Dictionary<Node, LocalBuilder> given = Hoisted.Step(_w, inner, run, _rows);
            _rows.LoadStates(_statePointer, _states);
            SubStepsAgain(given);
            ReverseEnd(given);
            ReverseSubSteps(given);
            foreach ((int c, LocalBuilder adjoint) in _beginAdjoints)
            {
                _w.Push(adjoint);
                _w.AddTo(_adjoints[c]);
            }

            ReverseStep(given);
            _rows.Advance(-1);
            _w.AdvanceRows(_statePointer, -_states.Length);
            _w.AdvanceRows(_observationAdjoint, -layout.Observations.Length);
            _w.AdvanceRows(_neuralAdjoint, -layout.Neurals.Length);
            _w.AdvanceRows(_signalAdjoint, -_program.Filters.Length);
            _w.AdvanceRows(_carriedAdjoint, -_program.Carried.Length);
            _w.AdvanceRows(_filteredAdjoint, -_program.Filters.Length);
        });
        for (int i = 0; i < _carried.Length; i++)
        {
            _w.StoreSlot(_carryPointer, i, () => _w.Push(_carried[i]));
        }

        StoreResults(run);
        return _w.Finish();
    }

    private void SubStepsAgain(Dictionary<Node, LocalBuilder> given)
    {
        int[] flows = [.. _totals.Keys];
        Node[] body = [.. _program.Body.Next, .. flows.Select(f => _program.Body.Moved[f]), .. _tape.Nodes];
        ForwardEmitter.SubSteps(_w, _program, body, flows, _states, _totals, given, Leaf, taped =>
        {
            for (int i = 0; i < _tape.States.Length; i++)
            {
                _w.StoreSlot(_tapePointer, i, () => _w.Push(_states[_tape.States[i]]));
            }

            for (int i = 0; i < taped.Length; i++)
            {
                _w.StoreSlot(_tapePointer, _tape.States.Length + i, () => _w.Push(taped[i]));
            }

            _w.AdvanceSlots(_tapePointer, _tape.Slots);
        });
    }

    private void ReverseEnd(Dictionary<Node, LocalBuilder> given)
    {
        foreach (LocalBuilder adjoint in _flowAdjoints.Values)
        {
            _w.Push(0);
            _w.Pop(adjoint);
        }

        LocalBuilder[] values = BlockWriter.Write(_w, _endOutputs, given, Leaf);
        foreach (EndOutput map in _program.End.Where(e => e.Kind == EndKind.Next))
        {
            // What came after the step is passed on to the map's arguments, not to the quantity itself.
            _w.Push(0);
            _w.Pop(_adjoints[map.Index]);
        }

        foreach ((Node node, LocalBuilder value) in _program.EndReverse.Keys.Zip(values))
        {
            _w.Push(value);
            if (node.Source == Source.BeginState)
            {
                _w.Pop(_beginAdjoints[node.Index]);
                continue;
            }

            _w.AddTo(node.Op != Op.Leaf ? SumOf(node) : node.Source switch
            {
                Source.EndState => _adjoints[node.Index],
                Source.FlowTotal => _flowAdjoints[node.Index],
                _ => SumOf(node),
            });
        }

        _w.Free(values);
    }

    private void ReverseSubSteps(Dictionary<Node, LocalBuilder> given) => _w.Repeat(_program.Steps, () =>
    {
        _w.AdvanceSlots(_tapePointer, -_tape.Slots);
        LocalBuilder[] values = BlockWriter.Write(_w, _bodyOutputs, given, TapedLeaf, _tape.Leaves);
        var changed = new HashSet<int>();
        foreach ((Node node, LocalBuilder value) in _program.BodyReverse.Keys.Zip(values))
        {
            _w.Push(value);
            if (node is { Op: Op.Leaf, Source: Source.State })
            {
                changed.Add(node.Index);
                _w.Pop(_adjoints[node.Index]);
            }
            else
            {
                _w.AddTo(SumOf(node));
            }
        }

        for (int c = 0; c < _adjoints.Length; c++)
        {
            if (!changed.Contains(c))
            {
                _w.Push(0);
                _w.Pop(_adjoints[c]);
            }
        }

        _w.Free(values);
    });

    private void ReverseStep(Dictionary<Node, LocalBuilder> given)
    {
        LocalBuilder[] values = BlockWriter.Write(_w, _stepOutputs, given, Leaf);
        var stored = new HashSet<(Source, int)>();
        foreach ((Node node, LocalBuilder value) in _program.StepReverse.Keys.Zip(values))
        {
            if (node is { Op: Op.Leaf, Source: Source.Neural or Source.Filtered })
            {
                stored.Add((node.Source, node.Index));
                _w.StoreRow(node.Source == Source.Neural ? _neuralAdjoint : _filteredAdjoint, node.Index, () => _w.Push(value));
            }
            else
            {
                _w.Push(value);
                _w.AddTo(SumOf(node));
            }
        }

        for (int p = 0; p < _program.Tables.Layout.Neurals.Length; p++)
        {
            if (!stored.Contains((Source.Neural, p)))
            {
                _w.StoreRow(_neuralAdjoint, p, () => _w.Push(0));
            }
        }

        foreach (Filter filter in _program.Filters.Where(f => f.Early && !stored.Contains((Source.Filtered, f.Index))))
        {
            _w.StoreRow(_filteredAdjoint, filter.Index, () => _w.Push(0));
        }

        _w.Free(values);
        for (int i = 0; i < _sums.Length; i++)
        {
            if (_program.Sums[i].Level == Level.Step)
            {
                _w.Push(0);
                _w.Pop(_sums[i]);
            }
        }
    }

    private void StoreResults(Dictionary<Node, LocalBuilder> run)
    {
        LocalBuilder stateAdjoint = _w.Field(nameof(KernelPointers.StateAdjoint));
        for (int c = 0; c < _adjoints.Length; c++)
        {
            _w.StoreRow(stateAdjoint, c, () =>
            {
                _w.Push(_adjoints[c]);
                _w.Scale(_program.StateScale(c));
            });
        }

        LocalBuilder[] values = BlockWriter.Write(_w, [.. _program.RunReverse.Values], run, Leaf);
        Dictionary<(Source, int), LocalBuilder> known = _program.RunReverse.Keys.Zip(values).ToDictionary(p => (p.First.Source, p.First.Index), p => p.Second);
        KernelLayout layout = _program.Tables.Layout;
        foreach ((string field, Source source, int count) in new[]
        {
            (nameof(KernelPointers.LearnedAdjoint), Source.Learned, layout.Learneds.Length),
            (nameof(KernelPointers.WeightAdjoint), Source.Weight, layout.WeightCount),
        })
        {
            LocalBuilder pointer = _w.Field(field);
            for (int q = 0; q < count; q++)
            {
                _w.StoreRow(pointer, q, known.TryGetValue((source, q), out LocalBuilder? value) ? () => _w.Push(value) : () => _w.Push(0));
            }
        }
    }

    private LocalBuilder SumOf(Node node) => _sums[_program.Sums.IndexOf(node)];

    private LanePlace TapedLeaf(Node leaf) => leaf.Source switch
    {
        Source.Tape => LanePlace.Loaded(() => _w.PushSlot(_tapePointer, _tape.States.Length + leaf.Index)),
        Source.State => LanePlace.Loaded(() => _w.PushSlot(_tapePointer, Array.IndexOf(_tape.States, leaf.Index))),
        _ => Leaf(leaf),
    };

    private LanePlace Leaf(Node leaf) => leaf.Source switch
    {
        Source.State or Source.EndState => LanePlace.In(_states[leaf.Index]),
        Source.FlowTotal => LanePlace.In(_totals[leaf.Index]),
        Source.StateAdjoint => LanePlace.In(_adjoints[leaf.Index]),
        Source.FlowAdjoint => LanePlace.In(_flowAdjoints[leaf.Index]),
        Source.Sum => LanePlace.In(_sums[leaf.Index]),
        Source.BeginState => _rows.State(_statePointer, leaf.Index),
        Source.SignalAdjoint => LanePlace.Loaded(() => _w.PushRow(_signalAdjoint, leaf.Index)),
        Source.CarriedAdjoint => LanePlace.Loaded(() => _w.PushRow(_carriedAdjoint, leaf.Index)),
        Source.ObservationAdjoint => LanePlace.Loaded(() => _w.PushRow(_observationAdjoint, leaf.Index)),
        _ => _rows.Leaf(leaf),
    };
}
