using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Data;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>
/// What a twin may see at an origin, as arrays for the kernels. Built from <see cref="Panel.UpTo"/>, so no value dated after
/// the origin can get in; inputs beyond it are held at their last known value unless the card says they are known ahead.
/// </summary>
public static class CalibrationBuilder
{
    /// <summary>The data for a mechanism at an origin.</summary>
    /// <param name="task">The task.</param>
    /// <param name="model">The mechanism.</param>
    /// <param name="layout">Of its kernel.</param>
    /// <param name="origin">The origin.</param>
    /// <param name="features">True to add the history that a network reads.</param>
    /// <param name="ahead">Steps beyond the origin; null: the task's horizon.</param>
    /// <exception cref="ArgumentException">The model names an input or observation that the data do not have.</exception>
    public static CalibrationData Build(ForecastTask task, MechanismIr model, KernelLayout layout, Origin origin, bool features, int? ahead = null)
    {
        Panel known = task.Panel.UpTo(origin);
        int total = origin.TrainSteps + (ahead ?? task.Horizon);
        return new(
            origin.TrainSteps,
            total,
            known.LocationCount,
            task.StepDays,
            FirstWeekday(known),
            Inputs(known, model, layout, total),
            Targets(known, model, layout, origin.TrainSteps),
            features ? known.Channels.Length : 0,
            features ? History(known, origin.TrainSteps) : [])
        {
            Locations = known.Locations,
            Couplings = layout.Couplings.ToImmutableDictionary(name => name, name => Coupling(known, (MatrixSymbol)model.Find(name)!)),
        };
    }

    // Rows and columns in the order of the panel's locations; a pair that the matrix does not have is zero.
    private static CouplingMatrix Coupling(Panel known, MatrixSymbol symbol)
    {
        string name = new[] { symbol.Name, symbol.Channel }.FirstOrDefault(n => known.MatrixNames.Contains(n))
            ?? throw new ArgumentException($"matrix '{symbol.Name}' is not in '{known.Name}'; it has: {string.Join(", ", known.MatrixNames)}", nameof(symbol));
        PanelMatrix matrix = known.Matrix(name);
        int lanes = known.LocationCount;
        double factor = matrix.Unit.FactorTo(symbol.Unit);
        var lane = known.Locations.Select((id, l) => (id, l)).ToDictionary(p => p.id, p => p.l, StringComparer.Ordinal);
        var entries = new double[lanes * lanes];
        for (int i = 0; i < matrix.Rows.Length; i++)
        {
            for (int at = matrix.RowStarts[i]; at < matrix.RowStarts[i + 1]; at++)
            {
                if (lane.TryGetValue(matrix.Rows[i], out int row) && lane.TryGetValue(matrix.Columns[matrix.ColumnIndices[at]], out int column))
                {
                    entries[row * lanes + column] = matrix.Values[at] * factor;
                }
            }
        }

        return new(lanes, entries);
    }

    /// <summary>Observation steps count weekdays from the first day; 0 where steps are not days.</summary>
    private static int FirstWeekday(Panel panel) => panel.Step == TimeStep.Day && panel.StepCount > 0 ? (int)panel.Times[0].DayOfWeek : 0;

    private static double[] Inputs(Panel known, MechanismIr model, KernelLayout layout, int total)
    {
        int lanes = known.LocationCount, count = layout.Inputs.Length;
        var inputs = new double[total * count * lanes];
        for (int k = 0; k < count; k++)
        {
            var symbol = (InputSymbol)model.Find(layout.Inputs[k])!;
            for (int l = 0; l < lanes; l++)
            {
                double[] series = InputSeries(known, symbol, l, total);
                for (int step = 0; step < total; step++)
                {
                    inputs[(step * count + k) * lanes + l] = series[step];
                }
            }
        }

        return inputs;
    }

    private static double[] InputSeries(Panel known, InputSymbol symbol, int location, int total)
    {
        if (symbol.Name == Expansion.TimeInput)
        {
            return [.. Enumerable.Range(0, total).Select(step => step * StepDays(known))];
        }

        if (symbol.Groups is [var row, var column] && known.MatrixNames.Contains(symbol.Channel))
        {
            PanelMatrix matrix = known.Matrix(symbol.Channel);
            return Constant(matrix[matrix.Rows.IndexOf(row.Label), matrix.Columns.IndexOf(column.Label)] * matrix.Unit.FactorTo(symbol.Unit), total);
        }

        foreach (string name in (string[])[symbol.Name, symbol.Channel])
        {
            string? group = symbol.Groups is [{ } only] ? only.Label : null;
            if (known.HasConstant(name))
            {
                LocationConstant constant = known.Card.Constants.First(c => c.Name == name);
                ImmutableArray<double> values = group is null || constant.Axis is null ? known.Constant(name) : known.Constant(name, group);
                return Constant(values[location] * constant.Unit.FactorTo(symbol.Unit), total);
            }

            if (known.Card.FindChannel(name) is { } channel)
            {
                double[] series = group is null || channel.Axis is null
                    ? known.Series(name, location)
                    : [.. Enumerable.Range(0, known.StepCount).Select(t => known.Values(name, group)[t * known.LocationCount + location])];
                return Held(series, channel.Unit.FactorTo(symbol.Unit), total);
            }
        }

        throw new ArgumentException(
            $"input '{symbol.Name}' is neither a channel nor a constant of '{known.Name}'; it has: "
            + string.Join(", ", known.Channels.Select(c => c.Name).Concat(known.ConstantNames)), nameof(symbol));
    }

    private static double StepDays(Panel panel) => panel.Step switch { TimeStep.Week => 7, TimeStep.Month => 365.25 / 12, _ => 1 };

    private static double[] Constant(double value, int total)
    {
        var series = new double[total];
        Array.Fill(series, value);
        return series;
    }

    // Missing and future values carry the last known one; before the first known one, that one; nothing known is zero.
    private static double[] Held(double[] series, double factor, int total)
    {
        var held = new double[total];
        double last = series.FirstOrDefault(v => !double.IsNaN(v));
        for (int step = 0; step < total; step++)
        {
            last = step >= series.Length || double.IsNaN(series[step]) ? last : series[step];
            held[step] = last * factor;
        }

        return held;
    }

    private static ImmutableArray<TargetSeries> Targets(Panel known, MechanismIr model, KernelLayout layout, int steps)
    {
        var targets = ImmutableArray.CreateBuilder<TargetSeries>();
        for (int o = 0; o < layout.Observations.Length; o++)
        {
            string name = layout.Observations[o];
            Channel channel = known.Card.FindChannel(name) ?? throw new ArgumentException(
                $"observed channel '{name}' is not in '{known.Name}'; it has: {string.Join(", ", known.Channels.Select(c => c.Name))}", nameof(model));
            double factor = channel.Unit.FactorTo(model.Observations.First(x => x.Channel == name).Unit);
            double[] values = [.. known.Values(name)[..(steps * known.LocationCount)]];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] *= factor;
            }

            targets.Add(new(
                o, values,
                channel.Kind is ChannelKind.State or ChannelKind.Prevalence ? LossScale.Raw : LossScale.SquareRoot,
                known.Step == TimeStep.Day && (channel.Kind == ChannelKind.New || model.Observations.First(x => x.Channel == name).Weekday))
            {
                Counts = channel.Kind == ChannelKind.New && factor == 1 && values.All(v => double.IsNaN(v) || (v >= 0 && v == Math.Floor(v))),
            });
        }

        return targets.ToImmutable();
    }

    // Standardised a location on the training window; what is missing is the mean, which is zero.
    private static float[] History(Panel known, int steps)
    {
        int lanes = known.LocationCount, count = known.Channels.Length;
        var history = new float[steps * lanes * count];
        for (int f = 0; f < count; f++)
        {
            for (int l = 0; l < lanes; l++)
            {
                double[] series = known.Series(known.Channels[f].Name, l)[..steps];
                double[] present = [.. series.Where(v => !double.IsNaN(v))];
                double mean = present.Length == 0 ? 0 : present.Average();
                double deviation = present.Length == 0 ? 0 : Math.Sqrt(present.Average(v => (v - mean) * (v - mean)));
                for (int step = 0; step < steps; step++)
                {
                    double value = series[step];
                    history[(step * lanes + l) * count + f] = double.IsNaN(value) || deviation == 0 ? 0 : (float)((value - mean) / deviation);
                }
            }
        }

        return history;
    }
}
