using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>
/// Rabies among foxes: density-dependent growth and an infection that kills. Anderson et al. 1981, Nature 289:765,
/// doi:10.1038/289765a0, equations 1 to 3; densities in foxes on a square kilometre. For wildlife counts where the host's number changes.
/// </summary>
public sealed class FoxRabies : Model
{
    readonly Quantity X = new(One);   // susceptible foxes on a square kilometre
    readonly Quantity H = new(One);   // incubating
    readonly Quantity Y = new(One);   // rabid

    readonly Learned beta = new(PerYear, 20, 200) { Role = Role.Transmission };   // contacts that infect, a rabid fox and a susceptible one
    readonly Constant birth = new(PerYear, 1.0);
    readonly Constant death = new(PerYear, 0.5);
    readonly Learned capacity = new(One, 0.5, 10);             // foxes on a square kilometre without rabies
    readonly Constant sigma = new(PerYear, 13);                // one over the incubation
    readonly Constant rabiesDeath = new(PerYear, 73);          // one over the time that a rabid fox lives
    readonly Learned susceptible0 = new(One, 0.2, 10);
    readonly Learned rabid0 = new(One, 1e-4, 0.1);

    protected override void Define()
    {
        Expr crowding = Let("crowding", (birth - death) * (X + H + Y) / capacity);

        Growth(X, birth - death - crowding - beta * Y);
        Rate(H, beta * X * Y - (sigma + death + crowding) * H);
        Rate(Y, sigma * H - (rabiesDeath + death + crowding) * Y);

        Start(X, susceptible0);
        Start(H, 0);
        Start(Y, rabid0);

        Observe("foxes", One, X + H + Y);
        Observe("rabid", One, Y);
    }
}
