using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen.Compile;

/// <summary>
/// Finds what is infection in a mechanism, for the next-generation matrix. Infection flows go from a compartment to another with a
/// hazard that grows with the stock of an infectious compartment; infectious are those that infected people reach without being
/// infected again; infected are all from the targets of infection flows on that can still become infectious, and the infectious.
/// </summary>
public static class ReproductionNumber
{
    private const int SamplePoints = 3;

    /// <summary>
    /// The plan, or null where the model has no infection flow (a tumour, an alloy), or where its rates depend on other locations, on earlier
    /// steps or on a trained closure, for which one location's states do not settle the number. Names are those of the expanded model.
    /// </summary>
    public static NextGenerationPlan? TryPlan(MechanismIr model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model = Expansion.Of(model).Model;
        if (model.Flows.SelectMany(f => model.Inline(f.EffectiveRate).Walk()).Any(n => n is Mix or SumOver or Delay or Smooth or ClosureCall))
        {
            return null;
        }

        var interpreter = new Interpreter(model);
        string[] stocks = [.. model.Compartments.Select(c => c.Name)];
        FlowEdge[] flows = [.. model.Flows];
        Dictionary<string, HashSet<string>> growsWith = flows.ToDictionary(f => f.Name, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        for (int point = 0; point < SamplePoints; point++)
        {
            AddDependence(interpreter, SamplePoint(model, point), stocks, flows, growsWith);
        }

        // A flow whose drivers are not infectious is no infection flow but an ordinary one, through which others may be reached.
        List<FlowEdge> infections = [.. flows.Where(f => f.From is not null && f.To is not null && growsWith[f.Name].Count > 0)];
        while (true)
        {
            ILookup<string, string> next = Edges(flows.Except(infections), growsWith);
            HashSet<string> reached = Closure(infections.Select(f => f.To!), next);
            HashSet<string> infectious = [.. infections.SelectMany(f => growsWith[f.Name]).Where(reached.Contains)];
            HashSet<string> infected = [.. reached.Where(c => Closure([c], next).Overlaps(infectious)), .. infectious];
            int removed = infections.RemoveAll(f => !growsWith[f.Name].Overlaps(infectious) || !infected.Contains(f.To!));
            if (infections.Count == 0)
            {
                return null;
            }

            if (removed == 0)
            {
                return new(
                    interpreter, model, [.. infections.Select(f => f.Name)], [.. stocks.Where(infectious.Contains)], [.. stocks.Where(infected.Contains)]);
            }
        }
    }

    private static void AddDependence(
        Interpreter interpreter, Dictionary<string, double> point, string[] stocks, FlowEdge[] flows,
        Dictionary<string, HashSet<string>> growsWith)
    {
        foreach (string stock in stocks)
        {
            double at = point[stock], step = 1e-4 * at;
            double[] Rates(double value)
            {
                point[stock] = value;
                return [.. flows.Select(f => interpreter.Evaluate(f.EffectiveRate, point))];
            }

            (double[] above, double[] below) = (Rates(at + step), Rates(at - step));
            point[stock] = at;
            for (int f = 0; f < flows.Length; f++)
            {
                if (above[f] - below[f] > 1e-8 * Math.Abs(above[f]))
                {
                    growsWith[flows[f].Name].Add(stock);
                }
            }
        }
    }

    // Somewhere inside all ranges: the answer is only whether a hazard grows with a stock.
    private static Dictionary<string, double> SamplePoint(MechanismIr model, int seed)
    {
        var random = new Random(seed);
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        double Between(double low, double high) => low + ((high - low) * (0.3 + (0.4 * random.NextDouble())));
        foreach (Symbol symbol in model.States)
        {
            values[symbol.Name] = Between(10, 100);
        }

        double total = values.Values.Sum();
        Unit? stock = model.Compartments.FirstOrDefault()?.Unit;
        foreach (Symbol symbol in model.Symbols)
        {
            switch (symbol)
            {
                case NeuralSymbol n:
                    values[n.Name] = Between(n.Min, n.Max);
                    break;
                case LearnedSymbol l:
                    values[l.Name] = Between(l.Min, l.Max);
                    break;
                case InputSymbol i:
                    double least = stock is not null && i.Unit.IsCompatibleWith(stock) ? total : i.Min ?? 0;
                    values[i.Name] = i is { Min: { } low, Max: { } high } ? Between(low, high) : least + random.NextDouble();
                    break;
            }
        }

        return values;
    }

    // From a source to its target, and from what makes an inflow grow to where it goes (shedding into water).
    private static ILookup<string, string> Edges(IEnumerable<FlowEdge> flows, Dictionary<string, HashSet<string>> growsWith) => flows
        .Where(f => f.To is not null)
        .SelectMany(f => (f.From is null ? growsWith[f.Name] : [f.From]).Select(from => (From: from, To: f.To!)))
        .ToLookup(e => e.From, e => e.To, StringComparer.Ordinal);

    private static HashSet<string> Closure(IEnumerable<string> from, ILookup<string, string> next)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(from);
        while (open.TryPop(out string? stock))
        {
            if (reached.Add(stock))
            {
                foreach (string target in next[stock])
                {
                    open.Push(target);
                }
            }
        }

        return reached;
    }
}
