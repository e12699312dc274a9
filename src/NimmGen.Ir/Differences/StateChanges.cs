namespace NimmGen.Ir.Differences;

/// <summary>Axes, and which states there are, in which groups and stages.</summary>
internal static class StateChanges
{
    public static void Add(ChangeList told)
    {
        (MechanismIr before, MechanismIr after) = (told.Models.Before, told.Models.After);
        Axes(told, before, after);
        foreach (Symbol state in after.States.Where(s => !IsState(before, s.Name)))
        {
            told.Add(ChangeKind.Added, ChangeSubject.State, state.Name, Place(after, before, state.Name) is var (from, to)
                ? $"puts {Named(state)} between {from} and {to}"
                : $"adds the {(state is CompartmentSymbol ? "compartment" : "quantity")} {Named(state)}");
        }

        foreach (Symbol state in before.States.Where(s => !IsState(after, s.Name)))
        {
            told.Add(ChangeKind.Removed, ChangeSubject.State, state.Name, Place(before, after, state.Name) is var (from, to)
                ? $"takes {Named(state)} out between {from} and {to}"
                : $"drops the {(state is CompartmentSymbol ? "compartment" : "quantity")} {Named(state)}");
        }

        foreach (Symbol now in after.States)
        {
            if (before.Find(now.Name) is { } old && IsState(before, now.Name))
            {
                Compare(told, old, now);
            }
        }
    }

    private static void Compare(ChangeList told, Symbol old, Symbol now)
    {
        void Say(string sentence) => told.Add(ChangeKind.Changed, ChangeSubject.State, now.Name, sentence);
        if (old.GetType() != now.GetType())
        {
            Say(now is QuantitySymbol ? $"makes {now.Name} a quantity with an equation of its own" : $"makes {now.Name} a compartment, which only flows change");
        }

        if (!old.Unit.Equals(now.Unit))
        {
            Say($"measures {now.Name} in {now.Unit} (was {old.Unit})");
        }

        int was = (old as CompartmentSymbol)?.Stages ?? 1, becomes = (now as CompartmentSymbol)?.Stages ?? 1;
        if (was != becomes)
        {
            Say(was == 1 ? $"splits {Named(now)} in {becomes} stages" : becomes == 1 ? $"makes {Named(now)} one stage (was {was})" : $"gives {Named(now)} {becomes} stages (was {was})");
        }

        if (old.Role != now.Role)
        {
            Say(ParameterChanges.Role(now.Name, old.Role, now.Role));
        }
    }

    // One sentence an axis: "divides S, E, I and R by Age (3 groups)".
    private static void Axes(ChangeList told, MechanismIr before, MechanismIr after)
    {
        foreach (Axis axis in after.Axes)
        {
            if (before.FindAxis(axis.Name) is not { } old)
            {
                told.Add(ChangeKind.Added, ChangeSubject.Axis, axis.Name, $"adds the axis {axis.Name} of {axis.Labels.Length} groups");
            }
            else if (!old.Labels.SequenceEqual(axis.Labels))
            {
                told.Add(ChangeKind.Changed, ChangeSubject.Axis, axis.Name, old.Labels.Length == axis.Labels.Length
                    ? $"changes the groups of {axis.Name} to {Phrases.List(axis.Labels)}"
                    : $"divides {axis.Name} in {axis.Labels.Length} groups (was {old.Labels.Length})");
            }
        }

        foreach (Axis axis in before.Axes.Where(a => after.FindAxis(a.Name) is null))
        {
            told.Add(ChangeKind.Removed, ChangeSubject.Axis, axis.Name, $"drops the axis {axis.Name}");
        }

        foreach (string axis in before.Axes.Concat(after.Axes).Select(a => a.Name).Append(Axis.Location).Distinct(StringComparer.Ordinal))
        {
            string[] divided = Differing(after, before, axis), merged = Differing(before, after, axis);
            if (divided.Length > 0)
            {
                told.Add(ChangeKind.Changed, ChangeSubject.Axis, axis, $"divides {Phrases.List(divided)} by {axis}");
            }

            if (merged.Length > 0)
            {
                told.Add(ChangeKind.Changed, ChangeSubject.Axis, axis, $"no longer divides {Phrases.List(merged)} by {axis}");
            }
        }
    }

    // Symbols of both models that vary over the axis in the first only.
    private static string[] Differing(MechanismIr with, MechanismIr without, string axis) =>
        [.. with.Symbols.Where(s => s.Axes.Contains(axis) && without.Find(s.Name) is { } other && !other.Axes.Contains(axis)).Select(s => s.Name)];

    /// <summary>What it stands between, where the other model has a flow from the one to the other and this one has not.</summary>
    private static (string From, string To)? Place(MechanismIr model, MechanismIr other, string state)
    {
        foreach (FlowEdge enters in model.Flows.Where(f => f.To == state && f.From is not null && f.From != state))
        {
            foreach (FlowEdge leaves in model.Flows.Where(f => f.From == state && f.To is not null && f.To != state && f.To != enters.From))
            {
                if (other.Flows.Any(f => f.From == enters.From && f.To == leaves.To) && !model.Flows.Any(f => f.From == enters.From && f.To == leaves.To))
                {
                    return (enters.From!, leaves.To!);
                }
            }
        }

        return null;
    }

    /// <summary>"E (exposed, not yet infectious)", cut at the first clause.</summary>
    public static string Named(Symbol symbol)
    {
        string? meaning = symbol.Meaning?.ReplaceLineEndings(" ").Split([',', ';', '.', ':'], 2)[0].Trim();
        return string.IsNullOrEmpty(meaning) || meaning.Length > 40 ? symbol.Name : $"{symbol.Name} ({meaning})";
    }

    private static bool IsState(MechanismIr model, string name) => model.Find(name) is CompartmentSymbol or QuantitySymbol;
}
