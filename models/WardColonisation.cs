using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Resistant bacteria on a ward: patients carry them at admission or acquire them from others by the hands of staff. Austin et al. 1999,
/// Proc. Natl Acad. Sci. 96:6908, doi:10.1073/pnas.96.12.6908, with hands in equilibrium (their equation 1). For occupancy by
/// colonised patients, where screening tells who is.
/// </summary>
public sealed class WardColonisation : Model
{
    readonly Compartment U = new(People);   // not colonised
    readonly Compartment C = new(People);   // colonised

    readonly Learned beta = new(PerDay, 0.01, 1) { Role = Role.Transmission };   // colonisations by a colonised patient, by hands
    readonly Constant compliance = new(Fraction, 0.5);         // share of contacts before which hands are cleaned
    readonly Learned carriage = new(Fraction, 0.005, 0.3);     // colonised share of admissions
    readonly Constant stay = new(PerDay, 1 / 8.0);             // one over the stay of the not colonised
    readonly Constant longStay = new(PerDay, 1 / 14.0);        // one over the stay of the colonised
    readonly Learned colonised0 = new(Fraction, 0, 0.5);       // colonised share at the start

    readonly Input beds = new(People, min: 1);

    protected override void Define()
    {
        // A full ward: who leaves is replaced on the same day.
        Expr admissions = Let("admissions", stay * U + longStay * C);

        Inflow(U, (1 - carriage) * admissions);
        Inflow(C, carriage * admissions);
        Flow acquisition = Flow(U, C, beta * (1 - compliance) * C / (U + C));
        Outflow(U, stay);
        Outflow(C, longStay);

        Start(C, colonised0 * beds);
        StartRest(U, beds);

        Observe("colonised", People, C);
        Observe("acquisitions", People, Incidence(acquisition));
    }
}
