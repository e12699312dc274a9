using NimmGen.Data;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Petab;

/// <summary>What a panel knows of the inputs of a model, in the model's units, one value a step.</summary>
internal sealed class PanelInputs(Panel panel)
{
    /// <summary>Days of a data step.</summary>
    public double StepDays => panel.Step switch { TimeStep.Week => 7, TimeStep.Month => 365.25 / 12, _ => 1 };

    /// <summary>
    /// The series at a location; one value where it stays the same. Missing values carry the last known one, the first known one before it;
    /// nothing known is zero.
    /// </summary>
    public double[] Of(InputSymbol symbol, int location)
    {
        if (symbol.Groups is [var row, var column] && panel.MatrixNames.Contains(symbol.Channel))
        {
            PanelMatrix matrix = panel.Matrix(symbol.Channel);
            return [matrix[matrix.Rows.IndexOf(row.Label), matrix.Columns.IndexOf(column.Label)] * matrix.Unit.FactorTo(symbol.Unit)];
        }

        string? group = symbol.Groups is [{ } only] ? only.Label : null;
        foreach (string name in (string[])[symbol.Name, symbol.Channel])
        {
            if (panel.HasConstant(name))
            {
                LocationConstant constant = panel.Card.Constants.First(c => c.Name == name);
                return [(group is null || constant.Axis is null ? panel.Constant(name) : panel.Constant(name, group))[location] * constant.Unit.FactorTo(symbol.Unit)];
            }

            if (panel.Card.FindChannel(name) is { } channel)
            {
                double[] series = group is null || channel.Axis is null
                    ? panel.Series(name, location)
                    : [.. Enumerable.Range(0, panel.StepCount).Select(t => panel.Values(name, group)[(t * panel.LocationCount) + location])];
                return Held(series, channel.Unit.FactorTo(symbol.Unit));
            }
        }

        throw new NotInPetabException($"input '{symbol.Name}' is neither a channel nor a constant of {panel.Name}; it has: {string.Join(", ", panel.Channels.Select(c => c.Name).Concat(panel.ConstantNames))}");
    }

    /// <summary>The data of an observed channel at a location, in the unit of the observation; NaN is missing.</summary>
    public double[] Of(ObserveStatement observation, int location)
    {
        Channel channel = panel.Card.FindChannel(observation.Channel)
            ?? throw new NotInPetabException($"observed channel '{observation.Channel}' is not in {panel.Name}; it has: {string.Join(", ", panel.Channels.Select(c => c.Name))}");
        double factor = channel.Unit.FactorTo(observation.Unit);
        return [.. panel.Series(observation.Channel, location).Select(v => v * factor)];
    }

    private static double[] Held(double[] series, double factor)
    {
        double last = series.FirstOrDefault(v => !double.IsNaN(v));
        double[] held = [.. series.Select(v => (last = double.IsNaN(v) ? last : v) * factor)];
        return held.Length > 0 && Array.TrueForAll(held, v => v == held[0]) ? [held[0]] : held;
    }
}
