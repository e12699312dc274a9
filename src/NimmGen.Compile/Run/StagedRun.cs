namespace NimmGen.Compile;

/// <summary>
/// A simulation of all lanes together: in every sub-step a block for what they send, the couplings, and a block for the rest. One thread and
/// a fixed order: the same bits every time. Where sub-steps adapt, a data step is repeated with twice as many until its states
/// differ by less than the tolerance; the reverse takes the numbers that came out.
/// </summary>
internal sealed unsafe class StagedRun(ProgramGraph program)
{
    // Relative, a data step; with doubling and second order the accepted states are about three times closer.
    private const double Tolerance = 1e-5;
    private const double Small = 1e-9;

    /// <summary>Sub-steps that a data step takes at most; what has not settled by then is kept as it is.</summary>
    private const int Most = 4096;

    private readonly ProgramGraph _graph = program;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, StagedCode> _codes = [];

    public void Start(SimulationBuffers b, int step)
    {
        StagedCode code = CodeOf(b);
        KernelPointers p = b.StagedOf(_graph).At(step);
        Couple(b, code, Phase.Start, ref p);
        code.Start(&p);
    }

    public void Simulate(SimulationBuffers b, int from, int to)
    {
        StagedCode code = CodeOf(b);
        StagedBuffers s = b.StagedOf(_graph);
        KernelCode body = b.FlowTotals is null ? code.Body.Value : code.BodyWithAllFlows.Value;
        int last = _graph.Steps;
        for (int t = from; t < to; t++)
        {
            KernelPointers p = s.At(t);
            b.SubSteps[t] = last = !_graph.AdaptsSteps ? _graph.Steps : b.KeepsSubSteps ? b.SubSteps[t] : Settled(b, s, code, ref p, t, last);
            Advance(b, s, code, body, ref p, t, b.SubSteps[t], keep: false);
            Couple(b, code, Phase.End, ref p);
            p.Next = Addresses.At(s.Next);
            code.End(&p);
            Span<double> work = s.Work(0);
            foreach (EndOutput map in _graph.End)
            {
                if (map.Kind == EndKind.Next)
                {
                    s.Row(s.Next, map.Index).CopyTo(work[(map.Index * b.Stride)..]);
                }
            }

            for (int c = 0; c < _graph.Start.Length; c++)
            {
                Scaled(work.Slice(c * b.Stride, b.Lanes), 1 / _graph.StateScale(c), b.States.AsSpan(b.StateRow(t + 1, c), b.Lanes));
            }

            for (int f = 0; b.FlowTotals is not null && f < _graph.Tables.Flows.Count; f++)
            {
                Scaled(s.Row(s.Totals, f), 1 / _graph.FlowScale(f), b.FlowTotals.AsSpan(b.FlowRow(t, f), b.Lanes));
            }
        }
    }

    public void Differentiate(SimulationBuffers b, int from, int to)
    {
        StagedCode code = CodeOf(b);
        StagedReverseCode reverse = code.Reverse.Value;
        StagedBuffers s = b.StagedOf(_graph);
        Array.Clear(s.Sums);
        Array.Clear(s.WorkAdjoint);
        KernelPointers p = default;
        for (int t = to - 1; t >= from; t--)
        {
            int subSteps = _graph.AdaptsSteps ? b.SubSteps[t] : _graph.Steps;
            s.MakeRoom(subSteps);
            p = s.At(t);
            Advance(b, s, code, code.Body.Value, ref p, t, subSteps, keep: true);
            Couple(b, code, Phase.End, ref p);
            Array.Clear(s.FlowAdjoint);
            Array.Clear(s.BeginAdjoint);
            Array.Clear(s.CoupledAdjoint);
            reverse.End(&p);
            CoupleBack(b, code, Phase.End, ref p);
            for (int i = subSteps - 1; i >= 0; i--)
            {
                s.MoveTo(ref p, i, i);
                reverse.Body(&p);
                CoupleBack(b, code, Phase.Body, ref p);
            }

            Lines.AddScaled(1, s.BeginAdjoint, s.WorkAdjoint);
            reverse.Step(&p);
        }

        reverse.Run(&p);
        for (int c = 0; c < _graph.Start.Length; c++)
        {
            Scaled(s.Row(s.WorkAdjoint, c), _graph.StateScale(c), b.StateAdjoint.AsSpan(c * b.Stride, b.Lanes));
        }
    }

    public void DifferentiateStart(SimulationBuffers b, int step)
    {
        StagedCode code = CodeOf(b);
        StagedBuffers s = b.StagedOf(_graph);
        KernelPointers p = s.At(step);
        Couple(b, code, Phase.Start, ref p);
        Array.Clear(s.CoupledAdjoint);
        code.Reverse.Value.Start(&p);
        CoupleBack(b, code, Phase.Start, ref p);
    }

    private StagedCode CodeOf(SimulationBuffers b)
    {
        for (int i = 0; i < b.Couplings.Length; i++)
        {
            if (b.Couplings[i]?.Size != b.Block)
            {
                throw new InvalidOperationException(b.Couplings[i] is { } other
                    ? $"matrix '{b.Layout.Couplings[i]}' couples {other.Size} locations; the buffers have {b.Block}"
                    : $"matrix '{b.Layout.Couplings[i]}' has no values: set Couplings[{i}] of the buffers");
            }
        }

        lock (_gate)
        {
            return _codes.TryGetValue(b.Width, out StagedCode? known) ? known : _codes[b.Width] = new StagedCode(_graph, LaneTarget.OfWidth(b.Width));
        }
    }

    // How many sub-steps a data step needs, from half of what the last one needed.
    private int Settled(SimulationBuffers b, StagedBuffers s, StagedCode code, ref KernelPointers p, int t, int last)
    {
        int n = Math.Max(_graph.Steps, last / 2);
        Advance(b, s, code, code.Body.Value, ref p, t, n, keep: false);
        for (; 2 * n <= Most; n *= 2)
        {
            s.Work(0).CopyTo(s.Compared);
            Advance(b, s, code, code.Body.Value, ref p, t, 2 * n, keep: false);
            if (Agree(b, s))
            {
                return 2 * n;
            }
        }

        return n;
    }

    private bool Agree(SimulationBuffers b, StagedBuffers s)
    {
        Span<double> work = s.Work(0);
        for (int l = 0; l < b.Lanes; l++)
        {
            double largest = 0;
            for (int c = 0; c < _graph.Start.Length; c++)
            {
                largest = Math.Max(largest, Math.Abs(work[(c * b.Stride) + l]));
            }

            for (int c = 0; c < _graph.Start.Length; c++)
            {
                double fine = work[(c * b.Stride) + l], difference = Math.Abs(fine - s.Compared[(c * b.Stride) + l]);
                if (!(difference <= (Tolerance * Math.Abs(fine)) + (Small * largest)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // The sub-steps of a data step: from States[t] to Work and Totals, in one place or, to be kept, each to the next.
    private void Advance(SimulationBuffers b, StagedBuffers s, StagedCode code, KernelCode body, ref KernelPointers p, int t, int subSteps, bool keep)
    {
        s.SubStepDays[0] = _graph.StepDays / subSteps;
        s.MoveTo(ref p, 0, 0);
        for (int c = 0; c < _graph.Start.Length; c++)
        {
            Scaled(b.States.AsSpan(b.StateRow(t, c), b.Lanes), _graph.StateScale(c), s.Work(0).Slice(c * b.Stride, b.Lanes));
        }

        Array.Clear(s.Totals);
        Call(code.Hoist, ref p);
        for (int i = 0; i < subSteps; i++)
        {
            s.MoveTo(ref p, keep ? i : 0, keep ? i + 1 : 0);
            Couple(b, code, Phase.Body, ref p);
            Call(body, ref p);
        }

        s.MoveTo(ref p, keep ? subSteps : 0, keep ? subSteps : 0);
    }

    private static void Couple(SimulationBuffers b, StagedCode code, Phase phase, ref KernelPointers p)
    {
        KernelCode[] operands = code.Operands[(int)phase];
        for (int i = 0; i < operands.Length; i++)
        {
            Call(operands[i], ref p);
            foreach (Exchange exchange in code.Exchanges[(int)phase][i])
            {
                exchange.Run(b, p.Operands, p.Coupled, back: false);
            }
        }
    }

    private static void CoupleBack(SimulationBuffers b, StagedCode code, Phase phase, ref KernelPointers p)
    {
        KernelCode[] operands = code.Reverse.Value.Operands[(int)phase];
        for (int i = operands.Length - 1; i >= 0; i--)
        {
            foreach (Exchange exchange in code.Exchanges[(int)phase][i])
            {
                exchange.Run(b, p.CoupledAdjoint, p.Operands, back: true);
            }

            Call(operands[i], ref p);
        }
    }

    private static void Call(KernelCode code, ref KernelPointers p)
    {
        fixed (KernelPointers* pointers = &p)
        {
            code(pointers);
        }
    }

    private static void Scaled(ReadOnlySpan<double> from, double factor, Span<double> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = from[i] * factor;
        }
    }
}
