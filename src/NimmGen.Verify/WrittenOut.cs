using NimmGen.Ir;

namespace NimmGen.Verify;

/// <summary>A model with its groups and stages written out, each statement with the declared one that it comes from.</summary>
internal sealed class WrittenOut
{
    private readonly Subject _declared;

    private WrittenOut(Subject declared, Subject subject, MechanismIr model) => (_declared, Subject, Expanded) = (declared, subject, model);

    /// <summary>The written-out model, with its own tables.</summary>
    public Subject Subject { get; }

    /// <summary>The same with the places of <see cref="DeclaredOf"/> in it.</summary>
    private MechanismIr Expanded { get; }

    /// <summary>The declared statement that this one of <see cref="Subject"/> is a group or stage of.</summary>
    public Statement DeclaredOf(Statement statement) => Expanded == _declared.Model ? statement : _declared.Model.Statements[statement.Place.Line];

    public static WrittenOut? Of(Subject declared)
    {
        MechanismIr model = declared.Model;
        try
        {
            if (Expansion.IsPlain(model))
            {
                return new(declared, declared, model);
            }

            // The place carries the number of the statement through the expansion.
            MechanismIr numbered = model with { Statements = [.. model.Statements.Select((s, i) => s with { Place = new Place("", i) })] };
            MechanismIr expanded = Expansion.Of(numbered).Model;
            return new(declared, new Subject(expanded, declared.Data, declared.Options), expanded);
        }
        catch (Exception e) when (e is ExpansionException or IndexOutOfRangeException or KeyNotFoundException)
        {
            declared.NotChecked.Add($"ranges and starts: {e.Message}");
            return null;
        }
    }
}
