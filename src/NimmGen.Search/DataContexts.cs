using NimmGen.Data;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>What the verifier needs to know of a panel.</summary>
public static class DataContexts
{
    /// <summary>What a card says where its data are not at hand: names, units and groups, but no ranges.</summary>
    public static DataContext Of(DataCard card) => new(
        [.. card.Channels.Select(c => new DataChannel(c.Name, c.Unit, c.Kind.ToString().ToLowerInvariant()) { Axis = c.Axis, UnderReported = c.UnderReported })],
        [.. card.Constants.Select(c => new DataChannel(c.Name, c.Unit, "constant", c.Value, c.Value) { Axis = c.Axis })],
        card.Step.ToString().ToLowerInvariant())
    {
        Subject = $"{card.Name}: {card.Title}",
        Literature = [.. card.Literature.Select(l => new LiteratureRule(l.Name, l.Unit, l.Min, l.Max, l.Source))],
        Axes = [.. card.Axes.Select(a => new DataAxis(a.Name, a.Labels))],
        Matrices = [.. card.Matrices.Select(m => new DataMatrix(m.Name, m.Rows, m.Columns, m.Unit, m.Normalisation.ToString().ToLowerInvariant()))],
    };

    /// <summary>What a panel says: its card, and the ranges of its values.</summary>
    public static DataContext Of(Panel panel) => Of(panel.Card) with
    {
        Channels = [.. panel.Channels.Select(c => Describe(c.Name, c.Unit, c.Kind.ToString().ToLowerInvariant(), panel.Values(c.Name)) with { Axis = c.Axis, UnderReported = c.UnderReported })],
        Constants = [.. panel.ConstantNames.Select(name => panel.Card.Constants.First(c => c.Name == name)).Select(c =>
            Describe(c.Name, c.Unit, "constant", panel.Constant(c.Name).AsSpan()) with { Axis = c.Axis })],
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
