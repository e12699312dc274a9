namespace NimmGen.Data;

/// <summary>The entries of a matrix as they are read: labels are found, cells are filled once.</summary>
internal sealed class MatrixCells(CardMatrix matrix, string path, IReadOnlyList<string> rows, IReadOnlyList<string> columns, DiagnosticBag bag)
{
    private readonly Dictionary<string, int> _rows = rows.Select((label, i) => (label, i)).ToDictionary(p => p.label, p => p.i);
    private readonly Dictionary<string, int> _columns = columns.Select((label, i) => (label, i)).ToDictionary(p => p.label, p => p.i);
    private readonly HashSet<int> _seenRows = [], _seenColumns = [];
    private readonly HashSet<string> _unknown = [];
    private readonly Dictionary<long, double> _values = [];

    /// <summary>False where a label was unknown or missing, or a cell written twice.</summary>
    public bool Sound { get; private set; } = true;

    /// <summary>Entries that are not zero, in ascending order of the cell row * columns + column.</summary>
    public IEnumerable<(long Cell, double Value)> Entries => _values.Where(v => v.Value != 0).OrderBy(v => v.Key).Select(v => (v.Key, v.Value));

    public int Row(string label, int line) => Find(label, line, _rows, matrix.Rows, _seenRows, "row");

    public int Column(string label, int line) => Find(label, line, _columns, matrix.Columns, _seenColumns, "column");

    public void AllRows() => All(rows, _seenRows, matrix.Rows, "row");

    public void AllColumns() => All(columns, _seenColumns, matrix.Columns, "column");

    public void Add(int row, int column, double value, int line)
    {
        if (!_values.TryAdd((long)row * columns.Count + column, value))
        {
            Sound = false;
            bag.Error("ND0030", path, line, $"a second entry of {matrix.Name} from {DiagnosticBag.Quote(rows[row])} to {DiagnosticBag.Quote(columns[column])}", "every cell once", "remove one of them, or add them up if they are parts");
        }
    }

    public double[] Sums(bool byRow)
    {
        var sums = new double[byRow ? rows.Count : columns.Count];
        foreach ((long at, double value) in _values)
        {
            sums[byRow ? at / columns.Count : at % columns.Count] += value;
        }

        return sums;
    }

    private int Find(string label, int line, Dictionary<string, int> known, string axis, HashSet<int> seen, string what)
    {
        if (known.TryGetValue(label, out int index))
        {
            seen.Add(index);
            return index;
        }

        Sound = false;
        if (_unknown.Add(label))
        {
            string fix = Nearest.To(label, known.Keys) is { } near ? $"did you mean '{near}'? Labels must agree letter by letter" : axis == Axis.Location ? "remove it: the data have no such location" : "correct the label, or the axis in card.json";
            bag.Error("ND0029", path, line, $"{what} {DiagnosticBag.Quote(label)} of {matrix.Name}", $"a label of {axis}: {Some(known.Keys)}", fix);
        }

        return -1;
    }

    private void All(IReadOnlyList<string> labels, HashSet<int> seen, string axis, string what)
    {
        string[] absent = [.. labels.Where((_, i) => !seen.Contains(i))];
        if (absent.Length > 0)
        {
            Sound = false;
            bag.Error("ND0029", path, null, $"no {what} for {Some(absent)} in {matrix.Name}", $"a {what} for each of the {labels.Count} labels of {axis}", "add it, or correct the axis in card.json");
        }
    }

    private static string Some(IEnumerable<string> labels)
    {
        string[] first = [.. labels.Take(21)];
        return first.Length > 20 ? string.Join(", ", first.Take(20)) + ", ..." : string.Join(", ", first);
    }
}
