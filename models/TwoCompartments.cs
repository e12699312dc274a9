using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// A drug infused into a central compartment that exchanges with a peripheral one: levels fall in two phases. Gibaldi and Perrier 1982,
/// Pharmacokinetics, section 2.2. For plasma levels after infusions whose rate is in the data.
/// </summary>
public sealed class TwoCompartments : Model
{
    readonly Compartment C = new(Milligram);   // drug in the central compartment
    readonly Compartment P = new(Milligram);   // drug in the peripheral compartment

    readonly Learned clearance = new(Litre / Hour, 0.5, 50);
    readonly Learned exchange = new(Litre / Hour, 0.5, 50);     // between the compartments
    readonly Learned central = new(Litre, 2, 50);               // central volume
    readonly Learned peripheral = new(Litre, 5, 500);           // peripheral volume
    readonly Input infusion = new(Milligram / Hour, min: 0) { Role = Role.Treatment };

    protected override void Define()
    {
        Inflow(C, infusion);
        Flow(C, P, exchange / central);
        Flow(P, C, exchange / peripheral);
        Outflow(C, clearance / central);

        Start(C, 0);
        Start(P, 0);

        Observe("concentration", Milligram / Litre, C / central);
    }
}
