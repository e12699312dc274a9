using NimmGen.Report;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>Every figure of a run's report as pictures and as numbers.</summary>
internal static class FigureExports
{
    public static int Write(Terminal terminal, string path, string? output, bool png)
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

        Plot[] plots = [.. RunPlots.Of(run)];
        if (plots.Length == 0)
        {
            throw new UserErrorException($"{path}: this run has no figure yet", "a run with at least one candidate", $"let it go on: nimmgen resume {path}");
        }

        PictureException? failed = null;
        void Picture(string name, string svg, string onWhite)
        {
            string stem = Path.Combine(folder, FileName(name));
            FigureFiles.Write(terminal, stem + ".svg", svg);
            failed ??= png ? FigureFiles.TryWritePng(terminal, stem + ".png", onWhite) : null;
        }

        foreach (Plot plot in plots)
        {
            string svg = PlotSvg.Render(plot);
            Picture(plot.Name, svg, svg);
            FigureFiles.Write(terminal, Path.Combine(folder, FileName(plot.Name) + ".csv"), PlotCsv.Of(plot));
        }

        if (run.Final is { } final)
        {
            IReadOnlyDictionary<string, double>? means = final.Origins.IsDefaultOrEmpty ? null : final.Origins[^1].FlowMeans;
            Picture("structure", SvgDiagram.Document(final.Mechanism, means), SvgDiagram.OnWhite(final.Mechanism, means));
            FigureFiles.Write(terminal, Path.Combine(folder, "structure.csv"), FlowCsv.Of(final.Mechanism, means));
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
        string kinds = png && failed is null ? ".svg, .png and .csv" : ".svg and .csv";
        terminal.Error.WriteLine($"{Figures.Count(plots.Length, "figure")}, each as {kinds}{(run.Final is null
            ? "; the run has not ended, so there is no forecast yet" : samples is not null
            ? "; structure is the diagram of the twin, samples.csv every sample with what was predicted" : "; structure is the diagram of the twin, quantiles.csv the forecasts of every place")}");
        if (failed is not null)
        {
            // The same pictures are there as SVG, so this is no failure.
            terminal.Error.WriteLine($"warning: no PNG was written: {failed.Message}\n  expected: {failed.Expected}\n  fix:      {failed.Fix}; or do without: --no-png");
        }

        return ExitCode.Done;
    }

    // Names of parameters come from models, which may hold anything.
    private static string FileName(string name) => string.Concat(name.Take(80).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
