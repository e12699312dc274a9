using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Stress against strain: dislocations multiply and annihilate, and their forest hardens. Kocks and Mecking 2003, Prog. Mater. Sci.
/// 48:171, doi:10.1016/S0079-6425(02)00003-8; Taylor's relation of stress and density. Strain takes the place of time: one day of the
/// data is one per cent of strain. For tensile curves. Closed form: the root of the density relaxes exponentially (Voce's law).
/// </summary>
public sealed class ForestHardening : Model
{
    readonly Quantity Q = new(One);   // dislocation density over 1e14 a square metre

    readonly Learned storage = new(PerDay, 1e-3, 2);        // k1: of the root of the density
    readonly Learned recovery = new(PerDay, 1e-3, 1);       // k2: dynamic recovery
    readonly Learned friction = new(MPa, 1, 500);           // stress without dislocations
    readonly Constant alpha = new(One, 0.3);                // strength of the forest
    readonly Constant taylor = new(One, 3.06);              // Taylor factor
    readonly Constant shearModulus = new(GPa, 48);          // of copper
    readonly Constant burgersRoot = new(One, 2.56e-3);      // Burgers vector times the root of 1e14 a square metre
    readonly Learned density0 = new(One, 1e-3, 1);

    protected override void Define()
    {
        Growth(Q, storage / Sqrt(Q) - recovery);
        Start(Q, density0);
        Observe("flow_stress", MPa, friction + taylor * alpha * shearModulus * burgersRoot * Sqrt(Q));
    }
}
