using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Influenza in three age groups with vaccination of each: contacts by a matrix, susceptibility by age. Structure after Medlock and
/// Galvani 2009, Science 325:1705, doi:10.1126/science.1175570; infection as in program 3.4 and vaccination as in program 8.2 of
/// Keeling and Rohani 2008, Modeling Infectious Diseases in Humans and Animals. For asking whom to vaccinate.
/// </summary>
public sealed class AgeVaccination : Model
{
    static readonly Axis Age = new("0-17", "18-64", "65+");

    readonly Compartment S = new(People, Age);   // susceptible
    readonly Compartment V = new(People, Age);   // vaccinated and protected
    readonly Compartment E = new(People, Age);   // infected, not yet infectious
    readonly Compartment I = new(People, Age);   // infectious
    readonly Compartment R = new(People, Age);   // recovered

    readonly Matrix contacts = new(One, Age);    // relative contacts, row meets column
    readonly Learned beta = new(PerDay, 0.02, 1) { Role = Role.Transmission };   // transmission rate at one contact
    readonly Constant susceptibility = new(One, Age, [1.0, 0.7, 0.6]);   // relative
    readonly Constant efficacy = new(Fraction, Age, [0.7, 0.6, 0.4]);    // of the vaccine: all or nothing
    readonly Constant sigma = new(PerDay, 1 / 2.0);           // one over the latent period
    readonly Constant gamma = new(PerDay, 1 / 4.0);           // one over the infectious period
    readonly Learned infected0 = new(Fraction, 1e-6, 1e-3);   // infectious share at the start

    readonly Input population = new(People, Age, min: 1);
    readonly Input vaccination = new(PerDay, Age, min: 0, max: 0.05) { Role = Role.Vaccination };   // share of the susceptible vaccinated a day

    protected override void Define()
    {
        Flow infection = Flow(S, E, beta * susceptibility * Mix(contacts, I / population));
        Flow(S, V, efficacy * vaccination);
        Flow(E, I, sigma);
        Flow(I, R, gamma);

        Start(V, 0);
        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(R, 0);
        StartRest(S, population);

        Observe("cases", People, Sum(Incidence(infection), over: Age));
        Observe("cases_65", People, Incidence(infection)[Age["65+"]]);
    }
}
