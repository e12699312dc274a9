using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>A table as text: what is printed is the same in every format.</summary>
/// <param name="Name">Short, for file names and the first CSV column.</param>
/// <param name="Title">Above the table.</param>
/// <param name="Columns">Heads; a leading '>' aligns to the right.</param>
/// <param name="Rows">As many cells as there are columns.</param>
/// <param name="Notes">Below the table.</param>
public sealed record BenchmarkTable(string Name, string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows, ImmutableArray<string> Notes)
{
    private IEnumerable<string> Heads => Columns.Select(c => c.TrimStart('>'));

    public string Markdown()
    {
        var text = new StringBuilder($"### {Title}\n\n");
        text.Append("| ").AppendJoin(" | ", Heads.Select(Escape)).Append(" |\n|");
        text.AppendJoin('|', Columns.Select(c => c.StartsWith('>') ? "---:" : "---")).Append("|\n");
        foreach (ImmutableArray<string> row in Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select(Escape)).Append(" |\n");
        }

        foreach (string note in Notes)
        {
            text.Append('\n').Append(note).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>RFC 4180, with the name of the table as the first column; notes are left out.</summary>
    public string Csv()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Heads.Prepend("table").Select(Quote)).Append('\n');
        foreach (ImmutableArray<string> row in Rows)
        {
            text.AppendJoin(',', row.Prepend(Name).Select(Quote)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A section; <see cref="Page"/> puts several into one document.</summary>
    public string Html()
    {
        var text = new StringBuilder($"<section>\n<h2>{WebUtility.HtmlEncode(Title)}</h2>\n<table>\n<thead><tr>");
        text.AppendJoin("", Columns.Select(c => $"<th{Align(c)}>{WebUtility.HtmlEncode(c.TrimStart('>'))}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (ImmutableArray<string> row in Rows)
        {
            text.Append("<tr>").AppendJoin("", row.Select((cell, i) => $"<td{Align(Columns[i])}>{WebUtility.HtmlEncode(cell)}</td>")).Append("</tr>\n");
        }

        text.Append("</tbody>\n</table>\n");
        foreach (string note in Notes)
        {
            text.Append("<p>").Append(WebUtility.HtmlEncode(note)).Append("</p>\n");
        }

        return text.Append("</section>\n").ToString();
    }

    public static string Page(IEnumerable<BenchmarkTable> tables) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>NIMM benchmark</title>
        <style>
        body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #222; }
        table { border-collapse: collapse; } th, td { padding: .25rem .7rem; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; }
        .n { text-align: right; font-variant-numeric: tabular-nums; } p { max-width: 60rem; color: #444; }
        </style></head><body>
        <h1>NIMM benchmark</h1>
        {{string.Join("\n", tables.Select(t => t.Html()))}}</body></html>

        """;

    /// <summary>Four significant digits, in plain notation where that is short; "-" for none.</summary>
    public static string Figure(double value) => double.IsNaN(value) ? "-"
        : double.IsInfinity(value) ? "diverged"
        : value == 0 ? "0"
        : Math.Abs(value) is >= 1e-3 and < 1e6 ? value.ToString($"F{Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6)}", CultureInfo.InvariantCulture)
        : value.ToString("0.##e0", CultureInfo.InvariantCulture);

    /// <summary>Mean, and the deviation over seeds where there are several.</summary>
    public static string Figure(Spread spread) => double.IsNaN(spread.Deviation) ? Figure(spread.Mean) : $"{Figure(spread.Mean)} ± {Figure(spread.Deviation)}";

    public static string Probability(double p) => double.IsNaN(p) ? "-" : p < 0.001 ? "<0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Align(string column) => column.StartsWith('>') ? " class=\"n\"" : "";

    private static string Escape(string cell) => cell.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Quote(string cell) => cell.AsSpan().ContainsAny(",\"\n\r") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
