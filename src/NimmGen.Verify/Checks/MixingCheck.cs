using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG1102: a mix of counts where shares are meant, and a matrix whose sums do not fit the way it is used.</summary>
internal static class MixingCheck
{
    public static void Run(Subject subject)
    {
        var units = new UnitInference(subject);
        Dimension people = Unit.Of("people").Dimension;
        foreach (FlowEdge flow in subject.Edges.Where(f => f.PerCapita && subject.Symbols[f.From!].Unit.Dimension == people))
        {
            Expression[] terms = [flow.Rate, .. subject.Needs([flow.Rate]).Where(n => !subject.Symbols.ContainsKey(n) && subject.Lets.ContainsKey(n)).Select(n => subject.Lets[n].Value)];
            Mix[] mixes = [.. terms.SelectMany(t => t.Walk()).OfType<Mix>()];
            bool divided = terms.SelectMany(t => t.Walk()).Any(n => n is Binary { Operator: Operator.Divide } b && units.Of(b.Right, Place.None)?.Dimension == people);
            if (!divided && mixes.FirstOrDefault(m => units.Of(m.Operand, Place.None)?.Dimension == people) is { } counts)
            {
                subject.Warn(
                    "NG1102", flow.Statement.Place, $"{counts.Matrix} mixes people, not shares of people, and nothing divides by a population", counts,
                    "the hazard grows with the size of the place, and twice as many people make everybody twice as infectious", $"Mix({counts.Matrix}, I / population)");
            }
        }

        Sums(subject);
    }

    private static void Sums(Subject subject)
    {
        foreach (Statement statement in subject.Model.Statements)
        {
            foreach (Mix mix in statement.Terms().SelectMany(t => t.Walk()).OfType<Mix>())
            {
                if (subject.Data?.Matrices.FirstOrDefault(d => d.Name == ((MatrixSymbol)subject.Symbols[mix.Matrix]).Channel) is { Normalisation: "rows" or "columns" } matrix
                    && mix.Operand is Binary { Operator: Operator.Divide } && (matrix.Normalisation == "rows") == mix.Transposed)
                {
                    subject.Warn(
                        "NG1102", statement.Place, $"{(mix.Transposed ? "MixBack" : "Mix")} sums {mix.Matrix} along its {(mix.Transposed ? "columns" : "rows")}, but the data set has shares whose {matrix.Normalisation} sum to 1", mix,
                        "a mean of shares needs weights that sum to 1", mix.Transposed ? $"Mix({mix.Matrix}, ...)" : $"MixBack({mix.Matrix}, ...), or mix counts and divide by the mixed population");
                    return;
                }
            }
        }
    }
}
