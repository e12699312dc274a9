using NimmGen.Report;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>Every figure of a run's report as a picture and as numbers.</summary>
internal static class FigureExports
{
    public static int Write(Terminal terminal, string path, string? output)
    {
        RunRecord run;
        using (var store = SqliteRunStore.Open(terminal.Resolve(path), write: false))
        {
            run = store.Load();
        }

        string folder = output ?? Path.ChangeExtension(path, null) + "-figures", full = terminal.Resolve(folder);
        try
        {
            Directory.CreateDirectory(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UserErrorException($"{folder}: no folder can be made there ({e.Message})", "a path that you may write to", "name another folder with --output DIR");
        }

        int written = 0;
        foreach (Plot plot in RunPlots.Of(run))
        {
            string stem = Path.Combine(folder, FileName(plot.Name));
            FigureFiles.Write(terminal, stem + ".svg", PlotSvg.Render(plot));
            FigureFiles.Write(terminal, stem + ".csv", PlotCsv.Of(plot));
            written++;
        }

        if (written == 0)
        {
            throw new UserErrorException($"{path}: this run has no figure yet", "a run with at least one candidate", $"let it go on: nimmgen resume {path}");
        }

        if (QuantileCsv.Of(run) is { } quantiles)
        {
            FigureFiles.Write(terminal, Path.Combine(folder, "quantiles.csv"), quantiles);
        }

        string? samples = SampleCsv.Of(run);
        if (samples is not null)
        {
            FigureFiles.Write(terminal, Path.Combine(folder, "samples.csv"), samples);
        }

        terminal.Out.WriteLine(folder);
        terminal.Error.WriteLine($"{Figures.Count(written, "figure")}, each as .svg and .csv{(run.Final is null ? "; the run has not ended, so there is no forecast yet" : samples is not null ? "; samples.csv holds every sample with what was predicted" : "; quantiles.csv holds the forecasts of every place")}");
        return ExitCode.Done;
    }

    // Names of parameters come from models, which may hold anything.
    private static string FileName(string name) => string.Concat(name.Take(80).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
