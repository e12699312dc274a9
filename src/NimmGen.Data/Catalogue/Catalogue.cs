using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>
/// The data sets the program knows: their cards are part of it; their files are not, except those of <see cref="Default"/> and
/// those that it simulates.
/// </summary>
public static class Catalogue
{
    private const string Prefix = "catalogue";

    private static readonly Lazy<ImmutableArray<DataCard>> Cards = new(Load);

    /// <summary>Every card, by name.</summary>
    public static ImmutableArray<DataCard> All => Cards.Value;

    /// <summary>The data set that needs no files: influenza in an English boarding school, 1978.</summary>
    public static DataCard Default => Find("boarding-school")!;

    /// <summary>The card of that name, or null.</summary>
    public static DataCard? Find(string name) => All.FirstOrDefault(c => c.Name == name);

    /// <summary>True where the files are in the program.</summary>
    public static bool IsEmbedded(DataCard card) => Resources.Contains($"{Prefix}/{CardPaths.Below(card, card.Data)}") && ReferenceEquals(Find(card.Name), card);

    /// <summary>
    /// Reads a data set by name from the program or from the data root, which is <paramref name="dataOption"/>, else the
    /// variable <see cref="DataRoot.Variable"/>. An unknown name or a missing folder is a diagnostic.
    /// </summary>
    public static ReadResult Read(string name, string? dataOption = null, Func<string, string?>? environment = null)
    {
        if (Find(name) is not { } card)
        {
            string near = Nearest.To(name, All.Select(c => c.Name)) is { } word ? $"did you mean '{word}'? " : "";
            return new(null, [new("ND0024", DataSeverity.Error, "catalogue", null, $"no data set named {DiagnosticBag.Quote(name)}", $"one of {string.Join(", ", All.Select(c => c.Name))}", $"{near}A folder of your own needs a card.json in it.")]);
        }

        if (Simulations.Make(name) is { } made)
        {
            return new(made, []);
        }

        if (IsEmbedded(card))
        {
            return PanelReader.Read(card, new EmbeddedSource(Prefix), new());
        }

        string? root = DataRoot.Find(dataOption, environment);
        return Directory.Exists(root)
            ? PanelReader.Read(card, new FolderSource(root, $"the file is damaged or another version: 'nimmgen data get {name}' fetches it again; for data of your own, write a card of your own"), new())
            : new(null, [DataRoot.Missing(root, card)]);
    }

    private static IEnumerable<string> Resources => typeof(Catalogue).Assembly.GetManifestResourceNames();

    private static ImmutableArray<DataCard> Load() =>
        [.. Resources.Where(r => r.EndsWith("/card.json", StringComparison.Ordinal)).Select(LoadCard).Concat(Simulations.Cards).OrderBy(c => c.Name, StringComparer.Ordinal)];

    private static DataCard LoadCard(string resource)
    {
        using Stream stream = typeof(Catalogue).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        CardResult result = CardReader.Parse(bytes, resource);
        return result.Card ?? throw new InvalidOperationException($"{resource}: {string.Join(Environment.NewLine, result.Diagnostics)}");
    }
}
