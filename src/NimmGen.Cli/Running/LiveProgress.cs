using NimmGen.Search;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace NimmGen.Cli;

/// <summary>Progress drawn on the terminal, a few lines that are redrawn in place.</summary>
internal sealed class LiveProgress(ProgressState state) : IProgress<RunEvent>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    public void Report(RunEvent value) => state.Apply(value);

    /// <summary>Draws until the work has ended, in whatever way.</summary>
    public static async Task<T> Watch<T>(IAnsiConsole console, ProgressState state, TimeProvider time, Func<Task<T>> work)
    {
        Task<T> running = Task.Run(work);
        await console.Live(Draw(state.Now())).AutoClear(true).StartAsync(async context =>
        {
            while (!running.IsCompleted)
            {
                context.UpdateTarget(Draw(state.Now()));
                await Task.WhenAny(running, Task.Delay(Interval, time));
            }
        });
        return await running;
    }

    internal static IRenderable Draw(ProgressState.View view)
    {
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true }).AddColumn();
        void Line(string label, string text) => grid.AddRow(new Text(label), new Text(text));

        if (view.Test is { } test)
        {
            Line("test", $"{Bar(test.Done, test.Total)} {test.Done} of {test.Total} trainings done, on the data that judge");
        }
        else
        {
            Line("candidates", $"{Bar(view.Done, view.Total)} {view.Done} of {view.Total} done");
        }

        foreach (StageReached stage in view.Stages)
        {
            Line($"  number {stage.Number}", $"{Bar(stage.Fraction, 1)} {stage.Stage}");
        }

        string naive = view.Naive is null ? "" : $"best naive forecast: {Figures.Score(view.Naive.Mean)} ({view.Naive.Method})";
        Line("best score", view.Best is null ? $"none yet; {naive}" : $"{Figures.Score(view.Best.Score)} ({view.Best.Name}); {naive}");
        Line("bugs by code", view.Bugs.Count == 0 ? "none" : string.Join(", ", view.Bugs.Select(b => $"{b.Key} x {b.Value}")));
        if (view.Spent is { } spent)
        {
            Line("language model", spent);
        }

        Line("elapsed", $"{Figures.Duration(view.Elapsed.TotalSeconds)}; Ctrl-C stops and keeps what was found");
        return grid;
    }

    private static string Bar(double done, double total)
    {
        const int Width = 20;
        int filled = total > 0 ? (int)Math.Clamp(Math.Round(Width * done / total), 0, Width) : 0;
        return "[" + new string('=', filled) + new string(' ', Width - filled) + "]";
    }
}
