using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// SIS: an infection that leaves no immunity, as gonorrhoea. Hethcote and Yorke 1984, Gonorrhea Transmission Dynamics and Control,
/// doi:10.1007/978-3-662-07544-9, chapter 2; Keeling and Rohani 2008, Modeling Infectious Diseases in Humans and Animals,
/// program 2.5. Solved in closed form: logistic growth of the infected share at beta - gamma. For prevalence that settles.
/// </summary>
public sealed class SisGonorrhoea : Model
{
    readonly Compartment S = new(People);   // susceptible
    readonly Compartment I = new(People);   // infectious

    readonly Learned beta = new(PerDay, 0.01, 0.5) { Role = Role.Transmission };   // transmission rate
    readonly Learned gamma = new(PerDay, 1 / 120.0, 1 / 10.0);   // recovery rate
    readonly Learned infected0 = new(Fraction, 1e-4, 0.2);     // infectious share at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow(S, I, beta * I / (S + I));
        Flow(I, S, gamma);

        Start(I, infected0 * population);
        StartRest(S, population);

        Observe("infected", People, I);
    }
}
