using NimmGen;
using static NimmGen.Units;

namespace Models;

/// <summary>Everything that the subset of C# has, once.</summary>
public sealed class SubsetTour : Model
{
    const int Stages = 3;
    const double Half = 0.5;
    static readonly double[] Shares = [0.2, 0.3, Half];
    static readonly double Period = Math.Round(7.4) + Shares.Length;

    readonly Compartment S = new(People);
    readonly Compartment E1 = new(People), E2 = new(People), E3 = new(People);
    readonly Compartment R = new(unit: People);
    readonly Quantity V = new(CubicCentimeter);
    readonly Neural beta = new(PerDay, max: 1.5, min: 0.05, every: Every.Never) { Role = Role.Transmission };
    readonly Constant period = new(Days, Period);
    readonly Input chemo = new(Milligram / Day) { Role = new Role("chemotherapy") };

    protected override void Define()
    {
        Compartment[] chain = [E1, E2, E3];
        Expr living = S + R;
        foreach (Compartment c in chain)
        {
            living += c;
        }

        Expr Force(Expr prevalence) => beta * prevalence / living;

        Flow infection = Flow(S, E1, Force(Total(chain)), name: "infection");
        for (int i = 0; i + 1 < chain.Length; i++)
        {
            Flow(chain[i], chain[i + 1], Stages / period);
        }

        var (dead, recovered) = Split(E3, Stages / period, to: S, fraction: Shares[0] + 0.1, rest: R);
        (Expr a, Expr b) = (1 + V / (1 * CubicCentimeter), -Tanh(Sqrt(2)));
        var pair = (first: a, second: b);
        double x = 0;
        int n = 0;
        for (int i = 0; i < 10; i++)
        {
            if (i == 2)
            {
                continue;
            }
            else if (i > 4 && i % 2 == 1 || i == 8)
            {
                break;
            }

            x += Math.Pow(i, 2) * (i < 3 ? 1 : Half);
            n++;
        }

        Expr scaled = Let($"scaled_{n}", Min(pair.first, pair.Item2) * x, new Role("scale"));
        switch (n)
        {
            case 4:
                Growth(V, scaled * PerDay - chemo / (1 * Milligram));
                break;
            default:
                Rate(V, 0 * (CubicCentimeter / Day));
                break;
        }

        double start = n switch { 4 => 0.25, _ => 1 };
        Start(V, start * CubicCentimeter);
        Start(S, (int)2.9 * People);
        for (int i = 0; i < chain.Length; i++)
        {
            Start(chain[i], 0);
        }

        StartRest(R, 100 * People);
        Observe("cases", People, Incidence(infection) + Incidence(dead) - Incidence(recovered));
        Observe("dose", Milligram, chemo * (7 * Day) * Exp(-Log(2) * Pow(1.5, Half)));
        Solver(Scheme.Euler, subSteps: 4);
    }

    private static Expr Total(Compartment[] parts)
    {
        Expr sum = parts[0];
        for (int i = 1; i < parts.Length; i++)
        {
            sum = sum + parts[i];
        }

        return sum;
    }
}
