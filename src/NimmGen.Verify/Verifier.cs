using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Verify.Checks;

namespace NimmGen.Verify;

/// <summary>Judges a mechanism: names, units, structure, ranges, use of data; and, where it is given a simulator, what the data can tell.</summary>
public static class Verifier
{
    /// <summary>The checks in the order in which they run: cheap ones first.</summary>
    public static ImmutableArray<string> Checks { get; } = [.. CheckList.All.Select(c => c.Name)];

    /// <summary>
    /// All findings at once. A model with dangling names gets those only, since nothing else about it can be said; one with wrong axes or
    /// units is not asked for ranges, and one with errors is not run. Never throws for a model, however it was made.
    /// </summary>
    public static Verdict Verify(MechanismIr model, DataContext? data = null, VerifierOptions? options = null)
    {
        options ??= new();
        var form = new FormCheck();
        if (form.Repair(model) is not { } sound)
        {
            return new([.. form.Findings], []);
        }

        var subject = new Subject(sound, data, options);
        foreach (Check check in CheckList.All)
        {
            if (options.Without.Contains(check.Name))
            {
                continue;
            }

            if (check.Needs(subject))
            {
                check.Run(subject);
            }
            else if (check.Skipped is { } skipped)
            {
                subject.NotChecked.Add(skipped);
            }
        }

        return new([.. subject.Findings], [.. subject.Proofs]) { NotChecked = [.. subject.NotChecked.Distinct()] };
    }
}
