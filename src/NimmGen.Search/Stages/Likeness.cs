using System.Collections.Concurrent;
using System.Collections.Immutable;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Ir.Differences;

namespace NimmGen.Search;

/// <summary>
/// Which earlier program says almost the same: what differs are names, ranges and values of parameters, or the solver (but not whether time goes
/// step by step), and nothing that the equations show. Such a candidate is worth a training now and then, and a round of them is not.
/// </summary>
/// <param name="reader">Reads programs of earlier sessions again.</param>
internal sealed class Likeness(IModelReader reader)
{
    // By canonical hash, which costs as much as printing the model: what is looked at again and again is computed once.
    private readonly ConcurrentDictionary<string, (MechanismIr Model, string Outline)?> _known = new(StringComparer.Ordinal);

    /// <summary>Of the earlier programs the first that says almost the same, and the differences; null where there is none.</summary>
    /// <param name="model">The model in question.</param>
    /// <param name="earlier">Number, canonical hash and program of each, in order of number.</param>
    /// <param name="cancellation">Stops reading.</param>
    public (int Number, ImmutableArray<Change> Changes)? Find(MechanismIr model, IEnumerable<Said> earlier, CancellationToken cancellation)
    {
        string hash = model.Hash, outline = Outline(model);
        _known.TryAdd(hash, (model, outline));
        foreach (Said said in earlier.Where(s => s.Hash != hash))
        {
            if (Known(said, cancellation) is var (other, its) && its == outline && Nearly(other, model) is { } changes)
            {
                return (said.Number, changes);
            }
        }

        return null;
    }

    /// <summary>What a later model of the same outline says otherwise, where that is nearly nothing; null where it is more, or nothing at all.</summary>
    internal static ImmutableArray<Change>? Nearly(MechanismIr before, MechanismIr after)
    {
        ImmutableArray<Change> changes = [.. ModelDifferences.Between(before, after)];
        return changes.Length > 0 && changes.All(c => c.Kind == ChangeKind.Renamed || (c.Kind == ChangeKind.Changed && c.Subject is ChangeSubject.Parameter or ChangeSubject.Solver)) ? changes : null;
    }

    // What no change of names or numbers touches, for a comparison that costs nothing. Going step by step is no way to solve the same
    // equations: a daily dose that acts at once or through the day is another model.
    private static string Outline(MechanismIr model) =>
        (model.Scheme == Scheme.Euler ? "step by step " : "")
        + string.Join(' ', model.Symbols.Select(s => s.GetType().Name).Concat(model.Statements.Select(s => s.GetType().Name)).Order(StringComparer.Ordinal));

    private (MechanismIr Model, string Outline)? Known(Said said, CancellationToken cancellation)
    {
        if (!_known.TryGetValue(said.Hash, out (MechanismIr Model, string Outline)? known))
        {
            known = reader.Read(said.Program, $"candidate {said.Number}", cancellation).Models is [var read, ..] ? (read, Outline(read)) : null;
            _known.TryAdd(said.Hash, known);
        }

        return known;
    }
}

/// <summary>What a candidate said.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Of the canonical mechanism.</param>
/// <param name="Program">C# text.</param>
internal sealed record Said(int Number, string Hash, string Program);
