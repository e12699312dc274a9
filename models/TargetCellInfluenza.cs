using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Influenza inside one person: target cells, infected cells before and during virus production, free virus. Baccam et al. 2006,
/// J. Virol. 80:7590, doi:10.1128/JVI.01623-05, equations 4 to 7. Cells as a share of the 4e8 target cells, virus in TCID50 per ml of
/// nasal wash. For daily titres of volunteers.
/// </summary>
public sealed class TargetCellInfluenza : Model
{
    readonly Compartment T = new(Fraction);   // target cells
    readonly Compartment E = new(Fraction);   // infected, not yet producing
    readonly Compartment I = new(Fraction);   // producing virus
    readonly Compartment D = new(Fraction);   // dead cells
    readonly Compartment V = new(One / CubicCentimeter);   // free virus

    readonly Learned beta = new(CubicCentimeter / Day, 1e-6, 1e-3) { Role = Role.Transmission };   // infection of cells by virus
    readonly Constant eclipse = new(PerDay, 4);                // one over the time before production
    readonly Learned death = new(PerDay, 1, 10);               // of producing cells
    readonly Learned production = new(One / CubicCentimeter / Day, 1e5, 1e8);   // virus by all cells, were all producing
    readonly Constant clearance = new(PerDay, 5);              // of free virus
    readonly Learned virus0 = new(One / CubicCentimeter, 1e-3, 10);

    protected override void Define()
    {
        Flow(T, E, beta * V);
        Flow(E, I, eclipse);
        Flow(I, D, death);
        Inflow(V, production * I);
        Outflow(V, clearance);

        Start(T, 1);
        Start(E, 0);
        Start(I, 0);
        Start(D, 0);
        Start(V, virus0);

        Observe("virus", One / CubicCentimeter, V);
    }
}
