namespace NimmGen.Ir.Differences;

/// <summary>
/// Finds what was renamed: symbols of one kind and dimension, each in only one of two models, that occur in the same statements once
/// their own names are put aside.
/// </summary>
internal static class NameMatching
{
    /// <summary>Statements in common, as a share of all of both, from which on two symbols are one; equal declarations count a quarter.</summary>
    private const double Alike = 0.5;

    private const double SameDeclaration = 0.25;

    /// <summary>The later name by the earlier one, for axes, symbols and lets.</summary>
    public static Dictionary<string, string> Find(MechanismIr before, MechanismIr after)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Axis axis in before.Axes.Where(a => after.FindAxis(a.Name) is null))
        {
            if (after.Axes.FirstOrDefault(b => before.FindAxis(b.Name) is null && b.Labels.SequenceEqual(axis.Labels)) is { } same)
            {
                names[axis.Name] = same.Name;
            }
        }

        // A match tells more about its neighbours: again until nothing new is found.
        while (Best(new Renaming(names).Apply(before), after) is var (old, now))
        {
            names[old] = now;
        }

        return names;
    }

    private static (string Old, string New)? Best(MechanismIr before, MechanismIr after)
    {
        HashSet<string> there = Names(before), here = Names(after);
        string[] gone = [.. there.Except(here)], come = [.. here.Except(there)];
        var unmatched = gone.Concat(come).ToHashSet(StringComparer.Ordinal);
        if (gone.Length == 0 || come.Length == 0)
        {
            return null;
        }

        var signatures = come.ToDictionary(n => n, n => Signature(after, n, unmatched), StringComparer.Ordinal);
        (string, string)? best = null;
        double highest = 0;
        foreach (string old in gone)
        {
            List<string> signature = Signature(before, old, unmatched);
            foreach (string now in come)
            {
                double score = Comparable(before, old, after, now) ? Score(signature, signatures[now]) + (SameSaying(before, old, after, now) ? SameDeclaration : 0) : 0;
                if (score > highest)
                {
                    (highest, best) = (score, (old, now));
                }
            }
        }

        return highest >= Alike ? best : null;
    }

    private static HashSet<string> Names(MechanismIr model) => [.. model.Symbols.Select(s => s.Name), .. model.Lets.Select(l => l.Name)];

    private static bool Comparable(MechanismIr before, string old, MechanismIr after, string now) => (before.Find(old), after.Find(now)) switch
    {
        (null, null) => true,
        ({ } a, { } b) => Kind(a) == Kind(b) && a.Unit.IsCompatibleWith(b.Unit),
        _ => false,
    };

    private static int Kind(Symbol symbol) => symbol switch
    {
        CompartmentSymbol => 0,
        QuantitySymbol => 1,
        InputSymbol => 3,
        MatrixSymbol => 4,
        ClosureSymbol => 5,
        _ => 2,
    };

    private static bool SameSaying(MechanismIr before, string old, MechanismIr after, string now) =>
        before.Find(old) is { } a && after.Find(now) is { } b
        && a with { Name = b.Name, Meaning = b.Meaning, Place = b.Place, Axes = b.Axes } is var same && same.Equals(b);

    // The statements that speak of it, with itself as @ and whatever else has no counterpart as ?.
    private static List<string> Signature(MechanismIr model, string name, HashSet<string> unmatched)
    {
        var masks = unmatched.ToDictionary(n => n, _ => "?", StringComparer.Ordinal);
        masks[name] = "@";
        MechanismIr masked = new Renaming(masks).Apply(model);
        var ends = masked.Flows.GroupBy(f => f.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => FlowLabels.Ends(g.First()), StringComparer.Ordinal);
        return [.. FlowLabels.Rename(masked, ends).Statements.Select(CanonicalForm.Of).Where(s => s.Contains('@', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static double Score(List<string> a, List<string> b)
    {
        var left = b.ToList();
        int common = a.Count(left.Remove);
        return a.Count + b.Count == 0 ? 0 : (double)common / (a.Count + b.Count - common);
    }
}
