using System.Globalization;

namespace NimmGen.Data;

/// <summary>Reads the matrices of a card and compares each with its axes and with what the card says of its sums.</summary>
internal sealed class MatrixReader(DataCard card, FileSource source, ReadLimits limits, DiagnosticBag bag)
{
    // Entries are printed with six digits or more: a sum over hundreds of them may be off by this much.
    private const double Tolerance = 1e-4;

    /// <param name="locations">Locations of the data; null where these could not be read, and then matrices over them are not.</param>
    public Dictionary<string, PanelMatrix> Read(IReadOnlyList<string>? locations)
    {
        var matrices = new Dictionary<string, PanelMatrix>();
        foreach (CardMatrix matrix in card.Matrices)
        {
            if (Labels(matrix.Rows, locations) is { } rows && Labels(matrix.Columns, locations) is { } columns && Read(matrix, rows, columns) is { } read)
            {
                matrices.Add(matrix.Name, read);
            }
        }

        return matrices;
    }

    private IReadOnlyList<string>? Labels(string axis, IReadOnlyList<string>? locations) => axis == Axis.Location ? locations : card.FindAxis(axis)!.Labels;

    private PanelMatrix? Read(CardMatrix matrix, IReadOnlyList<string> rows, IReadOnlyList<string> columns)
    {
        string path = CardPaths.Below(card, matrix.File);
        if (CsvTable.Open(source, path, matrix.File, Recipes.HowToGet(card), limits, bag) is not { } table)
        {
            return null;
        }

        var cells = new MatrixCells(matrix, path, rows, columns, bag);
        if (matrix.Triples is { } triples)
        {
            ReadTriples(matrix, table, triples, cells);
        }
        else
        {
            ReadTable(matrix, table, cells);
        }

        CheckSums(matrix, path, rows, columns, cells);
        return new(matrix, [.. rows], [.. columns], [.. cells.Entries]);
    }

    private void ReadTriples(CardMatrix matrix, CsvTable table, TripleColumns triples, MatrixCells cells)
    {
        int row = table.Column(triples.Row, $"rows of {matrix.Name}", bag), column = table.Column(triples.Column, $"columns of {matrix.Name}", bag), value = table.Column(triples.Value, $"entries of {matrix.Name}", bag);
        if (row < 0 || column < 0 || value < 0)
        {
            return;
        }

        foreach ((int line, string[] text) in table.Rows(bag))
        {
            int i = cells.Row(text[row], line), j = cells.Column(text[column], line);
            Add(matrix, table.Path, cells, i, j, text[value], line);
        }
    }

    private void ReadTable(CardMatrix matrix, CsvTable table, MatrixCells cells)
    {
        int[] columns = [.. table.Header.Skip(1).Select(label => cells.Column(label, 1))];
        cells.AllColumns();
        foreach ((int line, string[] text) in table.Rows(bag))
        {
            int i = cells.Row(text[0], line);
            for (int c = 0; c < columns.Length; c++)
            {
                Add(matrix, table.Path, cells, i, columns[c], text[c + 1], line);
            }
        }

        cells.AllRows();
    }

    private void Add(CardMatrix matrix, string path, MatrixCells cells, int i, int j, string text, int line)
    {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            bag.Error("ND0006", path, line, $"{DiagnosticBag.Quote(text)} in {matrix.Name}", "a number", text.Length == 0 ? "write 0 where there is no link" : "write a number with a decimal point and no thousands sign");
        }
        else if (value < 0)
        {
            bag.Error("ND0031", path, line, $"{text} in {matrix.Name}", "0 or more", "contacts, journeys and transfers are not negative; was something subtracted?");
        }
        else if (i >= 0 && j >= 0)
        {
            cells.Add(i, j, value, line);
        }
    }

    private void CheckSums(CardMatrix matrix, string path, IReadOnlyList<string> rows, IReadOnlyList<string> columns, MatrixCells cells)
    {
        // With entries missing or refused the sums are wrong for another reason, which has been said.
        if (matrix.Normalisation == Normalisation.None || !cells.Sound)
        {
            return;
        }

        bool byRow = matrix.Normalisation == Normalisation.Rows;
        double[] sums = cells.Sums(byRow), other = cells.Sums(!byRow);
        if (Array.TrueForAll(sums, IsOne))
        {
            return;
        }

        string others = rows.Count == columns.Count && Array.TrueForAll(other, IsOne)
            ? $"the {(byRow ? "columns" : "rows")} do: write \"normalisation\": \"{(byRow ? "columns" : "rows")}\", and check rowMeaning and columnMeaning"
            : "divide by the sums, or write \"normalisation\": \"none\"";
        foreach ((double sum, string label) in sums.Zip(byRow ? rows : columns).Where(s => !IsOne(s.First)))
        {
            bag.Error("ND0032", path, null, $"{(byRow ? "row" : "column")} {DiagnosticBag.Quote(label)} of {matrix.Name} sums to {sum:0.######}", "1, since the card says so", others);
        }

        static bool IsOne(double sum) => Math.Abs(sum - 1) <= Tolerance;
    }
}
