using System.Net;
using System.Text;

namespace NimmGen.Cli;

/// <summary>Sheets as Markdown, as CSV, and as one HTML page that needs no network.</summary>
internal static class SheetWriter
{
    public static string Markdown(string title, IEnumerable<Sheet> sheets)
    {
        var text = new StringBuilder($"# {Escaped(title)}\n");
        foreach (Sheet sheet in sheets.Where(s => s.Rows.Count > 0))
        {
            text.Append($"\n## {sheet.Title}\n\n| {string.Join(" | ", sheet.Columns.Select(c => c.TrimStart('>')))} |\n|{string.Concat(sheet.Columns.Select(c => c[0] == '>' ? "---:|" : "---|"))}\n");
            foreach (string[] row in sheet.Rows)
            {
                text.Append($"| {string.Join(" | ", row.Select(Escaped))} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>One table after the other, each row led by the name of its table.</summary>
    public static string Csv(IEnumerable<Sheet> sheets)
    {
        var text = new StringBuilder();
        foreach (Sheet sheet in sheets.Where(s => s.Rows.Count > 0))
        {
            foreach (string[] row in sheet.Rows.Prepend([.. sheet.Columns.Select(c => c.TrimStart('>'))]))
            {
                text.Append(string.Join(',', row.Prepend(sheet.Name).Select(Quoted))).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <param name="title">Of the page.</param>
    /// <param name="charts">SVG elements.</param>
    /// <param name="sheets">Tables.</param>
    public static string Html(string title, IEnumerable<string> charts, IEnumerable<Sheet> sheets)
    {
        var text = new StringBuilder($$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>{{WebUtility.HtmlEncode(title)}}</title>
            <style>
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            table { border-collapse: collapse; } td, th { padding: .2rem .7rem; border-bottom: 1px solid #ddd; text-align: left; vertical-align: top; }
            .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            </style>
            </head>
            <body>
            <h1>{{WebUtility.HtmlEncode(title)}}</h1>

            """);
        foreach (string chart in charts)
        {
            text.Append(chart).Append('\n');
        }

        foreach (Sheet sheet in sheets.Where(s => s.Rows.Count > 0))
        {
            text.Append($"<h2>{WebUtility.HtmlEncode(sheet.Title)}</h2>\n<table>\n<tr>{Cells(sheet, sheet.Columns.Select(c => c.TrimStart('>')), "th")}</tr>\n");
            foreach (string[] row in sheet.Rows)
            {
                text.Append($"<tr>{Cells(sheet, row, "td")}</tr>\n");
            }

            text.Append("</table>\n");
        }

        return text.Append("</body>\n</html>\n").ToString();
    }

    private static string Cells(Sheet sheet, IEnumerable<string> cells, string tag) =>
        string.Concat(cells.Select((c, i) => $"<{tag}{(sheet.Columns[i][0] == '>' ? " class=\"n\"" : "")}>{WebUtility.HtmlEncode(c)}</{tag}>"));

    // Text of others: no cell ends early, and none is markup.
    private static string Escaped(string cell) => cell.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
