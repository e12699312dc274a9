using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>
/// Makes a data set of an unknown CSV file: reads it whatever its separators, dates and layout, guesses what each column is,
/// and tells every guess. What can be read in two ways is asked for.
/// </summary>
public static class DataIntake
{
    private const int ManyPlaces = 500;

    /// <summary>The data set, or what stands in its way.</summary>
    /// <param name="file">Name of the file, for messages and names.</param>
    /// <param name="bytes">Its content.</param>
    /// <param name="options">What its owner says of it.</param>
    /// <param name="read">Reads another file that an option names; null where there is none.</param>
    /// <param name="limits">What is refused as too much.</param>
    public static IntakeResult Read(string file, byte[] bytes, IntakeOptions options, Func<string, byte[]?>? read = null, ReadLimits? limits = null)
    {
        limits ??= new();
        var bag = new DiagnosticBag();
        try
        {
            if (bytes.Length > limits.FileBytes)
            {
                throw TooLarge(file, bytes.Length, limits);
            }

            return new(Draft(file, bytes, options, read ?? (_ => null), limits, bag), bag.ToImmutable());
        }
        catch (IntakeException e)
        {
            DataDiagnostic d = e.Diagnostic;
            bag.Error(d.Code, d.File, d.Line, d.Got, d.Expected, d.Fix);
            return new(null, bag.ToImmutable());
        }
    }

    /// <summary>The data set of a file on disk; one that is too large is refused before it is read.</summary>
    public static IntakeResult ReadFile(string path, string file, IntakeOptions options, Func<string, byte[]?> read, ReadLimits? limits = null)
    {
        limits ??= new();
        var bag = new DiagnosticBag();
        string folder = Path.GetDirectoryName(path)!;
        try
        {
            if (Directory.Exists(path))
            {
                throw new IntakeException("ND0001", file, null, "a folder", "a CSV file", "name the file in it");
            }

            if (new FileInfo(path) is not { Exists: true, Length: var length })
            {
                throw new IntakeException("ND0001", file, null, $"no file {path}", "a CSV file", "check the path; letters' case counts");
            }

            if (length > limits.FileBytes)
            {
                throw TooLarge(file, length, limits);
            }
        }
        catch (IntakeException e)
        {
            return new(null, [e.Diagnostic]);
        }

        return new FolderSource(folder).Read(Path.GetFileName(path), limits, "check the path", bag) is { } bytes ? Read(Path.GetFileName(file), bytes, options, read, limits) : new(null, bag.ToImmutable());
    }

    private static IntakeDraft? Draft(string file, byte[] bytes, IntakeOptions options, Func<string, byte[]?> read, ReadLimits limits, DiagnosticBag bag)
    {
        var guesses = new List<Guess>();
        (string text, Guess? encoding) = IntakeText.Decode(file, bytes);
        IntakeTable table = IntakeTable.Read(file, text, limits, bag);
        guesses.Add(new("table", $"{table.Rows.Count:N0} rows, {table.Header.Length} columns, separated by {table.SeparatorName}s", "-"));
        Add(encoding);
        if (bag.HasErrors)
        {
            return null;
        }

        int count = table.Rows.Count;
        (NumberReading numbers, Guess? sign) = NumberReading.Of(table, options);
        Add(sign);
        (table, Guess? layout) = WideForm.Unfold(table, options, numbers);
        Add(layout);
        RefuseMissingHeader(table, numbers);
        DateColumn.Found dates = new DateColumn(table, options, numbers).Find();
        Add(dates.Guess);
        var roleGuesses = ImmutableArray.CreateBuilder<Guess>();
        Roles roles = new RoleFinder(table, options, numbers, dates, roleGuesses).Find();
        guesses.AddRange(roleGuesses);
        SeriesGrid grid = SeriesGrid.Fill(table, roles, dates, numbers, options, guesses, bag);
        if (bag.HasErrors)
        {
            return null;
        }

        if (roles.Differences)
        {
            Cumulation.Undo(grid, table.Header[roles.Target], guesses);
        }

        SeriesChecks.Trim(grid, table, roles.Population, guesses);
        double[] people = PopulationSource.Of(file, grid, roles.Population >= 0, options, read, guesses);
        SeriesChecks.Check(grid, table, bag);
        if (grid.Places.Count > ManyPlaces)
        {
            bag.Warning("ND0044", file, null, $"{grid.Places.Count:N0} places", $"some hundred at most: each candidate is trained on all of them, and a run takes a time that grows with them", "add up places, or keep those that matter; begin with nimmgen run DIR --iterations 3");
        }

        Windows windows = OriginChoice.Of(grid.Times.Length, grid.Step, options.Horizon, file, guesses);
        IntakeDraft draft = DraftWriter.Write(file, table, roles, grid, people, windows, options, [.. guesses], count);
        ReadResult proof = PanelReader.Read(draft.Card, new MemorySource(draft.Files), limits);
        bag.AddRange(proof.Diagnostics);
        return proof.Panel is null ? null : draft;

        void Add(Guess? guess)
        {
            if (guess is not null)
            {
                guesses.Add(guess);
            }
        }
    }

    private static void RefuseMissingHeader(IntakeTable table, NumberReading numbers)
    {
        string? odd = table.Header.FirstOrDefault(h => h.Length > 0 && ((numbers.TryRead(h, out double v) && !double.IsNaN(v)) || DateForm.All.Any(f => f.Read(h) is not null)));
        if (odd is not null)
        {
            throw new IntakeException("ND0039", table.File, 1, $"{DiagnosticBag.Quote(string.Join(", ", table.Header))} in the first row, of which {DiagnosticBag.Quote(odd)} seems to be a value", "a header: a name for each column", "write one above the rows, such as date,place,cases");
        }
    }

    private static IntakeException TooLarge(string file, long length, ReadLimits limits) =>
        new("ND0013", file, null, $"{length:N0} bytes", $"at most {limits.FileBytes:N0} bytes", "keep only the columns of date, place, count and population, and add up rows of one place and date");
}

/// <summary>Files in memory.</summary>
internal sealed class MemorySource(ImmutableArray<(string Name, byte[] Bytes)> files) : FileSource
{
    public override byte[]? Read(string path, ReadLimits limits, string? howToGet, DiagnosticBag bag) =>
        Fits(path, files.First(f => f.Name == path).Bytes.Length, limits, bag) ? files.First(f => f.Name == path).Bytes : null;
}
