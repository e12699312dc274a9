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
    private readonly LocalBuilder _tapePointer, _carryPointer, _statePointer, _observationAdjoint, _neuralAdjoint, _signalAdjoint, _carriedAdjoint, _filteredAdjoint;
    private readonly Locals[] _lanes;

    private ReverseEmitter(ProgramGraph program, LaneTarget target, int vectors)
    {
        _program = program;
        _w = new LaneWriter("Differentiate", target, vectors);
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
        _lanes = [.. Enumerable.Range(0, vectors).Select(_ => new Locals(_w, program, _endOutputs))];
    }

    public static int TapeSlots(ProgramGraph program) => new Tape(program).Slots * program.Steps;

    /// <summary>What a vector of lanes takes from one run of the kernel to that of the steps before: adjoints of the states, and sums over all steps.</summary>
    public static int CarrySlots(ProgramGraph program) => program.Start.Length + program.Sums.Count(n => n.Level == Level.Run);

    /// <summary>Data steps of so many vectors together, from the last to the first; the pointers are at the last.</summary>
    public static KernelCode Simulate(ProgramGraph program, LaneTarget target, int vectors = 1) => new ReverseEmitter(program, target, vectors).Simulate();

    private KernelCode Simulate()
    {
        KernelLayout layout = _program.Tables.Layout;
        LocalBuilder count = _w.Field(nameof(KernelPointers.Steps));
        Node[] inner = [.. _program.Body.Next, .. _tape.Nodes, .. _bodyOutputs, .. _endOutputs, .. _stepOutputs];
        Dictionary<Node, LocalBuilder> run = Hoisted.Run(_w, inner, _rows);
        ForEachCarried((slot, local) =>
        {
            _w.PushSlot(_carryPointer, slot);
            _w.Pop(local);
        });
        _w.Loop(() => _w.Push(count), () =>
        {
            _w.ForEachVector(v =>
            {
                _lanes[v].Given = Hoisted.Step(_w, inner, run, _rows);
                _rows.LoadStates(_statePointer, _lanes[v].States);
            });
            SubStepsAgain();
            _w.ForEachVector(v => ReverseEnd(_lanes[v]));
            ReverseSubSteps();
            _w.ForEachVector(v =>
            {
                foreach ((int c, LocalBuilder adjoint) in _lanes[v].BeginAdjoints)
                {
                    _w.Push(adjoint);
                    _w.AddTo(_lanes[v].Adjoints[c]);
                }

                ReverseStep(_lanes[v]);
            });
            _rows.Advance(-1);
            _w.AdvanceRows(_statePointer, -_program.Start.Length);
            _w.AdvanceRows(_observationAdjoint, -layout.Observations.Length);
            _w.AdvanceRows(_neuralAdjoint, -layout.Neurals.Length);
            _w.AdvanceRows(_signalAdjoint, -_program.Filters.Length);
            _w.AdvanceRows(_carriedAdjoint, -_program.Carried.Length);
            _w.AdvanceRows(_filteredAdjoint, -_program.Filters.Length);
        });
        ForEachCarried((slot, local) => _w.StoreSlot(_carryPointer, slot, () => _w.Push(local)));
        StoreResults(run);
        return _w.Finish();
    }

    private void ForEachCarried(Action<int, LocalBuilder> write) => _w.ForEachVector(v =>
    {
        foreach ((int slot, LocalBuilder local) in _lanes[v].Carried.Index())
        {
            write(slot, local);
        }
    });

    private void SubStepsAgain()
    {
        int[] flows = [.. _lanes[0].Totals.Keys];
        Node[] body = [.. _program.Body.Next, .. flows.Select(f => _program.Body.Moved[f]), .. _tape.Nodes];
        ForwardEmitter.SubSteps(_w, _program, body, flows, _lanes, (own, n) => Leaf((Locals)own, n), (own, taped) =>
        {
            for (int i = 0; i < _tape.States.Length; i++)
            {
                _w.StoreSlot(_tapePointer, i, () => _w.Push(own.States[_tape.States[i]]));
            }

            for (int i = 0; i < taped.Length; i++)
            {
                _w.StoreSlot(_tapePointer, _tape.States.Length + i, () => _w.Push(taped[i]));
            }

            if (_w.Vector == _w.Vectors - 1)
            {
                _w.AdvanceSlots(_tapePointer, _tape.Slots);
            }
        });
    }

    private void ReverseEnd(Locals own)
    {
        foreach (LocalBuilder adjoint in own.FlowAdjoints.Values)
        {
            _w.Push(0);
            _w.Pop(adjoint);
        }

        LocalBuilder[] values = BlockWriter.Write(_w, _endOutputs, own.Given, n => Leaf(own, n));
        foreach (EndOutput map in _program.End.Where(e => e.Kind == EndKind.Next))
        {
            // What came after the step is passed on to the map's arguments, not to the quantity itself.
            _w.Push(0);
            _w.Pop(own.Adjoints[map.Index]);
        }

        foreach ((Node node, LocalBuilder value) in _program.EndReverse.Keys.Zip(values))
        {
            _w.Push(value);
            if (node.Source == Source.BeginState)
            {
                _w.Pop(own.BeginAdjoints[node.Index]);
                continue;
            }

            _w.AddTo(node.Op != Op.Leaf ? SumOf(own, node) : node.Source switch
            {
                Source.EndState => own.Adjoints[node.Index],
                Source.FlowTotal => own.FlowAdjoints[node.Index],
                _ => SumOf(own, node),
            });
        }

        _w.Free(values);
    }

    private void ReverseSubSteps() => _w.Repeat(_program.Steps, () =>
    {
        _w.AdvanceSlots(_tapePointer, -_tape.Slots);
        Node[] nodes = [.. _program.BodyReverse.Keys];
        bool IsState(int i) => nodes[i] is { Op: Op.Leaf, Source: Source.State };

        // Sums are added to as their terms are made: one fused multiply-add each, and no local in between.
        LocalBuilder[][] all = BlockWriter.Write(
            _w, _bodyOutputs, [.. _lanes.Select(l => l.Given)], (v, n) => TapedLeaf(_lanes[v], n), _tape.Leaves,
            (v, i) => IsState(i) ? null : SumOf(_lanes[v], nodes[i]));
        _w.ForEachVector(v =>
        {
            LocalBuilder[] adjoints = _lanes[v].Adjoints;
            Dictionary<int, LocalBuilder> states = nodes.Zip(all[v]).Where((_, i) => IsState(i)).ToDictionary(p => p.First.Index, p => p.Second);
            for (int c = 0; c < adjoints.Length; c++)
            {
                if (states.TryGetValue(c, out LocalBuilder? value))
                {
                    _w.Push(value);
                }
                else
                {
                    _w.Push(0);
                }

                _w.Pop(adjoints[c]);
            }

            _w.Free(states.Values);
        });
    });

    private void ReverseStep(Locals own)
    {
        LocalBuilder[] values = BlockWriter.Write(_w, _stepOutputs, own.Given, n => Leaf(own, n));
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
                _w.AddTo(SumOf(own, node));
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
        for (int i = 0; i < own.Sums.Length; i++)
        {
            if (_program.Sums[i].Level == Level.Step)
            {
                _w.Push(0);
                _w.Pop(own.Sums[i]);
            }
        }
    }

    private void StoreResults(Dictionary<Node, LocalBuilder> run)
    {
        LocalBuilder stateAdjoint = _w.Field(nameof(KernelPointers.StateAdjoint));
        LocalBuilder learned = _w.Field(nameof(KernelPointers.LearnedAdjoint)), weights = _w.Field(nameof(KernelPointers.WeightAdjoint));
        _w.ForEachVector(v =>
        {
            Locals own = _lanes[v];
            for (int c = 0; c < own.Adjoints.Length; c++)
            {
                _w.StoreRow(stateAdjoint, c, () =>
                {
                    _w.Push(own.Adjoints[c]);
                    _w.Scale(_program.StateScale(c));
                });
            }

            LocalBuilder[] values = BlockWriter.Write(_w, [.. _program.RunReverse.Values], run, n => Leaf(own, n));
            Dictionary<(Source, int), LocalBuilder> known = _program.RunReverse.Keys.Zip(values).ToDictionary(p => (p.First.Source, p.First.Index), p => p.Second);
            KernelLayout layout = _program.Tables.Layout;
            foreach ((LocalBuilder pointer, Source source, int count) in new[] { (learned, Source.Learned, layout.Learneds.Length), (weights, Source.Weight, layout.WeightCount) })
            {
                for (int q = 0; q < count; q++)
                {
                    _w.StoreRow(pointer, q, known.TryGetValue((source, q), out LocalBuilder? value) ? () => _w.Push(value) : () => _w.Push(0));
                }
            }

            _w.Free(values);
        });
    }

    private LocalBuilder SumOf(Locals own, Node node) => own.Sums[_program.Sums.IndexOf(node)];

    private LanePlace TapedLeaf(Locals own, Node leaf) => leaf.Source switch
    {
        Source.Tape => LanePlace.Loaded(() => _w.PushSlot(_tapePointer, _tape.States.Length + leaf.Index)),
        Source.State => LanePlace.Loaded(() => _w.PushSlot(_tapePointer, Array.IndexOf(_tape.States, leaf.Index))),
        _ => Leaf(own, leaf),
    };

    private LanePlace Leaf(Locals own, Node leaf) => leaf.Source switch
    {
        Source.State or Source.EndState => LanePlace.In(own.States[leaf.Index]),
        Source.FlowTotal => LanePlace.In(own.Totals[leaf.Index]),
        Source.StateAdjoint => LanePlace.In(own.Adjoints[leaf.Index]),
        Source.FlowAdjoint => LanePlace.In(own.FlowAdjoints[leaf.Index]),
        Source.Sum => LanePlace.In(own.Sums[leaf.Index]),
        Source.BeginState => _rows.State(_statePointer, leaf.Index),
        Source.SignalAdjoint => LanePlace.Loaded(() => _w.PushRow(_signalAdjoint, leaf.Index)),
        Source.CarriedAdjoint => LanePlace.Loaded(() => _w.PushRow(_carriedAdjoint, leaf.Index)),
        Source.ObservationAdjoint => LanePlace.Loaded(() => _w.PushRow(_observationAdjoint, leaf.Index)),
        _ => _rows.Leaf(leaf),
    };

    /// <summary>What one vector of lanes keeps in locals on the way back.</summary>
    private sealed class Locals : LaneLocals
    {
        public Locals(LaneWriter w, ProgramGraph program, Node[] endOutputs)
            : base([.. program.Start.Select(_ => w.Rent())], ProgramGraph.Leaves(endOutputs, Source.FlowTotal).ToDictionary(f => f, _ => w.Rent()))
        {
            BeginAdjoints = program.EndReverse.Keys.Where(n => n.Source == Source.BeginState).ToDictionary(n => n.Index, _ => w.Rent());
            Sums = [.. program.Sums.Select(_ => w.RentZero())];
            Adjoints = [.. program.Start.Select(_ => w.Rent())];
            FlowAdjoints = program.ObservedFlows.ToDictionary(f => f, _ => w.RentZero());
            Carried = [.. Adjoints, .. Sums.Where((_, i) => program.Sums[i].Level == Level.Run)];
        }

        public LocalBuilder[] Sums { get; }

        public LocalBuilder[] Adjoints { get; }

        /// <summary>Those that go on to the steps before.</summary>
        public LocalBuilder[] Carried { get; }

        public Dictionary<int, LocalBuilder> FlowAdjoints { get; }

        public Dictionary<int, LocalBuilder> BeginAdjoints { get; }
    }
}
