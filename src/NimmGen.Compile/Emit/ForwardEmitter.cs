using System.Reflection.Emit;

namespace NimmGen.Compile;

/// <summary>Writes the kernels that go forward in time: start values, and data steps with their sub-steps.</summary>
internal static class ForwardEmitter
{
    public static KernelCode Start(ProgramGraph program, LaneTarget target)
    {
        var w = new LaneWriter("Start", target);
        var rows = new Rows(w, program);
        LocalBuilder states = w.Field(nameof(KernelPointers.States));
        LocalBuilder[] values = BlockWriter.Write(w, program.Start, new Dictionary<Node, LocalBuilder>(), rows.Leaf);
        for (int c = 0; c < values.Length; c++)
        {
            w.StoreRow(states, c, () => w.Push(values[c]));
        }

        return w.Finish();
    }

    /// <summary>Data steps of so many vectors together; with <paramref name="allFlows"/> what every flow moved is stored too.</summary>
    public static KernelCode Simulate(ProgramGraph program, LaneTarget target, bool allFlows, int vectors = 1)
    {
        var w = new LaneWriter("Simulate", target, vectors);
        var rows = new Rows(w, program);
        int[] flows = allFlows ? [.. Enumerable.Range(0, program.Body.Moved.Length)] : program.ObservedFlows;
        Node[] body = [.. program.Body.Next, .. flows.Select(f => program.Body.Moved[f])];
        Node[] ends = [.. program.End.Select(e => e.Value)];
        Node[] inner = [.. body, .. ends];
        var known = Hoisted.Run(w, inner, rows);
        LocalBuilder statePointer = w.Field(nameof(KernelPointers.States));
        LocalBuilder observations = w.Field(nameof(KernelPointers.Observations));
        LocalBuilder signals = w.Field(nameof(KernelPointers.Signals));
        LocalBuilder carried = w.Field(nameof(KernelPointers.Carried));
        LocalBuilder flowPointer = w.Field(nameof(KernelPointers.Flows));
        LocalBuilder count = w.Field(nameof(KernelPointers.Steps));
        var lanes = new LaneLocals[vectors];
        w.ForEachVector(v => lanes[v] = new(rows.LoadStates(statePointer), flows.ToDictionary(f => f, _ => w.Rent())));
        LanePlace Leaf(LaneLocals own, Node leaf) => leaf.Source switch
        {
            Source.State or Source.EndState => LanePlace.In(own.States[leaf.Index]),
            Source.FlowTotal => LanePlace.In(own.Totals[leaf.Index]),
            Source.BeginState => rows.State(statePointer, leaf.Index),
            _ => rows.Leaf(leaf),
        };

        w.Loop(() => w.Push(count), () =>
        {
            w.ForEachVector(v => lanes[v].Given = Hoisted.Step(w, inner, known, rows));
            SubSteps(w, program, body, flows, lanes, Leaf, null);
            w.ForEachVector(v => End(lanes[v]));
            w.AdvanceRows(statePointer, program.Start.Length);
            w.ForEachVector(v => Store(lanes[v]));
            w.AdvanceRows(flowPointer, allFlows ? flows.Length : 0);
            w.AdvanceRows(observations, program.Observations.Length);
            w.AdvanceRows(signals, program.Filters.Length);
            w.AdvanceRows(carried, program.Carried.Length);
            rows.Advance(1);
        });
        return w.Finish();

        void End(LaneLocals own)
        {
            LocalBuilder[] values = BlockWriter.Write(w, ends, own.Given, leaf => Leaf(own, leaf));
            foreach ((EndOutput end, LocalBuilder value) in program.End.Zip(values))
            {
                if (end.Kind == EndKind.Next)
                {
                    w.Push(value);
                    w.Pop(own.States[end.Index]);
                }
                else
                {
                    LocalBuilder pointer = end.Kind == EndKind.Observation ? observations : end.Kind == EndKind.Signal ? signals : carried;
                    w.StoreRow(pointer, end.Index, () => w.Push(value));
                }
            }

            w.Free(values);
        }

        void Store(LaneLocals own)
        {
            rows.StoreStates(statePointer, own.States);
            rows.LoadScaled(statePointer, own.States);
            for (int f = 0; allFlows && f < flows.Length; f++)
            {
                w.StoreRow(flowPointer, f, () =>
                {
                    w.Push(own.Totals[f]);
                    w.Scale(1 / program.FlowScale(f));
                });
            }
        }
    }

    /// <summary>All sub-steps of a data step; states and flow totals are advanced in their locals. <paramref name="extra"/> is called in
    /// each sub-step before the states change, with the locals of the nodes after states and flows.</summary>
    public static void SubSteps(
        LaneWriter w, ProgramGraph program, Node[] body, int[] flows, LaneLocals[] lanes, Func<LaneLocals, Node, LanePlace> leaf, Action<LaneLocals, LocalBuilder[]>? extra)
    {
        bool once = program.Steps == 1;
        foreach (LocalBuilder total in once ? [] : lanes.SelectMany(l => l.Totals.Values))
        {
            w.Push(0);
            w.Pop(total);
        }

        w.Repeat(program.Steps, () =>
        {
            LocalBuilder[][] all = BlockWriter.Write(w, body, [.. lanes.Select(l => l.Given)], (v, n) => leaf(lanes[v], n));
            w.ForEachVector(v => Advance(lanes[v], all[v]));
        });

        void Advance(LaneLocals own, LocalBuilder[] next)
        {
            extra?.Invoke(own, next[(own.States.Length + flows.Length)..]);
            for (int c = 0; c < own.States.Length; c++)
            {
                w.Push(next[c]);
                w.Pop(own.States[c]);
            }

            for (int f = 0; f < flows.Length; f++)
            {
                w.Push(next[own.States.Length + f]);
                if (once)
                {
                    w.Pop(own.Totals[flows[f]]);
                }
                else
                {
                    w.AddTo(own.Totals[flows[f]]);
                }
            }

            w.Free(next);
        }
    }
}
