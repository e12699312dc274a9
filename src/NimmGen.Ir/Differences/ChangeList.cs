using System.Collections.Immutable;

namespace NimmGen.Ir.Differences;

/// <summary>Differences as they are found, and which new and dropped parameters have been spoken of on the way.</summary>
internal sealed class ChangeList
{
    private readonly List<Change> _changes = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _before, _after;
    private readonly MechanismIr _oldLets, _newLets;

    public ChangeList(Alignment models)
    {
        Models = models;
        _before = [.. models.Before.Symbols.Select(s => s.Name)];
        _after = [.. models.After.Symbols.Select(s => s.Name)];
        (_oldLets, _newLets) = (OwnLets(models.Before, models.After), OwnLets(models.After, models.Before));
    }

    public Alignment Models { get; }

    public ImmutableArray<Change> Changes => [.. _changes];

    public void Add(ChangeKind kind, ChangeSubject subject, string name, string sentence) => _changes.Add(new(kind, subject, name, sentence));

    /// <summary>A term of the earlier model; what both models name stays a name, other lets are written out.</summary>
    public Expression Old(Expression term) => _oldLets.Inline(term);

    /// <summary>A term of the later model, likewise.</summary>
    public Expression New(Expression term) => _newLets.Inline(term);

    /// <summary>The term, and how its parameters get their values that the earlier model did not have: "waning, learned between ...".</summary>
    public string Explained(Expression term) => Phrases.Term(term) + Explanation(term, known: term as Reference);

    /// <summary>Only the parameters that are new in the term; what the phrase itself is, is known by name.</summary>
    public string Explanation(Expression term, Reference? known = null)
    {
        Symbol[] fresh = [.. Phrases.Parameters(Models.After.Inline(term), Models.After).Where(s => !_before.Contains(s.Name) && _told.Add(s.Name))];
        return fresh.Length == 0 ? "" : fresh is [var one] && known?.Name == one.Name ? $" ({Phrases.Source(one)})"
            : $" ({string.Join("; ", fresh.Select(s => $"{s.Name} {Phrases.Source(s)}"))})";
    }

    /// <summary>Parameters that went with a term that went need no word of their own.</summary>
    public void Gone(Expression term) =>
        _told.UnionWith(Phrases.Parameters(Models.Before.Inline(term), Models.Before).Where(s => !_after.Contains(s.Name)).Select(s => s.Name));

    /// <summary>True where nothing has been said of the symbol yet.</summary>
    public bool IsUntold(string name) => !_told.Contains(name);

    /// <summary>Says that the symbol was spoken of.</summary>
    public void Tell(string name) => _told.Add(name);

    private static MechanismIr OwnLets(MechanismIr model, MechanismIr other)
    {
        var shared = other.Lets.Select(l => l.Name).ToHashSet(StringComparer.Ordinal);
        return model with { Statements = [.. model.Lets.Where(l => !shared.Contains(l.Name))] };
    }
}
