namespace NimmGen.Data;

/// <summary>Contradictions in what gives a card its shape: axes, matrices, samples.</summary>
internal static class StructureChecks
{
    public static void Check(DataCard card, Action<string, string, string> contradiction)
    {
        foreach (Axis axis in card.Axes)
        {
            CheckAxis(axis, contradiction);
        }

        foreach (CardMatrix matrix in card.Matrices)
        {
            CheckMatrix(card, matrix, contradiction);
        }

        if (card.Step == TimeStep.Sample)
        {
            CheckSamples(card, contradiction);
        }
        else if (card.Samples is not null || card.Composition is not null)
        {
            contradiction($"samples or a composition, with step {CardChecks.Word(card.Step)}", "step sample", "correct one of the two");
        }
    }

    public static string AxisNames(DataCard card) => card.Axes.IsEmpty ? "it has none" : string.Join(", ", card.Axes.Select(a => a.Name));

    private static void CheckAxis(Axis axis, Action<string, string, string> contradiction)
    {
        string quoted = DiagnosticBag.Quote(axis.Name);
        if (axis.Name == Axis.Location)
        {
            contradiction($"an axis named {quoted}", "any other name: this one is the axis of the places", "rename it");
        }

        if (axis.Labels.IsDefault || axis.Labels.Length < 2 || axis.Labels.Any(string.IsNullOrWhiteSpace))
        {
            contradiction($"axis {quoted} with fewer than two labels, or an empty one", "two groups or more, each with a label", "add the labels, or leave the axis out");
        }
        else if (axis.Labels.GroupBy(l => l).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            contradiction($"axis {quoted} with the label {DiagnosticBag.Quote(twice.Key)} twice", "every label once", "remove one");
        }
    }

    private static void CheckMatrix(DataCard card, CardMatrix matrix, Action<string, string, string> contradiction)
    {
        string quoted = DiagnosticBag.Quote(matrix.Name);
        foreach (string axis in ((string[])[matrix.Rows, matrix.Columns]).Distinct().Where(a => a != Axis.Location && card.FindAxis(a) is null))
        {
            contradiction($"matrix {quoted} over {DiagnosticBag.Quote(axis)}", $"location or one of the card's axes: {AxisNames(card)}", Nearest.To(axis, card.Axes.Select(a => a.Name).Append(Axis.Location)) is { } near ? $"did you mean \"{near}\"?" : "declare it in \"axes\", with its labels");
        }

        if (string.IsNullOrWhiteSpace(matrix.RowMeaning) || string.IsNullOrWhiteSpace(matrix.ColumnMeaning) || matrix.RowMeaning == matrix.ColumnMeaning)
        {
            contradiction($"matrix {quoted} that does not say what a row and what a column is", "two different meanings, such as \"home\" and \"where people go\"", "write rowMeaning and columnMeaning: a transposed matrix is the most common mistake");
        }
    }

    private static void CheckSamples(DataCard card, Action<string, string, string> contradiction)
    {
        if (card.Windows is not null)
        {
            contradiction("windows on a card of samples", "no windows: without time nothing is forecast", "remove them; samples are scored by cross-validation");
        }

        if (card.Time is not null)
        {
            contradiction("time on a card of samples", "no time", "remove it, or correct the step");
        }

        if (card.Samples is { Count: < 1 } or { Groups: < 1 })
        {
            contradiction("samples with a count below 1", "the numbers that the selection gives", "correct or remove them");
        }

        foreach (Selection selection in card.Samples?.Select ?? [])
        {
            if ((selection.Min is null && selection.Max is null) || selection.Min > selection.Max)
            {
                contradiction($"a selection on {DiagnosticBag.Quote(selection.Column)} without bounds, or with min above max", "min, max or both", "correct it");
            }
        }
    }
}
