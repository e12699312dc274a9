using NimmGen.Ir;

namespace NimmGen.Verify.Ranges;

/// <summary>
/// Means over places with weights that sum to one: linear, within the bounds of what they are means of, and equal to what is the same
/// everywhere.
/// </summary>
internal sealed class Means(Subject subject, Atoms atoms)
{
    /// <summary>The mean of a term whose quotient and range are known; <paramref name="weights"/> tells one set of weights from another.</summary>
    public Quotient Of(Expression term, Quotient? quotient, string weights, Interval range)
    {
        if (quotient is not { IsPolynomial: true })
        {
            return Quotient.Sum([(atoms.Of($"mean {weights} {Key(term)}", range), 1)]);
        }

        Polynomial sum = Polynomial.Of(0);
        foreach ((string monomial, double coefficient) in quotient.Above.Terms)
        {
            string[] parts = Polynomial.Atoms(monomial), local = [.. parts.Where(p => !IsGlobal(p))];
            Interval bounds = local.Aggregate(Interval.Point(1), (product, a) => product * atoms[a]);
            string[] factors = local.Length == 0 ? parts : [.. parts.Where(IsGlobal), atoms.Of($"mean {weights} {string.Join('·', local)}", bounds)];
            sum = sum.Plus(Polynomial.Of(string.Join('*', factors.Order(StringComparer.Ordinal))), coefficient);
        }

        return new(sum, Polynomial.Of(1));
    }

    // Opaque terms are told apart by their atom.
    private string Key(Expression term) => atoms.Of(term, Interval.All);

    private bool IsGlobal(string atom) => subject.Symbols.GetValueOrDefault(atom) is ConstantSymbol or LearnedSymbol { Per: Scope.Global } or NeuralSymbol { Per: Scope.Global };
}
