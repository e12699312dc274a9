using System.Collections.Immutable;
using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Search;

/// <summary>Which series of the data a run file keeps beside the target: what its winner was given.</summary>
internal static class Covariates
{
    /// <summary>A report shows no more beside the parameters, and a run file stays small.</summary>
    public const int Most = 4;

    /// <summary>
    /// First the channels that the mechanism names as inputs, in its order; then, where a network reads the history, other
    /// channels in the order of the card. None of samples, which have no time, none without any value, and no target.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="model">The winner's mechanism.</param>
    /// <param name="calibrator">How it was trained: a free path reads nothing but what the mechanism names.</param>
    public static ImmutableArray<CovariateSeries> Of(ForecastTask task, MechanismIr model, string calibrator)
    {
        if (!task.Folds.IsEmpty)
        {
            return [];
        }

        Channel[] named = [.. model.Inputs.Select(i => Bound(task.Panel, i)).OfType<Channel>().Distinct()];
        IEnumerable<Channel> read = calibrator != FreePathCalibrator.Name && model.Neurals.Any() ? task.Panel.Channels.Except(named) : [];
        return
        [
            .. named.Select(c => Series(task, c) with { InMechanism = true })
                .Concat(read.Select(c => Series(task, c)))
                .Where(s => task.Panel.Card.FindChannel(s.Name)!.Role != ChannelRole.Target && s.Values.Any(double.IsFinite))
                .Take(Most),
        ];
    }

    // As inputs are bound for training: by the name as written or in snake case, constants of places first.
    private static Channel? Bound(Panel panel, InputSymbol input)
    {
        foreach (string name in (string[])[input.Name, input.Channel])
        {
            if (panel.HasConstant(name))
            {
                return null;
            }

            if (panel.Card.FindChannel(name) is { } channel)
            {
                return channel;
            }
        }

        return null;
    }

    // Of patients all but their states are planned, and known on the first day.
    private static CovariateSeries Series(ForecastTask task, Channel channel) =>
        new(channel.Name, channel.Unit, Mean(task.Panel.Values(channel.Name), task.Panel.LocationCount))
        {
            KnownAhead = channel.KnownAhead || (task.Cohort is not null && channel.Kind != ChannelKind.State),
        };

    private static ImmutableArray<double> Mean(ReadOnlySpan<double> values, int places)
    {
        var means = new double[places == 0 ? 0 : values.Length / places];
        for (int t = 0; t < means.Length; t++)
        {
            double sum = 0;
            int count = 0;
            foreach (double value in values.Slice(t * places, places))
            {
                (sum, count) = double.IsFinite(value) ? (sum + value, count + 1) : (sum, count);
            }

            means[t] = count == 0 ? double.NaN : sum / count;
        }

        return [.. means];
    }
}
