using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>A value for every parameter and input of an expanded model: as given by expanded or declared name, else the middle of its range.</summary>
internal sealed class PointValues(MechanismIr expanded, Expansion expansion, IReadOnlyDictionary<string, double> given)
{
    public double Of(string name)
    {
        if (given.TryGetValue(name, out double value)
            || (expansion.Parts.TryGetValue(name, out ExpandedPart? part) && given.TryGetValue(part.Symbol, out value)))
        {
            return value;
        }

        return expanded.Find(name) switch
        {
            NeuralSymbol n => Middle(n.Min, n.Max),
            LearnedSymbol l => Middle(l.Min, l.Max),
            InputSymbol { Min: { } min, Max: { } max } => Middle(min, max),
            InputSymbol i => i.Min ?? i.Max ?? 1,
            _ => 1,
        };
    }

    private static double Middle(double min, double max) => min > 0 && max > 10 * min ? Math.Sqrt(min * max) : (min + max) / 2;
}
