using NimmGen.Data;
using NimmGen.Verify;

namespace NimmGen.Search;

/// <summary>What the verifier needs to know of a panel.</summary>
public static class DataContexts
{
    public static DataContext Of(Panel panel) => new(
        [.. panel.Channels.Select(c => Describe(c.Name, c.Unit, c.Kind.ToString().ToLowerInvariant(), panel.Values(c.Name)))],
        [.. panel.ConstantNames.Select(name =>
            Describe(name, panel.Card.Constants.First(c => c.Name == name).Unit, "constant", panel.Constant(name).AsSpan()))],
        panel.Step.ToString().ToLowerInvariant());

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
