namespace NimmGen.Compile;

/// <summary>
/// A simulation of all lanes together: in every sub-step a block for what they send, the couplings, and a block for the rest. One thread and
/// a fixed order: the same bits every time. Where sub-steps adapt, a data step is repeated with twice as many until its states
/// differ by less than the tolerance; the reverse takes the numbers that came out.
/// </summary>
internal sealed class StagedRun(KernelProgram program)
{
    // Relative, a data step; with doubling and second order the accepted states are about three times closer.
    private const double Tolerance = 1e-5;
    private const double Small = 1e-9;

    /// <summary>Sub-steps that a data step takes at most; what has not settled by then is kept as it is.</summary>
    private const int Most = 4096;

    private readonly ProgramGraph _graph = program.Graph;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, StagedCode> _codes = [];

    public void Start(SimulationBuffers b, int step)
    {
        StagedCode code = CodeOf(b);
        Couple(b, code, Phase.Start, step);
        Run(b, code.Start, step);
    }

    public void Simulate(SimulationBuffers b, int from, int to)
    {
        StagedCode code = CodeOf(b);
        StagedBuffers s = b.StagedOf(_graph);
        KernelCode body = b.FlowTotals is null ? code.Body.Value : code.BodyWithAllFlows.Value;
        int last = _graph.Steps;
        for (int t = from; t < to; t++)
        {
            b.SubSteps[t] = last = !_graph.AdaptsSteps ? _graph.Steps : b.KeepsSubSteps ? b.SubSteps[t] : Settled(b, s, code, t, last);
            Advance(b, s, code, body, t, b.SubSteps[t], keep: false);
            Couple(b, code, Phase.End, t);
            Run(b, code.End, t);
            foreach (EndOutput map in _graph.End)
            {
                if (map.Kind == EndKind.Next)
                {
                    s.Row(s.Next, map.Index).CopyTo(s.Row(s.Work, map.Index));
                }
            }

            for (int c = 0; c < _graph.Start.Length; c++)
            {
                Scaled(s.Row(s.Work, c), 1 / _graph.StateScale(c), b.States.AsSpan(b.StateRow(t + 1, c), b.Lanes));
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
        for (int t = to - 1; t >= from; t--)
        {
            int subSteps = _graph.AdaptsSteps ? b.SubSteps[t] : _graph.Steps;
            Advance(b, s, code, code.Body.Value, t, subSteps, keep: true);
            Couple(b, code, Phase.End, t);
            Array.Clear(s.FlowAdjoint);
            Array.Clear(s.BeginAdjoint);
            Array.Clear(s.CoupledAdjoint);
            Run(b, reverse.End, t);
            CoupleBack(b, code, Phase.End, t);
            for (int i = subSteps - 1; i >= 0; i--)
            {
                s.Recall(i);
                Array.Clear(s.NextAdjoint);
                Array.Clear(s.CoupledAdjoint);
                Run(b, reverse.Body, t);
                CoupleBack(b, code, Phase.Body, t);
                s.NextAdjoint.CopyTo(s.WorkAdjoint, 0);
            }

            Lines.AddScaled(1, s.BeginAdjoint, s.WorkAdjoint);
            Run(b, reverse.Step, t);
        }

        Run(b, reverse.Run, from);
        for (int c = 0; c < _graph.Start.Length; c++)
        {
            Scaled(s.Row(s.WorkAdjoint, c), _graph.StateScale(c), b.StateAdjoint.AsSpan(c * b.Stride, b.Lanes));
        }
    }

    public void DifferentiateStart(SimulationBuffers b, int step)
    {
        StagedCode code = CodeOf(b);
        Couple(b, code, Phase.Start, step);
        Array.Clear(b.StagedOf(_graph).CoupledAdjoint);
        Run(b, code.Reverse.Value.Start, step);
        CoupleBack(b, code, Phase.Start, step);
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
    private int Settled(SimulationBuffers b, StagedBuffers s, StagedCode code, int t, int last)
    {
        int n = Math.Max(_graph.Steps, last / 2);
        Advance(b, s, code, code.Body.Value, t, n, keep: false);
        for (; 2 * n <= Most; n *= 2)
        {
            s.Work.CopyTo(s.Compared, 0);
            Advance(b, s, code, code.Body.Value, t, 2 * n, keep: false);
            if (Agree(b, s))
            {
                return 2 * n;
            }
        }

        return n;
    }

    private bool Agree(SimulationBuffers b, StagedBuffers s)
    {
        for (int l = 0; l < b.Lanes; l++)
        {
            double largest = 0;
            for (int c = 0; c < _graph.Start.Length; c++)
            {
                largest = Math.Max(largest, Math.Abs(s.Work[(c * b.Stride) + l]));
            }

            for (int c = 0; c < _graph.Start.Length; c++)
            {
                double fine = s.Work[(c * b.Stride) + l], difference = Math.Abs(fine - s.Compared[(c * b.Stride) + l]);
                if (!(difference <= (Tolerance * Math.Abs(fine)) + (Small * largest)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    // The sub-steps of a data step: from States[t] to Work and Totals.
    private void Advance(SimulationBuffers b, StagedBuffers s, StagedCode code, KernelCode body, int t, int subSteps, bool keep)
    {
        s.SubStepDays[0] = _graph.StepDays / subSteps;
        for (int c = 0; c < _graph.Start.Length; c++)
        {
            Scaled(b.States.AsSpan(b.StateRow(t, c), b.Lanes), _graph.StateScale(c), s.Row(s.Work, c));
        }

        Array.Clear(s.Totals);
        Run(b, code.Hoist, t);
        for (int i = 0; i < subSteps; i++)
        {
            Couple(b, code, Phase.Body, t);
            if (keep)
            {
                s.Keep(i);
            }

            Run(b, body, t);
            s.Next.CopyTo(s.Work, 0);
        }
    }

    private void Couple(SimulationBuffers b, StagedCode code, Phase phase, int t)
    {
        StagedBuffers s = b.StagedOf(_graph);
        Coupling[][] stages = code.Couplings[phase];
        for (int i = 0; i < stages.Length; i++)
        {
            Run(b, code.Operands[phase][i], t);
            foreach (Coupling coupling in stages[i])
            {
                Exchange(b, coupling, s.Row(s.Operands, coupling.Index), s.Row(s.Coupled, coupling.Index), back: false);
            }
        }
    }

    private void CoupleBack(SimulationBuffers b, StagedCode code, Phase phase, int t)
    {
        StagedBuffers s = b.StagedOf(_graph);
        Coupling[][] stages = code.Couplings[phase];
        for (int i = stages.Length - 1; i >= 0; i--)
        {
            foreach (Coupling coupling in stages[i])
            {
                Exchange(b, coupling, s.Row(s.CoupledAdjoint, coupling.Index), s.Row(s.Operands, coupling.Index), back: true);
            }

            Run(b, code.Reverse.Value.Operands[phase][i], t);
        }
    }

    private static void Exchange(SimulationBuffers b, Coupling coupling, ReadOnlySpan<double> sent, Span<double> received, bool back)
    {
        for (int first = 0; first < b.Lanes; first += b.Block)
        {
            ReadOnlySpan<double> x = sent.Slice(first, b.Block);
            Span<double> y = received.Slice(first, b.Block);
            if (coupling.Matrix >= 0)
            {
                b.Couplings[coupling.Matrix]!.Multiply(x, y, coupling.Transposed != back);
                continue;
            }

            double sum = 0;
            foreach (double value in x)
            {
                sum += value;
            }

            y.Fill(sum);
        }
    }

    private void Run(SimulationBuffers b, KernelCode code, int t) => program.Run(b, code, t, 0, b.Lanes);

    private static void Scaled(ReadOnlySpan<double> from, double factor, Span<double> to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = from[i] * factor;
        }
    }
}
