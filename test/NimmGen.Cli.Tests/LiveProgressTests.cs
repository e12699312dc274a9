using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Search;
using Spectre.Console;

namespace NimmGen.Cli.Tests;

public sealed class LiveProgressTests
{
    [Fact]
    public void The_live_view_shows_stage_best_naive_bugs_and_time()
    {
        var before = new RunRecord(new("boarding-school", 8, 2, 0), null!, [], null, "1", "2026-11-23T21:00:00Z", 0);
        var state = new ProgressState(before, TimeProvider.System);
        state.Apply(new BaselinesScored([new("last value", [9.5], [9.5], [9.5])]));
        state.Apply(new CandidateFinished(Candidate(1, 8, []), 1, 8));
        state.Apply(new CandidateFinished(Candidate(2, double.NaN, [new("NG1003", Severity.Error, Place.None, "units")]), 2, 8));
        state.Apply(new StageReached(3, "train CalibNN", 0.5));
        using var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 100;
        console.Write(LiveProgress.Draw(state.Now() with { Elapsed = TimeSpan.FromSeconds(75) }));
        Snapshot.Match("live", text.ToString());
    }

    private static CandidateRecord Candidate(int number, double score, ImmutableArray<Diagnostic> diagnostics) =>
        new(number, null, $"Model{number}", "", "", null, double.IsNaN(score) ? Outcome.Rejected : Outcome.Scored, diagnostics, [], score, 1);
}
