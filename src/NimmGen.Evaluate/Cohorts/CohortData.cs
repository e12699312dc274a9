using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>A patient panel as arrays for the kernels. A state of day t starts the step to day t + 1, which the step's observation is.</summary>
internal static class CohortData
{
    /// <summary>
    /// One step a lane: lane (t * patients + patient) starts from the state observed on day t under the treatment of that day.
    /// This is the peers' score, and to learn from it needs no trajectory.
    /// </summary>
    public static CalibrationData OneStep(Panel panel, MechanismIr model, KernelLayout layout)
    {
        int patients = panel.LocationCount, steps = panel.StepCount - 1, lanes = steps * patients;
        double[] inputs = new double[layout.Inputs.Length * lanes];
        for (int k = 0; k < layout.Inputs.Length; k++)
        {
            if (layout.Inputs[k] == Expansion.TimeInput)
            {
                for (int i = 0; i < lanes; i++)
                {
                    inputs[k * lanes + i] = i / patients;
                }

                continue;
            }

            (Channel channel, double factor) = Input(panel, model, layout.Inputs[k]);
            ReadOnlySpan<double> values = panel.Values(channel.Name)[..lanes];
            for (int i = 0; i < lanes; i++)
            {
                inputs[k * lanes + i] = values[i] * factor;
            }
        }

        return new(1, 1, lanes, 1, 0, inputs, Targets(panel, model, layout, steps), 0, []);
    }

    /// <summary>All days from the first state on, one lane a patient.</summary>
    public static CalibrationData RollOut(Panel panel, MechanismIr model, KernelLayout layout)
    {
        int patients = panel.LocationCount, steps = panel.StepCount - 1;
        double[] inputs = new double[steps * layout.Inputs.Length * patients];
        for (int k = 0; k < layout.Inputs.Length; k++)
        {
            if (layout.Inputs[k] == Expansion.TimeInput)
            {
                for (int i = 0; i < steps * patients; i++)
                {
                    inputs[(i / patients * layout.Inputs.Length + k) * patients + i % patients] = i / patients;
                }

                continue;
            }

            (Channel channel, double factor) = Input(panel, model, layout.Inputs[k]);
            for (int t = 0; t < steps; t++)
            {
                // A state channel starts the simulation; its later values are what is to be found out.
                int day = channel.Kind == ChannelKind.State ? 0 : t;
                for (int l = 0; l < patients; l++)
                {
                    inputs[(t * layout.Inputs.Length + k) * patients + l] = panel.At(channel.Name, day, l) * factor;
                }
            }
        }

        return new(steps, steps, patients, 1, 0, inputs, Targets(panel, model, layout, steps), 0, []);
    }

    // The states one day on, in the observations' units.
    private static ImmutableArray<TargetSeries> Targets(Panel panel, MechanismIr model, KernelLayout layout, int steps) =>
    [
        .. layout.Observations.Select((name, o) =>
        {
            Channel channel = panel.Card.FindChannel(name)
                ?? throw new ArgumentException($"observed channel '{name}' is not in '{panel.Name}'; it has: {string.Join(", ", panel.Channels.Select(c => c.Name))}", nameof(model));
            double factor = channel.Unit.FactorTo(model.Observations.First(x => x.Channel == name).Unit);
            double[] next = [.. panel.Values(name).Slice(panel.LocationCount, steps * panel.LocationCount)];
            return new TargetSeries(o, factor == 1 ? next : [.. next.Select(v => v * factor)], LossScale.Raw, Weekdays: false);
        }),
    ];

    private static (Channel Channel, double Factor) Input(Panel panel, MechanismIr model, string name)
    {
        var symbol = (InputSymbol)model.Find(name)!;
        Channel channel = panel.Card.FindChannel(symbol.Name) ?? panel.Card.FindChannel(symbol.Channel)
            ?? throw new ArgumentException($"input '{name}' is no channel of '{panel.Name}'; it has: {string.Join(", ", panel.Channels.Select(c => c.Name))}", nameof(model));
        return (channel, channel.Unit.FactorTo(symbol.Unit));
    }
}
