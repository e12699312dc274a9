using NimmGen.Data;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>What the verifier needs to know of a panel.</summary>
public static class DataContexts
{
    public static DataContext Of(Panel panel) => new(
        [.. panel.Channels.Select(c => Describe(c.Name, c.Unit, c.Kind.ToString().ToLowerInvariant(), panel.Values(c.Name)) with { Axis = c.Axis, UnderReported = c.UnderReported })],
        [.. panel.ConstantNames.Select(name => panel.Card.Constants.First(c => c.Name == name)).Select(c =>
            Describe(c.Name, c.Unit, "constant", panel.Constant(c.Name).AsSpan()) with { Axis = c.Axis })],
        panel.Step.ToString().ToLowerInvariant())
    {
        Subject = $"{panel.Card.Name}: {panel.Card.Title}",
        Literature = [.. panel.Card.Literature.Select(l => new LiteratureRule(l.Name, l.Unit, l.Min, l.Max, l.Source))],
        Axes = [.. panel.Axes.Select(a => new DataAxis(a.Name, a.Labels))],
        Matrices = [.. panel.MatrixNames.Select(panel.Matrix).Select(m => new DataMatrix(m.Name, m.RowAxis, m.ColumnAxis, m.Unit, m.Normalisation.ToString().ToLowerInvariant()))],
    };

    private static DataChannel Describe(string name, Ir.Unit unit, string kind, ReadOnlySpan<double> values)
    {
        double min = double.PositiveInfinity, max = double.NegativeInfinity;
        foreach (double value in values)
        {
            (min, max) = double.IsNaN(value) ? (min, max) : (Math.Min(min, value), Math.Max(max, value));
        }

        return new(name, unit, kind, double.IsFinite(min) ? min : null, double.IsFinite(max) ? max : null);
    }
}
