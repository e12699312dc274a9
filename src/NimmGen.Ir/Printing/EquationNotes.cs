using System.Collections.Immutable;

namespace NimmGen.Ir.Printing;

/// <summary>What the symbols of equations stand for that no equation gives: named terms, groups, stages, kernels, networks.</summary>
internal static class EquationNotes
{
    private const int ShownGroups = 6;

    public static IEnumerable<EquationLine> Of(MechanismIr model, MathWriter plain, MathStyle style)
    {
        foreach (LetStatement let in model.Lets)
        {
            MathWriter write = plain.Over(plain.Indices.AxesOf(let.Name));
            yield return new(write.Symbol(let.Name), "=", write.Term(let.Value));
        }

        foreach (Axis axis in model.Axes)
        {
            yield return new(style.Index(plain.Index(axis.Name)), style.Relation("∈"), style.Words(Groups(axis)));
        }

        if (plain.Indices.CouplesLocations)
        {
            yield return new(style.Index(plain.Index(Axis.Location)), style.Relation("∈"), style.Words("places of the data"));
        }

        Expression[] terms = [.. model.Statements.SelectMany(s => s.Terms()).SelectMany(t => t.Walk())];
        foreach (CompartmentSymbol c in model.Compartments.Where(c => c.Stages > 1 && terms.Any(t => t is Reference r && r.Name == c.Name)))
        {
            MathWriter write = plain.Over(c.Axes);
            yield return new(write.Symbol(c.Name), "=", style.SumOver(StateEquations.Stage, write.Symbol(c.Name, StateEquations.Stage)));
        }

        if (terms.Any(t => t is Delay))
        {
            yield return new(style.Kernel, ":", style.Words("gamma density with mean m and standard deviation s; s = m/2 where it is not given"));
        }

        if (model.Observations.Any(o => o.Weekday))
        {
            yield return new(style.Weekday, ":", style.Words("learned factor of the day of the week, with mean one"));
        }

        foreach (ClosureSymbol c in model.Closures)
        {
            yield return new(plain.Symbol(c.Name), ":", style.Words(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"network of {c.Hidden} hidden units with values from {c.Min} to {c.Max} {(c.Unit.IsDimensionless ? "" : c.Unit.ToString())}").TrimEnd()));
        }
    }

    private static string Groups(Axis axis)
    {
        ImmutableArray<string> labels = axis.Labels;
        string shown = labels.Length <= ShownGroups ? string.Join(", ", labels) : $"{string.Join(", ", labels.Take(2))}, ..., {labels[^1]}";
        return $"{axis.Name}: {shown}{(labels.Length <= ShownGroups ? "" : $" ({labels.Length} groups)")}";
    }
}
