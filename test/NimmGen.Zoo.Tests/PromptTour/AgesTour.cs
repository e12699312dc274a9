using NimmGen;
using static NimmGen.Units;

namespace Tours;

/// <summary>What the page for authors says of groups, stages, splits and vaccination.</summary>
public sealed class AgesTour : Model
{
    static readonly Axis Age = new("0-17", "18-64", "65+");

    readonly Compartment S = new(People, Age);   // susceptible
    readonly Compartment E = new(People, Age, stages: 3);   // infected, not yet infectious
    readonly Compartment I = new(People, Age);   // infectious
    readonly Compartment R = new(People, Age);   // recovered
    readonly Compartment V = new(People, Age);   // vaccinated
    readonly Compartment M = new(People, Age);   // dead

    readonly Matrix contacts = new(One, Age);
    readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };
    readonly Learned contact = new(One, Age, 0.2, 1);
    readonly Constant severe = new(Fraction, Age, [0.01, 0.1, 0.4]);
    readonly Constant sigma = new(PerDay, 0.25);
    readonly Learned gamma = new(PerDay, 0.1, 0.5);
    readonly Constant older = new(PerDay, 1 / 7300.0);
    readonly Constant death = new(PerDay, 1 / 29200.0);
    readonly Constant arrivals = new(People / Day, 3) { Role = Role.Importation };
    readonly Input vaccineDoses = new(People / Day, min: 0, max: 10) { Role = Role.Vaccination };
    readonly Learned infected0 = new(Fraction, 1e-7, 1e-3);
    readonly Input population = new(People, Age, min: 1);

    protected override void Define()
    {
        Expr meetings = contact * Mix(contacts, I / population);
        Flow infection = Flow(S, E, beta * meetings);
        Flow(E, I, sigma);
        (Flow fatal, Flow recovery) = Split(I, gamma, to: M, fraction: severe, rest: R);
        Transfer(S[Age["65+"]], V[Age["65+"]], vaccineDoses);
        Inflow(I[Age["18-64"]], arrivals);
        Ageing(S, Age, older);
        Outflow([S, R], death);
        Outflow(V, death);

        Start(E, infected0 * population);
        Start(I, infected0 * population);
        Start(R, 0);
        Start(V, 0);
        Start(M, 0);
        StartRest(S, population);

        Observe("cases", People, Sum(Incidence(infection), over: Age));
        Observe("deaths", People, Sum(Cumulative(fatal), over: Age));
        Observe("recovered", People, Sum(Incidence(recovery), over: Age));
    }
}
