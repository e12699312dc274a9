using NimmGen.Ir;

namespace NimmGen.Compile.Tests;

/// <summary>Kernels against the interpreter, on every vector path.</summary>
public sealed class KernelTests
{
    public static TheoryData<Scheme, VectorPath, int> Cases => new(
        from scheme in new[] { Scheme.Hazard, Scheme.RungeKutta4, Scheme.Euler, Scheme.Patankar }
        from path in Enum.GetValues<VectorPath>()
        from lanes in new[] { 1, 3, 8, 51 }
        select (scheme, path, lanes));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kernels_do_what_the_interpreter_does(Scheme scheme, VectorPath path, int lanes)
    {
        AgreesWithInterpreter(new Trial(Models.Everything(scheme), new KernelOptions(1, null, path), lanes, 6, seed: 5));
        AgreesWithInterpreter(new Trial(Models.Seirm(scheme, 2), new KernelOptions(7, null, path), lanes, 4, seed: 6));
    }

    [Fact]
    public void Random_models_do_what_the_interpreter_does()
    {
        for (int seed = 1000; seed < 1060; seed++)
        {
            AgreesWithInterpreter(new Trial(RandomModels.Create(seed), new KernelOptions(1), 1 + (seed % 9), 3, seed));
        }
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Random_models_that_couple_and_delay_do_what_the_interpreter_does(bool coupled, bool delayed)
    {
        for (int seed = 2000; seed < 2030; seed++)
        {
            AgreesWithInterpreter(new Trial(RandomModels.Create(seed, coupled, delayed), new KernelOptions(1), 1 + (seed % 9), 7, seed));
        }
    }

    [Fact]
    public void Steps_that_adapt_do_what_the_interpreter_does_with_as_many()
    {
        for (int seed = 3000; seed < 3020; seed++)
        {
            // Quantities are linearly implicit there, which the plain reference is not: without them.
            MechanismIr model = RandomModels.Create(seed, seed % 2 == 0, seed % 3 == 0, Scheme.Stiff);
            if (!model.Statements.Any(s => s is GrowthStatement or RateStatement))
            {
                AgreesWithInterpreter(new Trial(model, new KernelOptions(1), 1 + (seed % 5), 4, seed));
            }
        }
    }

    public static TheoryData<string> Widths => ["plain", "coupled", "delayed"];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Every_path_gives_the_same(string kind)
    {
        MechanismIr model = kind == "plain" ? Models.Everything() : RandomModels.Create(2003, kind == "coupled", kind == "delayed", Scheme.Patankar);
        Trial[] trials = [.. Enum.GetValues<VectorPath>().Select(p => new Trial(model, new KernelOptions(1, null, p), 13, 5, seed: 3))];
        foreach (Trial trial in trials)
        {
            trial.Run();
            trial.Kernel.Differentiate(trial.Buffers, 0, trial.Steps, throughStart: true);
        }

        Trial first = trials[0];
        foreach (Trial other in trials.Skip(1))
        {
            for (int q = 0; q < first.Buffers.Learned.Length; q++)
            {
                Close.Equal(first.Buffers.LearnedAdjoint[q], other.Buffers.LearnedAdjoint[q], 1e-12, 1);
            }

            for (int lane = 0; lane < first.Buffers.Lanes; lane++)
            {
                for (int o = 0; o < first.Buffers.Layout.Observations.Length; o++)
                {
                    Close.Equal(first.Buffers.Observations[first.Buffers.ObservationRow(4, o) + lane], other.Buffers.Observations[other.Buffers.ObservationRow(4, o) + lane], 1e-12);
                }

                for (int p = 0; p < first.Buffers.Layout.Neurals.Length; p++)
                {
                    Close.Equal(first.Buffers.NeuralAdjoint[first.Buffers.NeuralRow(2, p) + lane], other.Buffers.NeuralAdjoint[other.Buffers.NeuralRow(2, p) + lane], 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Chunks_of_lanes_give_the_same_bits()
    {
        var whole = new Trial(Models.Everything(), new KernelOptions(1, null, VectorPath.Vector512), 19, 6, seed: 3);
        var parts = new Trial(Models.Everything(), new KernelOptions(1, null, VectorPath.Vector512), 19, 6, seed: 3);
        whole.Run();
        whole.Kernel.Differentiate(whole.Buffers, 0, 6, throughStart: true);
        (int First, int Count)[] chunks = [(8, 11), (0, 8)];
        foreach ((int first, int count) in chunks)
        {
            parts.Kernel.StartLanes(parts.Buffers, 0, first, count);
            parts.Kernel.SimulateLanes(parts.Buffers, 0, 6, first, count);
            parts.Kernel.DifferentiateLanes(parts.Buffers, 0, 6, true, first, count);
        }

        parts.Buffers.SumLearnedAdjoint();
        Assert.Equal(whole.Buffers.LearnedAdjoint, parts.Buffers.LearnedAdjoint);
        Assert.Equal(whole.Buffers.Observations.AsSpan(0, 19), parts.Buffers.Observations.AsSpan(0, 19));
        Assert.All(whole.Buffers.LearnedAdjoint, a => Assert.True(double.IsFinite(a)));
    }

    // So many lanes and steps that vectors take turns of a few steps; each vector alone takes all at once.
    [Theory]
    [InlineData(VectorPath.Scalar)]
    [InlineData(VectorPath.Vector256)]
    [InlineData(VectorPath.Vector512)]
    public void Vectors_that_take_turns_give_the_bits_of_each_alone(VectorPath path)
    {
        const int lanes = 37, steps = 61;
        var whole = new Trial(Models.Everything(), new KernelOptions(1, null, path), lanes, steps, seed: 3);
        var alone = new Trial(Models.Everything(), new KernelOptions(1, null, path), lanes, steps, seed: 3);
        (SimulationBuffers a, SimulationBuffers b) = (whole.Buffers, alone.Buffers);
        whole.Run();
        whole.Kernel.Differentiate(a, 1, steps, throughStart: true);
        for (int first = 0; first < lanes; first += b.Width)
        {
            int count = Math.Min(b.Width, lanes - first);
            alone.Kernel.StartLanes(b, 0, first, count);
            alone.Kernel.SimulateLanes(b, 0, steps, first, count);
            alone.Kernel.DifferentiateLanes(b, 1, steps, true, first, count);
        }

        b.SumLearnedAdjoint();
        Assert.InRange(LaneSweep.StepsAtOnce(a, new ProgramGraph(new ModelTables(whole.Kernel.Expansion), 1, whole.Kernel.SubSteps), steps, lanes), 2, steps / 4);
        Assert.Equal(Lanes(a.States, a), Lanes(b.States, b));
        Assert.Equal(Lanes(a.Observations, a), Lanes(b.Observations, b));
        Assert.Equal(Lanes(a.FlowTotals!, a), Lanes(b.FlowTotals!, b));
        Assert.Equal(Lanes(a.NeuralAdjoint, a), Lanes(b.NeuralAdjoint, b));
        Assert.Equal(Lanes(a.StateAdjoint, a), Lanes(b.StateAdjoint, b));
        Assert.Equal(a.LearnedAdjoint, b.LearnedAdjoint);
        Assert.Contains(a.NeuralAdjoint, x => x != 0);

        // Without the padding.
        static double[] Lanes(double[] rows, SimulationBuffers b) => [.. rows.Where((_, i) => i % b.Stride < b.Lanes)];
    }

    [Fact]
    public void Ranges_of_steps_continue_each_other()
    {
        var whole = new Trial(Models.Everything(), new KernelOptions(1), 2, 6, seed: 3);
        var parts = new Trial(Models.Everything(), new KernelOptions(1), 2, 6, seed: 3);
        whole.Run();
        parts.Kernel.Start(parts.Buffers);
        parts.Kernel.Simulate(parts.Buffers, 0, 2);
        parts.Kernel.Simulate(parts.Buffers, 2, 6);
        foreach (string state in whole.Buffers.Layout.States)
        {
            Assert.Equal(whole.State(6, state, 1), parts.State(6, state, 1));
        }
    }

    [Fact]
    public void A_weekly_step_converts_rates_a_day()
    {
        var daily = new Trial(Models.Seirm(), new KernelOptions(1, 4), 1, 7, seed: 1);
        var weekly = new Trial(Models.Seirm(), new KernelOptions(7, 28), 1, 1, seed: 1);
        Array.Fill(daily.Buffers.Neural, 0.4);
        Array.Fill(weekly.Buffers.Neural, 0.4);
        weekly.Buffers.Learned.CopyTo(daily.Buffers.Learned, 0);
        Array.Fill(daily.Buffers.Inputs, 1e5);
        Array.Fill(weekly.Buffers.Inputs, 1e5);
        daily.Run();
        weekly.Run();
        Close.Equal(daily.State(7, "I"), weekly.State(1, "I"), 1e-12);
        Close.Equal(daily.Buffers.Observations.Sum(), weekly.Buffers.Observations[0], 1e-12);
    }

    [Theory]
    [InlineData(1, null, null, 4)]
    [InlineData(7, null, null, 28)]
    [InlineData(7, 2, null, 2)]
    [InlineData(7, 2, 5, 5)]
    [InlineData(1e6, null, null, 400)]
    public void Sub_steps_are_chosen_to_be_a_quarter_of_a_day(double stepDays, int? model, int? option, int expected) =>
        Assert.Equal(expected, MechanismKernel.Compile(Models.Seirm(Scheme.Hazard, model), new KernelOptions(stepDays, option)).SubSteps);

    internal static void AgreesWithInterpreter(Trial t, double tolerance = 1e-11)
    {
        t.Run();
        SimulationBuffers b = t.Buffers;
        var reference = new ReferenceSimulator(t.Model, b.StepDays, b.Lanes, t.Parameters, b.Weights, t.Matrix);
        Dictionary<string, double>[] states = reference.Start();
        for (int step = 0; step < t.Steps; step++)
        {
            Compare(states, b.Layout.States, b.States, b.StateRow(step, 0));
            (states, Dictionary<string, double>[] moved) = reference.Step(states, b.SubSteps[step] > 0 ? b.SubSteps[step] : t.Kernel.SubSteps);
            Compare(
                [.. moved.Select(m => m.ToDictionary(f => f.Key, f => f.Value / reference.ScaleOfFlow(f.Key)))], b.Layout.Flows, b.FlowTotals!, b.FlowRow(step, 0));
        }

        Compare(states, b.Layout.States, b.States, b.StateRow(t.Steps, 0));
        for (int step = 0; step < t.Steps; step++)
        {
            int at = step;
            Compare([.. Enumerable.Range(0, b.Lanes).Select(l => reference.Observe(at, l))], b.Layout.Observations, b.Observations, b.ObservationRow(step, 0));
        }

        // The order of operations differs: some hundred roundings, and 1 - exp(-H dt) in the reference cancels; stocks are up to a thousand.
        void Compare(IReadOnlyList<IReadOnlyDictionary<string, double>> expected, IReadOnlyList<string> names, double[] actual, int row)
        {
            for (int i = 0; i < names.Count; i++)
            {
                for (int l = 0; l < b.Lanes; l++)
                {
                    Close.Equal(expected[l][names[i]], actual[row + (i * b.Stride) + l], tolerance, 1, $"{t.Model.Name} {t.Model.Scheme} {names[i]}");
                }
            }
        }
    }
}
