using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// A drug taken by mouth: absorbed and eliminated at first order, one compartment. Bateman 1910, Proc. Camb. Philos. Soc. 15:423, in
/// the form of Gibaldi and Perrier 1982, Pharmacokinetics, equation 1.87 (closed form after one dose). For plasma levels; where
/// they fall in two phases, take TwoCompartments.
/// </summary>
public sealed class OralOneCompartment : Model
{
    readonly Compartment A = new(Milligram);   // drug in the gut
    readonly Compartment C = new(Milligram);   // drug in the body

    readonly Learned absorption = new(PerHour, 0.1, 5);         // from the gut
    readonly Learned clearance = new(Litre / Hour, 0.5, 50);
    readonly Learned volume = new(Litre, 5, 500);               // of distribution
    readonly Input dose = new(Milligram, min: 0) { Role = Role.Treatment };   // taken at the first row

    protected override void Define()
    {
        Flow(A, C, absorption);
        Outflow(C, clearance / volume);

        Start(A, dose);
        Start(C, 0);

        Observe("concentration", Milligram / Litre, C / volume);
    }
}
