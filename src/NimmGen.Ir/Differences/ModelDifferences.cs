using System.Collections.Immutable;

namespace NimmGen.Ir.Differences;

/// <summary>
/// What one model says otherwise than another, in words: "adds a reporting delay of mean 7 days to cases, frees gamma". Places, comments,
/// names of flows, the order of declarations and the form of a product are no differences; a renamed symbol is one, and stays one symbol.
/// </summary>
public static class ModelDifferences
{
    /// <summary>
    /// Every difference, the large ones first; empty exactly where the two have one <see cref="MechanismIr.Hash"/> or differ in the names of
    /// flows and the form of terms alone.
    /// </summary>
    public static ImmutableArray<Change> Between(MechanismIr before, MechanismIr after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        if (before.Hash == after.Hash)
        {
            return [];
        }

        var told = new ChangeList(Alignment.Of(before, after));
        foreach ((string old, string now) in told.Models.Renamed)
        {
            told.Add(ChangeKind.Renamed, SubjectOf(after, now), now, $"renames {old} to {now}");
        }

        StateChanges.Add(told);
        FlowChanges.Add(told);
        EquationChanges.Add(told);
        ObservationChanges.Add(told);
        DefinitionChanges.Add(told);
        ParameterChanges.Add(told);
        NetworkChanges.Add(told);
        return told.Changes;
    }

    /// <summary>The differences as one phrase without a subject, separated by commas; "changes nothing" where there are none.</summary>
    public static string InWords(IReadOnlyList<Change> changes) =>
        changes.Count == 0 ? "changes nothing" : string.Join(", ", changes.Select(c => c.Sentence));

    private static ChangeSubject SubjectOf(MechanismIr model, string name) => model.Find(name) switch
    {
        CompartmentSymbol or QuantitySymbol => ChangeSubject.State,
        InputSymbol or MatrixSymbol => ChangeSubject.Input,
        ClosureSymbol => ChangeSubject.Closure,
        null => model.FindAxis(name) is null ? ChangeSubject.Definition : ChangeSubject.Axis,
        _ => ChangeSubject.Parameter,
    };
}
