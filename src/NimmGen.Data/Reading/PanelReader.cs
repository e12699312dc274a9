using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>Reads the files of a card into a panel, or says everything that is wrong with them at once.</summary>
public static class PanelReader
{
    /// <summary>Name of the card in a data folder.</summary>
    public const string CardFile = "card.json";

    private const int CardBytes = 1 << 20;

    /// <summary>Reads a card's files from the data root <paramref name="folder"/>. The files are not trusted: they cannot make this crash or hang.</summary>
    public static ReadResult Read(DataCard card, string folder, ReadLimits? limits = null) => Read(card, new FolderSource(folder), limits ?? new());

    /// <summary>Reads a folder that holds its own <c>card.json</c>.</summary>
    public static ReadResult ReadFolder(string folder, ReadLimits? limits = null)
    {
        CardResult card = ReadCard(folder);
        return card.Card is null ? new(null, card.Diagnostics) : Read(card.Card, folder, limits);
    }

    /// <summary>The <c>card.json</c> of a folder, without the files that it names.</summary>
    public static CardResult ReadCard(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return new(null, [DataRoot.Missing(folder, null)]);
        }

        var bag = new DiagnosticBag();
        byte[]? json = new FolderSource(folder).Read(CardFile, new() { FileBytes = CardBytes }, $"write {CardFile} beside the CSV file, or let 'nimmgen data init FILE.csv' write it; docs/data-cards.md shows one", bag);
        return json is null ? new(null, bag.ToImmutable()) : CardReader.Parse(json, CardFile);
    }

    internal static ReadResult Read(DataCard card, FileSource source, ReadLimits limits)
    {
        var bag = new DiagnosticBag();
        CardChecks.Check(card, CardFile, bag);
        if (bag.HasErrors)
        {
            return new(null, bag.ToImmutable());
        }

        string path = CardPaths.Below(card, card.Data);
        IReadOnlyList<string>? locations = null;
        IReadOnlyList<string> groups = [];
        List<DataRow> rows = [];
        ImmutableArray<DateOnly> times = default;
        if (CsvTable.Open(source, path, card.Data, Recipes.HowToGet(card), limits, bag) is { } table)
        {
            var reader = new RowReader(card, table, CompositionReader.Create(card, source, limits, bag), bag);
            rows = reader.Read();
            (locations, groups) = (reader.Locations, reader.Groups);
            SampleSelection.CheckCounts(card, path, rows.Count, groups, bag);
            times = TimeIndex.Check(card, path, locations, rows, reader.SomeUnread, bag);
        }

        IReadOnlyList<string>? places = locations is { Count: 0 } ? null : locations;
        var constants = new ConstantReader(card, source, limits, bag).Read(places);
        var matrices = new MatrixReader(card, source, limits, bag).Read(places);
        if (!times.IsDefault)
        {
            CheckWindows(card, times.Length, bag);
        }

        if (bag.HasErrors)
        {
            return new(null, bag.ToImmutable());
        }

        var values = Arrange(card, times, locations!.Count, rows);
        var imputed = Imputation.CarryForward(card, path, locations, times.Length, values, bag);
        Panel panel = Panel.Create(card, locations, times, values, constants, imputed, matrices, groups);
        PopulationCheck.Check(panel, path, bag);
        return new(bag.HasErrors ? null : panel, bag.ToImmutable());
    }

    // The index has been checked: every cell of every array is set exactly once.
    private static Dictionary<string, double[]> Arrange(DataCard card, ImmutableArray<DateOnly> times, int locations, List<DataRow> rows)
    {
        var steps = times.Select((time, t) => (time, t)).ToDictionary(p => p.time, p => p.t);
        ImmutableArray<ChannelColumn> series = ChannelColumn.Of(card);
        double[][] arrays = [.. series.Select(_ => new double[times.Length * locations])];
        foreach (DataRow row in rows)
        {
            int at = steps[row.Time] * locations + row.Location;
            for (int c = 0; c < arrays.Length; c++)
            {
                arrays[c][at] = row.Values[c];
            }
        }

        return series.Zip(arrays).ToDictionary(p => p.First.Key, p => p.Second);
    }

    private static void CheckWindows(DataCard card, int steps, DiagnosticBag bag)
    {
        if (card.Windows is { } windows && windows.TestOrigins[^1].TrainSteps + windows.Horizon > steps)
        {
            bag.Error("ND0027", CardFile, null, $"test origin {windows.TestOrigins[^1].TrainSteps} with horizon {windows.Horizon}, which ends after step {steps}, the last of the data", "origin + horizon within the data", "remove the origin, or shorten the horizon");
        }
    }
}
