using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// The chain of Reed and Frost in the mean: each infective of a generation infects each susceptible with the same chance. Abbey 1952,
/// Hum. Biol. 24:201. A map from generation to generation. For data by serial interval; for data by day, take Sir.
/// </summary>
public sealed class ReedFrost : Model
{
    readonly Quantity S = new(People);   // susceptible
    readonly Quantity C = new(People);   // cases of the generation

    readonly Learned r0 = new(One, 0.5, 10) { Role = Role.Transmission };   // infections by the first case, of a whole population
    readonly Learned infected0 = new(Fraction, 1e-5, 1e-2);   // share of cases in the first generation
    readonly Constant one = new(People, 1);

    readonly Input population = new(People, min: 100);

    protected override void Define()
    {
        Expr contact = Let("contact", r0 * one / population);        // chance of adequate contact between two
        Expr escape = Let("escape", Pow(1 - contact, C / one));      // of all cases
        Next(S, S * escape);
        Next(C, S * (1 - escape));

        Start(S, (1 - infected0) * population);
        Start(C, infected0 * population);

        Observe("cases", People, C);
    }
}
