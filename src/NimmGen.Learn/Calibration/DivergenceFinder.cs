using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>Names the first value of a training that is not finite, and why, so that a failed training says what, where and when.</summary>
internal static class DivergenceFinder
{
    private const int Finer = 8;

    // Beyond so many cells a second simulation, to tell a long step from a model without limits, may not fit.
    private const long MostCells = 20_000_000;

    /// <summary>What it was of an objective that is not finite, or whose gradient is not.</summary>
    /// <param name="objective">After an evaluation.</param>
    /// <param name="model">The mechanism of the objective.</param>
    /// <param name="calibrator">Whose training it was: named where nothing else is not finite.</param>
    public static Divergence Find(TwinObjective objective, MechanismIr model, string calibrator)
    {
        Divergence? found = Target(objective) ?? Input(objective) ?? (Parameter(objective) is { } parameter ? History(objective.Data) ?? parameter : null);
        if (found is null && Simulated(objective.Trajectory, objective.Data) is { } first)
        {
            found = EmptyPlace(objective, model, first) ?? first with { Cause = Caused(objective, model) };
        }

        found ??= LossFault.Loss(objective) ?? LossFault.Gradient(objective) ?? new(calibrator, 0, 0) { Cause = DivergenceCause.Network };
        return found with { Location = objective.Data.Locations.ElementAtOrDefault(found.Lane) };
    }

    private static Divergence? Target(TwinObjective objective)
    {
        CalibrationData data = objective.Data;
        foreach (TargetSeries target in data.Targets)
        {
            int bad = Array.FindIndex(target.Values, double.IsInfinity);
            bad = bad < 0 && target.Weights is { } weights ? Array.FindIndex(weights, w => !double.IsFinite(w)) : bad;
            if (bad >= 0)
            {
                return At(objective.Trajectory.Kernel.Layout.Observations[target.Observation], bad, data.Lanes, DivergenceCause.BadTarget);
            }
        }

        return null;
    }

    private static Divergence? Input(TwinObjective objective)
    {
        KernelLayout layout = objective.Trajectory.Kernel.Layout;
        int lanes = objective.Data.Lanes, count = layout.Inputs.Length;
        int bad = Array.FindIndex(objective.Data.Inputs, 0, Math.Min(objective.Data.Inputs.Length, objective.Data.TrainSteps * count * lanes), v => !double.IsFinite(v));
        return bad < 0 ? null : new(layout.Inputs[bad / lanes % count], bad % lanes, bad / (lanes * count)) { Cause = DivergenceCause.BadInput };
    }

    // What a network reads: its parameters are not finite from the first iteration on.
    private static Divergence? History(CalibrationData data)
    {
        int bad = Array.FindIndex(data.History, v => !float.IsFinite(v));
        return bad < 0
            ? null
            : new($"feature {(bad % data.Features) + 1} of the history", bad / data.Features % data.Lanes, bad / data.Features / data.Lanes) { Cause = DivergenceCause.BadInput };
    }

    private static Divergence? Parameter(TwinObjective objective)
    {
        ParameterGrid grid = objective.Grid;
        ReadOnlySpan<double> values = objective.Trajectory.NeuralValues;
        for (int p = 0; p < grid.Neurals.Length; p++)
        {
            for (int i = 0; i < grid.Segments(p) * grid.Lanes; i++)
            {
                if (!double.IsFinite(values[grid.Offset(p) + i]))
                {
                    return new(grid.Neurals[p].Name, i % grid.Lanes, grid.StepOf(p, i / grid.Lanes)) { Cause = DivergenceCause.Network };
                }
            }
        }

        return null;
    }

    private static Divergence? Simulated(Trajectory trajectory, CalibrationData data)
    {
        KernelLayout layout = trajectory.Kernel.Layout;
        for (int step = 0; step <= data.TrainSteps; step++)
        {
            for (int c = 0; c < layout.States.Length; c++)
            {
                if (FirstBad(trajectory.Buffers.StateLanes(step, c)) is int lane)
                {
                    return new(layout.States[c], lane, step);
                }
            }

            for (int o = 0; step < data.TrainSteps && o < layout.Observations.Length; o++)
            {
                if (FirstBad(trajectory.Buffers.ObservationLanes(step, o)) is int lane)
                {
                    return new(layout.Observations[o], lane, step);
                }
            }
        }

        return null;
    }

    // An input that a start value is a share of, or what is left of: a population.
    private static Divergence? EmptyPlace(TwinObjective objective, MechanismIr model, Divergence first)
    {
        KernelLayout layout = objective.Trajectory.Kernel.Layout;
        IEnumerable<string> totals = model.Statements.OfType<StartRestStatement>().SelectMany(s => model.Inline(s.Total).References());
        string? empty = totals.FirstOrDefault(
            name => layout.Inputs.IndexOf(name) is var k and >= 0 && !(objective.Trajectory.Buffers.InputLanes(0, k)[first.Lane] > 0));
        return empty is null ? null : new(empty, first.Lane, 0) { Cause = DivergenceCause.EmptyPlace };
    }

    private static DivergenceCause Caused(TwinObjective objective, MechanismIr model)
    {
        (CalibrationData data, MechanismKernel kernel) = (objective.Data, objective.Trajectory.Kernel);
        if ((long)data.Lanes * data.TrainSteps * kernel.Layout.States.Length > MostCells || kernel.SubSteps * Finer > MechanismKernel.MostSubSteps)
        {
            return DivergenceCause.Overflow;
        }

        MechanismKernel fine = MechanismKernel.Compile(model, new KernelOptions(data.StepDays, kernel.SubSteps * Finer));
        var trajectory = new Trajectory(model, fine, data, objective.Grid);
        SimulationBuffers from = objective.Trajectory.Buffers, to = trajectory.Buffers;
        from.Neural.CopyTo(to.Neural, 0);
        from.Learned.CopyTo(to.Learned, 0);
        from.Weights.CopyTo(to.Weights, 0);
        fine.Start(to);
        fine.Simulate(to, 0, data.TrainSteps);
        return Simulated(trajectory, data) is null ? DivergenceCause.LongStep : DivergenceCause.Overflow;
    }

    private static Divergence At(string quantity, int index, int lanes, DivergenceCause cause) => new(quantity, index % lanes, index / lanes) { Cause = cause };

    private static int? FirstBad(ReadOnlySpan<double> lanes)
    {
        for (int l = 0; l < lanes.Length; l++)
        {
            if (!double.IsFinite(lanes[l]))
            {
                return l;
            }
        }

        return null;
    }
}
