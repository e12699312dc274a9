using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Prey with a capacity and predators that saturate. Rosenzweig and MacArthur 1963, Am. Nat. 97:209, doi:10.1086/282272, with the
/// response of Holling 1959, Can. Entomol. 91:385, doi:10.4039/Ent91385-7. For two counts that settle or keep waving.
/// </summary>
public sealed class RosenzweigMacArthur : Model
{
    readonly Quantity X = new(One);   // prey
    readonly Quantity Y = new(One);   // predators

    readonly Learned growth = new(PerYear, 0.2, 3);       // of prey
    readonly Learned capacity = new(One, 10, 1000);       // of prey
    readonly Learned attack = new(PerYear, 0.1, 5);       // prey eaten by a predator at saturation
    readonly Learned half = new(One, 5, 500);             // prey at which a predator eats half of that
    readonly Constant conversion = new(One, 0.5);         // predators from prey eaten
    readonly Learned loss = new(PerYear, 0.05, 2);        // of predators
    readonly Learned prey0 = new(One, 1, 500);
    readonly Learned predators0 = new(One, 1, 500);

    protected override void Define()
    {
        Expr eaten = Let("eatenShare", attack / (half + X));   // of the prey, by one predator
        Growth(X, growth * (1 - X / capacity) - eaten * Y);
        Growth(Y, conversion * eaten * X - loss);

        Start(X, prey0);
        Start(Y, predators0);

        Observe("prey", One, X);
        Observe("predators", One, Y);
    }
}
