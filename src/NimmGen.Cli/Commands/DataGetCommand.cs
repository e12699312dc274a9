using System.CommandLine;
using NimmGen.Data;

namespace NimmGen.Cli;

/// <summary><c>nimmgen data get NAME...|--all</c>: fetches the files of the catalogue's data sets, tidies them and compares them with their checksums.</summary>
internal static class DataGetCommand
{
    /// <param name="Name">Of the data set.</param>
    /// <param name="Folder">Data root; null where nothing is to be got.</param>
    /// <param name="Outcome">What came of it, in words.</param>
    /// <param name="Files">One a file.</param>
    private sealed record Got(string Name, string? Folder, string Outcome, IReadOnlyList<FetchedFile> Files);

    public static Command Create(Terminal terminal, Func<CancellationToken> cancellation)
    {
        var names = new Argument<string[]>("NAME") { Description = "Data sets of the catalogue ('nimmgen data list')", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every data set of the catalogue" };
        var data = new Option<string?>("--data") { Description = "Folder to put the files into; else the variable NIMMGEN_DATA, else a cache in your home, which all commands then find by themselves", HelpName = "DIR" };
        var mirror = new Option<string?>("--mirror") { Description = "Take finished files from a copy of such a folder, as http://server/nimmgen/, instead of the public repositories", HelpName = "URL" };
        Option<bool> json = SharedOptions.Json();
        var command = new ExampleCommand(
            "get",
            "Fetch data sets: public files at fixed addresses, tidied, compared with their checksums. Proxies are those of HTTPS_PROXY and NO_PROXY. What was cut off goes on where it ended",
            "nimmgen data get covid-bogota",
            "nimmgen data get influenza-usa alloys-fcc --data ../shared/data",
            "nimmgen data get --all --mirror http://files.example/nimmgen/")
        { names, all, data, mirror, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == (result.GetValue(names) is { Length: > 0 }))
            {
                result.AddError("name data sets, or --all");
            }

            if (result.GetValue(mirror) is { } address && !TryMirror(address, out _))
            {
                result.AddError($"--mirror {address}: an address that begins with http:// or https:// is expected");
            }
        });
        command.SetAction(async (parsed, _) =>
        {
            DataCard[] cards = parsed.GetValue(all) ? [.. Catalogue.All] : [.. parsed.GetValue(names)!.Distinct().Select(n => Catalogue.Find(n) ?? throw UnknownNames.Of("data set", n, Catalogue.All.Select(c => c.Name)))];
            string? folder = DataRoot.ForDownloads(parsed.GetValue(data), terminal.Variable) is { } found ? terminal.Resolve(found) : null;
            var fetcher = new DataFetcher(new FetchOptions { Mirror = parsed.GetValue(mirror) is { } address && TryMirror(address, out Uri? uri) ? uri : null }, terminal.Time);
            var done = new List<Got>();
            CancellationToken stop = cancellation();
            foreach (DataCard card in cards)
            {
                try
                {
                    done.Add(await Get(terminal, fetcher, card, folder, stop));
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    terminal.Error.WriteLine($"stopped; what has arrived is kept in {folder}");
                    terminal.Error.WriteLine($"go on with: nimmgen data get {(parsed.GetValue(all) ? "--all" : string.Join(' ', cards.Select(c => c.Name)))}{(parsed.GetValue(data) is { } dir ? $" --data {dir}" : "")}");
                    return ExitCode.Cancelled;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw new UserErrorException($"{folder}: the files cannot be written there ({e.Message})", "a folder that you may write to and a disk with room, used by one 'data get' at a time", "name another folder with --data DIR");
                }

                if (!parsed.GetValue(json))
                {
                    terminal.Out.WriteLine($"{card.Name}: {done[^1].Outcome}");
                }
            }

            if (parsed.GetValue(json))
            {
                terminal.WriteJson(done);
            }

            return done.Any(g => g.Files.Any(f => f.Outcome == FetchOutcome.Failed)) ? ExitCode.UserError : ExitCode.Done;
        });
        return command;
    }

    private static async Task<Got> Get(Terminal terminal, DataFetcher fetcher, DataCard card, string? folder, CancellationToken cancellation)
    {
        if (card.Simulated)
        {
            return new(card.Name, null, "the program makes it from its seed; there is nothing to get", []);
        }

        if (Catalogue.IsEmbedded(card))
        {
            return new(card.Name, null, "its files are in the program; there is nothing to get", []);
        }

        if (folder is null)
        {
            throw new UserErrorException("no folder to put the files into: neither --data, NIMMGEN_DATA nor a home folder", "one of them", "name a folder with --data DIR");
        }

        IReadOnlyList<FetchedFile> files = await FetchProgressLines.Watch(terminal, report => fetcher.Get(card, folder, report, cancellation));
        foreach (FetchedFile failed in files.Where(f => f.Problem is not null))
        {
            terminal.Error.WriteLine(failed.Problem);
        }

        int Count(FetchOutcome outcome) => files.Count(f => f.Outcome == outcome);
        string[] parts =
        [
            .. Count(FetchOutcome.Fetched) is > 0 and var fetched ? [$"{Figures.Count(fetched, "file")} fetched"] : (string[])[],
            .. Count(FetchOutcome.Kept) is > 0 and var kept ? [$"{kept} there already"] : (string[])[],
            .. Count(FetchOutcome.Failed) is > 0 and var missing ? [$"{missing} not to be had"] : (string[])[],
        ];
        return new(card.Name, folder, $"{string.Join(", ", parts)}; in {folder}. Licence: {card.Licence}", files);
    }

    // The slash makes it a folder: without it the last part would be replaced.
    private static bool TryMirror(string address, out Uri? mirror) =>
        Uri.TryCreate(address.EndsWith('/') ? address : address + "/", UriKind.Absolute, out mirror) && mirror.Scheme is "http" or "https";
}
