using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>The task in words, from the data card: what exists, never what comes after the training span.</summary>
internal static class TaskText
{
    private const int LongestNote = 240;

    public static string Of(ForecastTask task)
    {
        Panel panel = task.Panel;
        DataCard card = panel.Card;
        var values = new PromptValues
        {
            ["title"] = TitleWithoutDates(card),
            ["step"] = Words(panel.Step),
            ["places"] = Places(task),
            ["samples"] = panel.Step == TimeStep.Sample ? $"{panel.LocationCount} samples of {panel.SampleGroups.Distinct().Count()} groups" : "",
            ["last"] = panel.Step == TimeStep.Sample ? "" : task.Cohort is null ? panel.TimeLabel(task.Windows.FirstTest.TrainSteps - 1) : "the last day of the training patients",
            ["horizon"] = $"{task.Horizon}",
            ["target"] = task.Target.Name,
            ["targetUnit"] = task.Target.Unit.ToString(),
            ["targetMeaning"] = Meaning(task.Target.Kind),
            ["aggregate"] = task.Aggregate.ToString().ToLowerInvariant(),
        };
        values.List("channels", panel.Channels.Select(c => new PromptValues
        {
            ["name"] = c.Name,
            ["unit"] = c.Unit.ToString(),
            ["kind"] = Meaning(c.Kind),
            ["axis"] = c.Axis is { } axis ? $", by {axis}" : "",
        }));
        values.List("constants", panel.ConstantNames.Select(n => card.Constants.First(c => c.Name == n)).Select(c => new PromptValues
        {
            ["name"] = c.Name,
            ["unit"] = c.Unit.ToString(),
            ["axis"] = c.Axis is { } axis ? $", also by {axis}" : "",
        }));
        values.List("matrices", panel.MatrixNames.Select(n => card.Matrices.First(m => m.Name == n)).Select(m => new PromptValues
        {
            ["name"] = m.Name,
            ["unit"] = m.Unit.ToString(),
            ["rows"] = m.Rows,
            ["columns"] = m.Columns,
            ["meaning"] = $"entry [i, j] belongs to row i ({m.RowMeaning}) and column j ({m.ColumnMeaning}); {(m.Normalisation == Normalisation.None ? "not normalised" : m.Normalisation.ToString().ToLowerInvariant() + " sum to one")}",
        }));
        values.List("axes", panel.Axes.Select(a => new PromptValues { ["name"] = a.Name, ["labels"] = string.Join(", ", a.Labels.Select(l => $"\"{l}\"")) }));
        values.List("notes", card.Notes.Take(3).Select(n => new PromptValues { ["text"] = n.Length > LongestNote ? n[..LongestNote] + "..." : n }));
        values.List("literature", card.Literature.Select(l => new PromptValues
        {
            ["quantity"] = l.Name,
            ["range"] = $"{PromptNumber.Of(l.Min)} to {PromptNumber.Of(l.Max)} {(l.Unit.Equals(Unit.One) ? "" : l.Unit.ToString())}".Trim(),
        }));
        return PromptLibrary.Part("task.md", values).TrimEnd();
    }

    public static string Places(ForecastTask task) =>
        task.Cohort is { } cohort ? $"{cohort.Training.LocationCount} patients"
        : task.Panel.Step == TimeStep.Sample ? $"{task.Panel.LocationCount} samples"
        : task.Panel.LocationCount == 1 ? $"one place, {task.Panel.Locations[0]}"
        : $"{task.Panel.LocationCount} places";

    private static string Words(TimeStep step) => step.ToString().ToLowerInvariant();

    // A title such as "..., 12 April 2020 to 20 March 2021" is that of the whole series.
    private static string TitleWithoutDates(DataCard card) => card.Title.Split(',')[0];

    private static string Meaning(ChannelKind kind) => kind switch
    {
        ChannelKind.New => "new counts in the step",
        ChannelKind.Prevalence => "count at the end of the step",
        ChannelKind.Cumulative => "count since the beginning",
        ChannelKind.Percent => "percent",
        ChannelKind.Rate => "rate",
        ChannelKind.Covariate => "covariate",
        ChannelKind.Action => "action",
        ChannelKind.State => "state",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind"),
    };
}
