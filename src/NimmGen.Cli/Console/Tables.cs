using Spectre.Console;
using NimmGen.Evaluate;

namespace NimmGen.Cli;

/// <summary>Tables as all commands print them: a rule under the head on terminals and in files alike, figures to the right.</summary>
internal static class Tables
{
    /// <param name="columns">Titles; a leading '>' aligns the column to the right.</param>
    public static Table Create(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (string column in columns)
        {
            bool figures = column.StartsWith('>');
            var drawn = new TableColumn(Markup.Escape(figures ? column[1..] : column)) { NoWrap = figures, Padding = new Padding(0, 0, 2, 0) };
            table.AddColumn(figures ? drawn.RightAligned() : drawn.LeftAligned());
        }

        return table;
    }

    /// <summary>Adds a row of plain text: brackets are not markup.</summary>
    public static void Row(this Table table, params ReadOnlySpan<string> cells) =>
        table.AddRow([.. cells.ToArray().Select(c => new Text(c))]);

    /// <summary>Mean scores on validation and test origins, one row a method, in the order of the test scores where there are any.</summary>
    /// <param name="validation">What chose.</param>
    /// <param name="test">Scored once.</param>
    /// <param name="places">False for samples, which have one error and none a place.</param>
    public static Table Scores(IReadOnlyList<MethodScores> validation, IReadOnlyList<MethodScores> test, bool places = true)
    {
        Table table = places ? Create("method", ">validation", ">test", ">test, per place") : Create("method", ">validation", ">test");
        var methods = validation.Concat(test).Select(s => s.Method).Distinct();
        foreach (string method in methods.OrderBy(m => Of(test, m)?.Mean ?? double.PositiveInfinity).ThenBy(m => Of(validation, m)?.Mean ?? double.PositiveInfinity))
        {
            string[] means = [method, Figures.Score(Of(validation, method)?.Mean), Figures.Score(Of(test, method)?.Mean)];
            table.Row(places ? [.. means, Figures.Score(Of(test, method)?.MeanPerLocation)] : means);
        }

        return table;
    }

    private static MethodScores? Of(IReadOnlyList<MethodScores> scores, string method) => scores.FirstOrDefault(s => s.Method == method);
}
