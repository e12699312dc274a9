using System.Collections.Immutable;

namespace NimmGen.Verify.Ranges;

/// <summary>A sum of coefficient times product of atoms; atoms are symbols by name, so like terms cancel exactly.</summary>
internal sealed class Polynomial
{
    private const int MaxTerms = 200;

    private Polynomial(ImmutableSortedDictionary<string, double> terms) => Terms = terms;

    /// <summary>Coefficient by monomial; a monomial is its atoms in ordinal order, joined by a star; the constant is "".</summary>
    public ImmutableSortedDictionary<string, double> Terms { get; }

    public static Polynomial Of(double value) => Of("", value);

    public static Polynomial Of(string atom, double coefficient = 1) =>
        new(coefficient == 0 ? Empty : Empty.Add(atom, coefficient));

    private static readonly ImmutableSortedDictionary<string, double> Empty =
        ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);

    public Polynomial Plus(Polynomial other, double times)
    {
        var terms = Terms.ToBuilder();
        foreach ((string monomial, double coefficient) in other.Terms)
        {
            Add(terms, monomial, coefficient * times);
        }

        return new(terms.ToImmutable());
    }

    /// <summary>The product, or null where it would grow too large to be worth it.</summary>
    public Polynomial? Times(Polynomial other, Atoms atoms)
    {
        if ((long)Terms.Count * other.Terms.Count > MaxTerms || !atoms.Afford(Terms.Count * other.Terms.Count))
        {
            return null;
        }

        var terms = Empty.ToBuilder();
        foreach ((string a, double x) in Terms)
        {
            foreach ((string b, double y) in other.Terms)
            {
                string product = a.Length == 0 ? b : b.Length == 0 ? a : string.Join('*', Atoms(a).Concat(Atoms(b)).Order(StringComparer.Ordinal));
                if (product.Length > 500)
                {
                    return null;
                }

                Add(terms, product, x * y);
            }
        }

        return new(terms.ToImmutable());
    }

    public static string[] Atoms(string monomial) => monomial.Length == 0 ? [] : monomial.Split('*');

    // What cancels leaves rounding: a remainder of a few units in the last place is zero.
    private static void Add(ImmutableSortedDictionary<string, double>.Builder terms, string monomial, double coefficient)
    {
        double before = terms.GetValueOrDefault(monomial), sum = before + coefficient;
        if (Math.Abs(sum) <= 1e-12 * (Math.Abs(before) + Math.Abs(coefficient)))
        {
            terms.Remove(monomial);
        }
        else
        {
            terms[monomial] = sum;
        }
    }
}
