namespace NimmGen.Ir.Differences;

/// <summary>Named terms, and how time is cut into steps.</summary>
internal static class DefinitionChanges
{
    public static void Add(ChangeList told)
    {
        foreach (LetStatement now in told.Models.After.Lets)
        {
            if (told.Models.Before.Lets.FirstOrDefault(l => l.Name == now.Name) is not { } old)
            {
                told.Add(ChangeKind.Added, ChangeSubject.Definition, now.Name, $"names {now.Name}{(now.Role is null ? "" : $", of the role {now.Role}")}: {Phrases.Term(now.Value)}");
                continue;
            }

            Expression before = told.Old(old.Value), after = told.New(now.Value);
            if (!Terms.Same(before, after))
            {
                told.Add(ChangeKind.Changed, ChangeSubject.Definition, now.Name,
                    (Terms.Edit(now.Name, before, after) ?? $"changes {now.Name} from {Phrases.Term(before)} to {Phrases.Term(after)}") + told.Explanation(after));
                told.Gone(old.Value);
            }

            if (old.Role != now.Role)
            {
                told.Add(ChangeKind.Changed, ChangeSubject.Definition, now.Name, ParameterChanges.Role(now.Name, old.Role, now.Role));
            }
        }

        foreach (LetStatement old in told.Models.Before.Lets.Where(o => !told.Models.After.Lets.Any(l => l.Name == o.Name)))
        {
            told.Add(ChangeKind.Removed, ChangeSubject.Definition, old.Name, $"no longer names {old.Name}: {Phrases.Term(old.Value)}");
        }

        Solver(told, told.Models.Before, told.Models.After);
    }

    private static void Solver(ChangeList told, MechanismIr before, MechanismIr after)
    {
        if (before.Scheme != after.Scheme)
        {
            told.Add(ChangeKind.Changed, ChangeSubject.Solver, after.Scheme.ToString(), $"steps by the scheme {after.Scheme} (was {before.Scheme})");
        }

        if (before.SubSteps != after.SubSteps)
        {
            told.Add(ChangeKind.Changed, ChangeSubject.Solver, "subSteps", after.SubSteps is { } n
                ? $"takes {n} sub-steps a data step (was {before.SubSteps?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "chosen by the compiler"})"
                : $"leaves the number of sub-steps to the compiler (was {before.SubSteps})");
        }
    }
}
