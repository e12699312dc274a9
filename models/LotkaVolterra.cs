using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Prey that grow and predators that live on them. Lotka 1925, Elements of Physical Biology; Volterra 1926, Nature 118:558,
/// doi:10.1038/118558a0; in ODEBench, d'Ascoli et al. 2023, doi:10.48550/arXiv.2310.05573, system 27. Conserves
/// d x - c ln x + b y - a ln y. For two counts that wave one after the other, as hare and lynx.
/// </summary>
public sealed class LotkaVolterra : Model
{
    readonly Quantity X = new(One);   // prey, in thousands
    readonly Quantity Y = new(One);   // predators, in thousands

    readonly Learned growth = new(PerYear, 0.1, 2);      // a: of prey
    readonly Learned predation = new(PerYear, 1e-3, 0.5);   // b: by a thousand predators
    readonly Learned loss = new(PerYear, 0.1, 2);        // c: of predators
    readonly Learned gain = new(PerYear, 1e-3, 0.5);     // d: from a thousand prey
    readonly Learned prey0 = new(One, 1, 200);
    readonly Learned predators0 = new(One, 1, 200);

    protected override void Define()
    {
        Growth(X, growth - predation * Y);
        Growth(Y, gain * X - loss);

        Start(X, prey0);
        Start(Y, predators0);

        Observe("prey", One, X);
        Observe("predators", One, Y);
    }
}
