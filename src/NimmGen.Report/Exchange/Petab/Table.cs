using System.Globalization;
using System.Text;

namespace NimmGen.Report.Exchange.Petab;

/// <summary>A table of tab-separated values with a line of headings.</summary>
internal sealed class Table(params string[] columns)
{
    private readonly StringBuilder _text = new(string.Join('\t', columns) + "\n");

    /// <summary>One cell a column; numbers are written so that they read back the same.</summary>
    public void Add(params object[] cells) => _text.AppendJoin('\t', cells.Select(Text)).Append('\n');

    public override string ToString() => _text.ToString();

    // A cell has neither tabs nor line ends.
    private static string Text(object cell) => cell switch
    {
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => new([.. (cell.ToString() ?? "").Select(c => char.IsControl(c) ? ' ' : c)]),
    };
}
