namespace NimmGen.Ir.Differences;

/// <summary>Parameters, data and closures: which there are, and where their values come from.</summary>
internal static class ParameterChanges
{
    public static void Add(ChangeList told)
    {
        foreach (Symbol now in told.Models.After.Symbols.Where(s => s is not (CompartmentSymbol or QuantitySymbol)))
        {
            if (told.Models.Before.Find(now.Name) is { } old and not (CompartmentSymbol or QuantitySymbol))
            {
                foreach (string sentence in Between(old, now))
                {
                    told.Add(ChangeKind.Changed, Subject(now), now.Name, sentence);
                }
            }
            else if (told.IsUntold(now.Name))
            {
                told.Add(ChangeKind.Added, Subject(now), now.Name, now switch
                {
                    InputSymbol => $"reads {now.Name} from the data",
                    MatrixSymbol => $"reads the matrix {now.Name} from the data",
                    ClosureSymbol => $"adds the network {now.Name} inside the step",
                    _ => $"adds {now.Name}, {Phrases.Source(now)}",
                });
            }
        }

        foreach (Symbol old in told.Models.Before.Symbols.Where(s => s is not (CompartmentSymbol or QuantitySymbol)))
        {
            if (told.Models.After.Find(old.Name) is null or CompartmentSymbol or QuantitySymbol && told.IsUntold(old.Name))
            {
                told.Add(ChangeKind.Removed, Subject(old), old.Name, old is InputSymbol or MatrixSymbol ? $"no longer reads {old.Name}" : $"drops {old.Name}");
            }
        }
    }

    /// <summary>"marks beta as transmission".</summary>
    public static string Role(string name, string? old, string? now) =>
        now is null ? $"no longer marks {name} as {old}" : $"marks {name} as {now}{(old is null ? "" : $" (was {old})")}";

    private static IEnumerable<string> Between(Symbol old, Symbol now)
    {
        string name = now.Name;
        if (old.GetType() != now.GetType())
        {
            string was = old is ConstantSymbol { Values.IsEmpty: true } c ? $" (was {Phrases.Amount(c.Value, c.Unit)})" : $" (was {Phrases.Source(old)})";
            yield return (old, now) switch
            {
                (ConstantSymbol or InputSymbol, LearnedSymbol) => $"frees {name}, {Phrases.Source(now)}{was}",
                (_, NeuralSymbol) => $"lets {name} vary, {Phrases.Source(now)}{was}",
                (NeuralSymbol, LearnedSymbol) => $"holds {name} constant in time, {Phrases.Source(now)}{was}",
                (_, ConstantSymbol k) => $"fixes {name} at {(k.Values.IsEmpty ? Phrases.Amount(k.Value, k.Unit) : Phrases.Source(k)["fixed at ".Length..])}{was}",
                (_, InputSymbol or MatrixSymbol) => $"reads {name} from the data{was}",
                _ => $"makes {name} {Phrases.Source(now)}{was}",
            };
        }
        else
        {
            foreach (string sentence in SameKind(old, now))
            {
                yield return sentence;
            }
        }

        if (old.GetType() == now.GetType() && !old.Unit.Equals(now.Unit))
        {
            yield return $"gives {name} in {now.Unit} (was {old.Unit})";
        }

        if (old.Role != now.Role)
        {
            yield return Role(name, old.Role, now.Role);
        }
    }

    private static IEnumerable<string> SameKind(Symbol old, Symbol now)
    {
        string name = now.Name;
        switch (old, now)
        {
            case (ConstantSymbol a, ConstantSymbol b) when a.Value != b.Value || !a.Values.SequenceEqual(b.Values):
                yield return $"changes {name} from {Phrases.Source(a)["fixed at ".Length..]} to {Phrases.Source(b)["fixed at ".Length..]}";
                break;
            case (LearnedSymbol a, LearnedSymbol b):
                if (Range(name, a.Min, a.Max, b.Min, b.Max, b.Unit) is { } learned)
                {
                    yield return learned;
                }

                if (a.Per != b.Per)
                {
                    yield return b.Per == Scope.Location ? $"gives each location its own {name}" : $"gives all locations one {name}";
                }

                break;
            case (NeuralSymbol a, NeuralSymbol b):
                foreach (string sentence in Neural(a, b))
                {
                    yield return sentence;
                }

                break;
            case (InputSymbol a, InputSymbol b) when a.Min != b.Min || a.Max != b.Max:
                yield return $"expects {name} {Bounds(b)} (was {Bounds(a)})";
                break;
            case (MatrixSymbol a, MatrixSymbol b) when a.Rows != b.Rows || a.Columns != b.Columns:
                yield return $"takes {name} from {b.Columns} to {b.Rows} (was from {a.Columns} to {a.Rows})";
                break;
            case (ClosureSymbol a, ClosureSymbol b):
                if (Range(name, a.Min, a.Max, b.Min, b.Max, b.Unit) is { } closure)
                {
                    yield return closure;
                }

                if (a.Hidden != b.Hidden)
                {
                    yield return $"gives the network {name} {b.Hidden} hidden units (was {a.Hidden})";
                }

                break;
        }
    }

    private static IEnumerable<string> Neural(NeuralSymbol a, NeuralSymbol b)
    {
        if (Range(b.Name, a.Min, a.Max, b.Min, b.Max, b.Unit) is { } range)
        {
            yield return range;
        }

        if (a.Every != b.Every)
        {
            yield return b.Every == Cadence.Never ? $"holds {b.Name} constant in time (was {Phrases.Every(a.Every)})" : $"lets {b.Name} change {Phrases.Every(b.Every)} (was {Phrases.Every(a.Every)})";
        }

        if (a.Per != b.Per)
        {
            yield return b.Per == Scope.Location ? $"gives each location its own {b.Name}" : $"gives all locations one {b.Name}";
        }

        if (a.Pooled != b.Pooled)
        {
            yield return b.Pooled ? $"pools {b.Name} over locations" : $"no longer pools {b.Name} over locations";
        }

        if (a.Smoothness != b.Smoothness)
        {
            yield return b.Smoothness is { } s ? $"expects {b.Name} to walk {Phrases.Number(s)} a week on the log scale{(a.Smoothness is { } w ? $" (was {Phrases.Number(w)})" : "")}" : $"leaves the smoothness of {b.Name} to the trainer";
        }
    }

    private static string? Range(string name, double oldMin, double oldMax, double min, double max, Unit unit)
    {
        if (oldMin == min && oldMax == max)
        {
            return null;
        }

        string verb = min <= oldMin && max >= oldMax ? "widens" : min >= oldMin && max <= oldMax ? "narrows" : "moves";
        return $"{verb} the range of {name} to {Phrases.Between(min, max, unit)["between ".Length..]} (was {Phrases.Number(oldMin)} to {Phrases.Number(oldMax)})".Replace(" and ", " to ", StringComparison.Ordinal);
    }

    private static string Bounds(InputSymbol input) => (input.Min, input.Max) switch
    {
        (null, null) => "without bounds",
        ({ } min, null) => $"at least {Phrases.Number(min)}",
        (null, { } max) => $"at most {Phrases.Number(max)}",
        ({ } min, { } max) => $"between {Phrases.Number(min)} and {Phrases.Number(max)}",
    };

    private static ChangeSubject Subject(Symbol symbol) => symbol switch
    {
        InputSymbol or MatrixSymbol => ChangeSubject.Input,
        ClosureSymbol => ChangeSubject.Closure,
        _ => ChangeSubject.Parameter,
    };
}
