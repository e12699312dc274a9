using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// The next-generation matrix of a mechanism (van den Driessche and Watmough, Mathematical Biosciences 180:29-48, 2002,
/// doi:10.1016/S0025-5564(02)00108-6): F = derivative of new infections by the infected stocks, V = F minus the Jacobian of the infected
/// stocks; R = spectral radius of F V^-1, the basic reproduction number at a disease-free state, the effective one anywhere else.
/// </summary>
public sealed class NextGenerationPlan
{
    private readonly Interpreter _interpreter;
    private readonly MechanismIr _model;

    internal NextGenerationPlan(
        Interpreter interpreter, MechanismIr model, ImmutableArray<string> infectionFlows, ImmutableArray<string> infectious, ImmutableArray<string> infected)
    {
        (_interpreter, _model, InfectionFlows, Infectious, Infected) = (interpreter, model, infectionFlows, infectious, infected);
    }

    /// <summary>Flows that are new infections.</summary>
    public ImmutableArray<string> InfectionFlows { get; }

    /// <summary>Compartments whose stock makes an infection hazard grow.</summary>
    public ImmutableArray<string> Infectious { get; }

    /// <summary>Compartments from infection to the end of infectiousness.</summary>
    public ImmutableArray<string> Infected { get; }

    /// <summary>The reproduction number; infinite where nobody leaves the infected compartments.</summary>
    /// <param name="states">All states by name, in declared units.</param>
    /// <param name="parameters">Neural and learned parameters by name, in declared units.</param>
    /// <param name="inputs">Inputs by name, in declared units.</param>
    public double Evaluate(
        IReadOnlyDictionary<string, double> states, IReadOnlyDictionary<string, double> parameters, IReadOnlyDictionary<string, double> inputs)
    {
        (double[,] infections, double[,]? times) = Matrices(Values(states, parameters, inputs));
        return times is null ? double.PositiveInfinity : SmallMatrix.SpectralRadius(SmallMatrix.Product(infections, times)).Radius;
    }

    /// <summary>
    /// Days that one newly infected is expected to spend in infectious compartments (entries weighted as in the dominant generation);
    /// null where nobody leaves them or nobody is infected.
    /// </summary>
    public double? InfectiousPeriodDays(
        IReadOnlyDictionary<string, double> states, IReadOnlyDictionary<string, double> parameters, IReadOnlyDictionary<string, double> inputs)
    {
        (double[,] infections, double[,]? times) = Matrices(Values(states, parameters, inputs));
        if (times is null)
        {
            return null;
        }

        (double radius, double[] entering) = SmallMatrix.SpectralRadius(SmallMatrix.Product(infections, times));
        double days = 0;
        for (int i = 0; i < Infected.Length; i++)
        {
            for (int j = 0; j < Infected.Length && Infectious.Contains(Infected[i]); j++)
            {
                days += times[i, j] * entering[j];
            }
        }

        return radius > 0 && double.IsFinite(days) ? days : null;
    }

    private static Dictionary<string, double> Values(params IReadOnlyDictionary<string, double>[] parts)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double value) in parts.SelectMany(p => p))
        {
            values[name] = value;
        }

        return values;
    }

    // F, and the inverse of V (days in i of one that is in j); null where V is singular.
    private (double[,] Infections, double[,]? Times) Matrices(Dictionary<string, double> values)
    {
        int n = Infected.Length;
        double total = _model.Compartments.Sum(c => Math.Abs(values[c.Name]));
        double[,] f = new double[n, n], v = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            (double[] infections, double[] changes) = Slopes(values, Infected[j], 1e-5 * (total > 0 ? total : 1));
            for (int i = 0; i < n; i++)
            {
                f[i, j] = infections[i];
                v[i, j] = infections[i] - changes[i];
            }
        }

        return (f, SmallMatrix.Inverse(v));
    }

    // Derivatives by one stock: central differences, or second-order one-sided ones next to zero, where terms may have no negative side.
    private (double[] Infections, double[] Changes) Slopes(Dictionary<string, double> values, string stock, double h)
    {
        double at = values[stock], divisor = 2 * h * _interpreter.ScaleOf(stock);
        (double Offset, double Weight)[] points = at >= h ? [(h, 1), (-h, -1)] : [(0, -3), (h, 4), (2 * h, -1)];
        double[] infections = new double[Infected.Length], changes = new double[Infected.Length];
        foreach ((double offset, double weight) in points)
        {
            values[stock] = at + offset;
            IReadOnlyDictionary<string, double> rates = _interpreter.FlowRates(values), derivative = _interpreter.Derivative(values);
            foreach (FlowEdge flow in _model.Flows.Where(e => InfectionFlows.Contains(e.Name)))
            {
                infections[Infected.IndexOf(flow.To!)] += weight * rates[flow.Name] / divisor;
            }

            for (int i = 0; i < changes.Length; i++)
            {
                changes[i] += weight * derivative[Infected[i]] / divisor;
            }
        }

        values[stock] = at;
        return (infections, changes);
    }
}
