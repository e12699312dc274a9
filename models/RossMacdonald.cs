using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Malaria: infectious people and infectious mosquitoes. Ross 1911 and Macdonald 1957 in the form of Smith and McKenzie 2004,
/// Malar. J. 3:13, doi:10.1186/1475-2875-3-13, equations 1 and 2. For prevalence surveys where people clear infections and are
/// susceptible again.
/// </summary>
public sealed class RossMacdonald : Model
{
    readonly Compartment S = new(People);   // people without parasites
    readonly Compartment I = new(People);   // people with parasites

    // Female mosquitoes for each person: a dimensionless stock.
    readonly Compartment U = new(One);      // uninfected mosquitoes
    readonly Compartment W = new(One);      // infectious mosquitoes

    readonly Learned biting = new(PerDay, 0.05, 1) { Role = Role.Transmission };   // bites on people by a mosquito, times the chance to infect
    readonly Constant toMosquito = new(PerDay, 0.15);            // bites that infect a mosquito, while all people are infected
    readonly Learned recovery = new(PerDay, 1 / 300.0, 1 / 50.0);   // clearing of parasites
    readonly Constant mosquitoDeath = new(PerDay, 1 / 10.0);
    readonly Constant mosquitoes = new(One, 2);                  // for each person
    readonly Learned infected0 = new(Fraction, 1e-3, 0.5);       // share of people with parasites at the start

    readonly Input population = new(People, min: 1);

    protected override void Define()
    {
        Flow(S, I, biting * W);
        Flow(I, S, recovery);

        Inflow(U, mosquitoDeath * (U + W));
        Flow(U, W, toMosquito * I / (S + I));
        Outflow([U, W], mosquitoDeath);

        Start(I, infected0 * population);
        StartRest(S, population);
        Start(W, 0);
        StartRest(U, mosquitoes);

        Observe("infected", People, I);
    }
}
