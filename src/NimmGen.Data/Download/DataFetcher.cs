using System.Collections.Immutable;
using System.Security.Cryptography;

namespace NimmGen.Data;

/// <summary>What came of getting one file.</summary>
/// <param name="Path">Below the data root.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Problem">What is wrong, where it is not there.</param>
public sealed record FetchedFile(string Path, FetchOutcome Outcome, DataDiagnostic? Problem);

public enum FetchOutcome
{
    /// <summary>It was there already, with the right checksum.</summary>
    Kept,

    /// <summary>It was fetched, tidied and has the right checksum.</summary>
    Fetched,
    Failed,
}

/// <summary>
/// Gets the files of a data set of the catalogue into a data root: reads the public files, tidies them as
/// <see cref="DataRecipe"/> says, compares the checksum with the card's, and only then puts each in its place, in one step.
/// </summary>
public sealed class DataFetcher
{
    private const string Unfinished = ".unfinished";

    private readonly FetchOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly Func<string, DataRecipe?> _recipes;

    public DataFetcher(FetchOptions options, TimeProvider time)
        : this(options, time, HttpFetch.Client(), Recipes.Find)
    {
    }

    internal DataFetcher(FetchOptions options, TimeProvider time, HttpClient http, Func<string, DataRecipe?> recipes) => (_options, _time, _http, _recipes) = (options, time, http, recipes);

    /// <summary>Gets what is not there yet, file by file; one that fails does not keep the others from being got.</summary>
    /// <param name="card">A card of the catalogue whose files are not in the program.</param>
    /// <param name="root">The data root; it is made if need be.</param>
    /// <param name="progress">Called often, from this call.</param>
    /// <param name="cancellation">What has arrived is kept.</param>
    /// <exception cref="IOException">The data root cannot be written.</exception>
    public async Task<ImmutableArray<FetchedFile>> Get(DataCard card, string root, Action<FetchProgress> progress, CancellationToken cancellation)
    {
        var results = ImmutableArray.CreateBuilder<FetchedFile>();
        string unfinished = Path.Combine(root, Unfinished);
        var fetch = new HttpFetch(_http, _options, _time, unfinished);

        // Two files may be made of one address, and that address is read once.
        var read = new Dictionary<string, byte[]>();
        foreach (DataFile file in card.Files.DistinctBy(f => CardPaths.Below(card, f)))
        {
            results.Add(await GetFile(card, file, root, fetch, read, progress, cancellation));
        }

        if (Directory.Exists(unfinished) && !Directory.EnumerateFileSystemEntries(unfinished).Any())
        {
            Directory.Delete(unfinished);
        }

        return results.ToImmutable();
    }

    private async Task<FetchedFile> GetFile(DataCard card, DataFile file, string root, HttpFetch fetch, Dictionary<string, byte[]> read, Action<FetchProgress> progress, CancellationToken cancellation)
    {
        string path = CardPaths.Below(card, file), full = Path.Combine(root, path);
        if (File.Exists(full) && Matches(await File.ReadAllBytesAsync(full, cancellation), file.Sha256))
        {
            return new(path, FetchOutcome.Kept, null);
        }

        DataRecipe? recipe = _recipes(path);
        Uri? mirrored = _options.Mirror is { } mirror ? new Uri(mirror, path) : null;
        if (recipe is null && mirrored is null)
        {
            return Failed("ND0037", "no public address that a program could take it from", $"the file, made by hand, as {full}", card.Source ?? "see the card: nimmgen data card " + card.Name);
        }

        try
        {
            byte[] made = mirrored is not null ? await Read(mirrored.AbsoluteUri) : recipe!.Tidy(await ReadAll(recipe.Addresses));
            if (!Matches(made, file.Sha256))
            {
                return Failed(
                    "ND0036", $"{(mirrored is null ? recipe!.Addresses[0] : mirrored.AbsoluteUri)}: bytes that make a file of SHA-256 {Convert.ToHexStringLower(SHA256.HashData(made))}", $"SHA-256 {file.Sha256}",
                    "the source was changed or the answer damaged: try again; if it stays so, report it. Nothing was written");
            }

            await Put(full, made);
            return new(path, FetchOutcome.Fetched, null);
        }
        catch (FetchException e)
        {
            return Failed(e.Code, e.Message, "the file from its public address", $"{e.Fix}. Then 'nimmgen data get {card.Name}' goes on. By hand: {ByHand(card, path, root, recipe)}");
        }
        catch (TidyException e)
        {
            return Failed("ND0036", $"{recipe!.Addresses[0]}: {e.Message}", "the layout that the file had when the catalogue was written", "the source was changed, or the answer is no data: try again; if it stays so, report it");
        }

        async Task<IReadOnlyList<byte[]>> ReadAll(ImmutableArray<string> addresses)
        {
            var sources = new List<byte[]>();
            foreach (string address in addresses)
            {
                sources.Add(await Read(address));
            }

            return sources;
        }

        async Task<byte[]> Read(string address)
        {
            if (!read.TryGetValue(address, out byte[]? bytes))
            {
                bytes = await fetch.Read(new Uri(address), (received, expected, note) => progress(new(path, address, received, expected, note)), cancellation);
                read.Add(address, bytes);
            }

            return bytes;
        }

        FetchedFile Failed(string code, string got, string expected, string fix) => new(path, FetchOutcome.Failed, new(code, DataSeverity.Error, path, null, got, expected, fix));
    }

    // For a machine without a network: another one fetches the files, or the whole data root is carried over.
    private static string ByHand(DataCard card, string path, string root, DataRecipe? recipe) =>
        (recipe is { Addresses.Length: 1 } one ? $"the raw file is {one.Addresses[0]} ({one.Does}); " : "")
        + $"run the command on a machine that has a network and copy {path} into {root}, or name a folder that has it with --data DIR or {DataRoot.Variable}";

    // A reader finds the old file or the whole new one, never a part.
    private static async Task Put(string full, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string beside = $"{full}.{Environment.ProcessId}.new";
        try
        {
            await File.WriteAllBytesAsync(beside, bytes, CancellationToken.None);
            File.Move(beside, full, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static bool Matches(byte[] bytes, string? sha256) =>
        sha256 is null || string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), sha256, StringComparison.OrdinalIgnoreCase);
}
