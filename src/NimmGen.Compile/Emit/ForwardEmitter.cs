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

    /// <summary>Data steps; with <paramref name="allFlows"/> what every flow moved is stored too.</summary>
    public static KernelCode Simulate(ProgramGraph program, LaneTarget target, bool allFlows)
    {
        var w = new LaneWriter("Simulate", target);
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
        LocalBuilder[] states = rows.LoadStates(statePointer);
        var totals = flows.ToDictionary(f => f, _ => w.Rent());
        LanePlace Leaf(Node leaf) => leaf.Source switch
        {
            Source.State or Source.EndState => LanePlace.In(states[leaf.Index]),
            Source.FlowTotal => LanePlace.In(totals[leaf.Index]),
            Source.BeginState => rows.State(statePointer, leaf.Index),
            _ => rows.Leaf(leaf),
        };

        w.Loop(() => w.Push(count), () =>
        {
            Dictionary<Node, LocalBuilder> given = Hoisted.Step(w, inner, known, rows);
            SubSteps(w, program, body, flows, states, totals, given, Leaf, null);
            LocalBuilder[] values = BlockWriter.Write(w, ends, given, Leaf);
            foreach ((EndOutput end, LocalBuilder value) in program.End.Zip(values))
            {
                if (end.Kind == EndKind.Next)
                {
                    w.Push(value);
                    w.Pop(states[end.Index]);
                }
                else
                {
                    LocalBuilder pointer = end.Kind == EndKind.Observation ? observations : end.Kind == EndKind.Signal ? signals : carried;
                    w.StoreRow(pointer, end.Index, () => w.Push(value));
                }
            }

            w.Free(values);
            w.AdvanceRows(statePointer, states.Length);
            rows.StoreStates(statePointer, states);
            rows.LoadScaled(statePointer, states);
            if (allFlows)
            {
                for (int f = 0; f < flows.Length; f++)
                {
                    w.StoreRow(flowPointer, f, () =>
                    {
                        w.Push(totals[f]);
                        w.Scale(1 / program.FlowScale(f));
                    });
                }

                w.AdvanceRows(flowPointer, flows.Length);
            }

            w.AdvanceRows(observations, program.Observations.Length);
            w.AdvanceRows(signals, program.Filters.Length);
            w.AdvanceRows(carried, program.Carried.Length);
            rows.Advance(1);
        });
        return w.Finish();
    }

    /// <summary>All sub-steps of a data step; states and flow totals are advanced in their locals. <paramref name="extra"/> is called in
    /// each sub-step before the states change, with the locals of the nodes after states and flows.</summary>
    public static void SubSteps(
        LaneWriter w, ProgramGraph program, Node[] body, int[] flows, LocalBuilder[] states, Dictionary<int, LocalBuilder> totals,
        Dictionary<Node, LocalBuilder> given, Func<Node, LanePlace> leaf, Action<LocalBuilder[]>? extra)
    {
        bool once = program.Steps == 1;
        foreach (LocalBuilder total in once ? [] : totals.Values.AsEnumerable())
        {
            w.Push(0);
            w.Pop(total);
        }

        w.Repeat(program.Steps, () =>
        {
            LocalBuilder[] next = BlockWriter.Write(w, body, given, leaf);
            extra?.Invoke(next[(states.Length + flows.Length)..]);
            for (int c = 0; c < states.Length; c++)
            {
                w.Push(next[c]);
                w.Pop(states[c]);
            }

            for (int f = 0; f < flows.Length; f++)
            {
                w.Push(next[states.Length + f]);
                if (once)
                {
                    w.Pop(totals[flows[f]]);
                }
                else
                {
                    w.AddTo(totals[flows[f]]);
                }
            }

            w.Free(next);
        });
    }
}
