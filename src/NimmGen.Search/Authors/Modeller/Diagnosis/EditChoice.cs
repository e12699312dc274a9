namespace NimmGen.Search;

/// <summary>Draws an edit by chance: each has the weight of its alternative, times the factors of what the candidate's results say for it.</summary>
internal static class EditChoice
{
    // However many findings speak for one edit, others stay possible.
    private const double Most = 50;

    /// <summary>One of the edits with the sentence that says what changed and why.</summary>
    /// <param name="edits">At least one.</param>
    /// <param name="parent">What the parent's results are; null where they are not known.</param>
    /// <param name="random">Of the candidate.</param>
    public static (Edit Edit, string Change) Draw(IReadOnlyList<Edit> edits, CandidateRecord? parent, Random random)
    {
        (Edit Edit, double Weight, string? Evidence)[] weighed = [.. edits.Select(e => Weigh(e, parent))];
        double draw = random.NextDouble() * weighed.Sum(w => w.Weight);
        (Edit edit, _, string? evidence) = weighed[^1];
        foreach ((Edit Edit, double Weight, string? Evidence) w in weighed)
        {
            draw -= w.Weight;
            if (draw < 0)
            {
                (edit, evidence) = (w.Edit, w.Evidence);
                break;
            }
        }

        return (edit, evidence is null ? edit.Change : Because(evidence, edit.Change));
    }

    /// <summary>The weight of an edit, and the strongest finding that speaks for it.</summary>
    public static (Edit Edit, double Weight, string? Evidence) Weigh(Edit edit, CandidateRecord? parent)
    {
        double factor = 1, strongest = 1;
        string? evidence = null;
        if (parent is not null)
        {
            foreach (Cure cure in edit.Result.Grammar.Cures)
            {
                if (ReferenceEquals(cure.Production, edit.Production) && cure.Alternatives.Contains(edit.Alternative) && cure.Finding.Evidence(parent) is { } seen)
                {
                    factor *= cure.Factor;
                    (strongest, evidence) = cure.Factor > strongest ? (cure.Factor, seen) : (strongest, evidence);
                }
            }
        }

        return (edit, edit.Production.Weight(edit.Alternative) * Math.Min(Most, factor), evidence);
    }

    // "The fit lags by 3 steps: lets transmission vary by day."
    private static string Because(string evidence, string change) => $"{char.ToUpperInvariant(evidence[0])}{evidence[1..]}: {char.ToLowerInvariant(change[0])}{change[1..]}";
}
