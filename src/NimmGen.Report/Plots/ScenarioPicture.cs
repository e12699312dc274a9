using System.Collections.Immutable;
using System.Net;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>Scenarios beside what was observed, as the paper's Figure 3.</summary>
public static class ScenarioPicture
{
    /// <summary>One plot: observed, the twin without a scenario, and one line a scenario.</summary>
    /// <param name="run">The run, for names and observations.</param>
    /// <param name="expected">What the winner says of every step without a scenario.</param>
    /// <param name="answers">The scenarios; one that changes nothing is left out.</param>
    public static Plot Plot(RunRecord run, ImmutableArray<double> expected, IEnumerable<ScenarioAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(run);
        var view = new RunView(run);
        double[] observed = view.ObservedAggregate();
        ScenarioAnswer[] shown = [.. answers.Where(a => a.Winner.Difference != 0)];
        int from = shown.Length == 0 ? expected.Length : shown.Min(a => a.Winner.From);

        // Enough of the past to see where it comes from.
        int first = Math.Max(0, from - Math.Max(2 * (expected.Length - from), 10 * run.Data.Horizon));
        double X(int step) => view.Calendar.Position(step);
        ImmutableArray<double> Xs(int start, int count) => [.. Enumerable.Range(start, count).Select(X)];
        int seen = Math.Min(observed.Length, expected.Length) - first;
        return new(
            "scenarios", $"{view.Data.Title}: what if", view.Calendar.HasDates ? "" : view.Calendar.Step, view.TargetAxis, view.Calendar.HasDates,
            [
                new("observed", Xs(first, seen), [.. observed[first..(first + seen)]], CurveStyle.Hollow, 0),
                new("twin", Xs(first, expected.Length - first), expected[first..], CurveStyle.Line, 1),
                .. shown.Select((a, i) => new Curve(a.Scenario.Name, Xs(a.Winner.From, a.Winner.Values.Length), a.Winner.Values, i % 2 == 0 ? CurveStyle.Line : CurveStyle.Dashed, 2 + i)),
            ])
        {
            Rule = from < expected.Length ? X(from) : double.NaN,
        };
    }

    /// <summary>The plot as SVG.</summary>
    public static string Svg(RunRecord run, ImmutableArray<double> expected, IEnumerable<ScenarioAnswer> answers) => PlotSvg.Render(Plot(run, expected, answers));

    /// <summary>A page that holds nothing but the picture.</summary>
    /// <param name="run">For the title.</param>
    /// <param name="svg">The picture.</param>
    public static string Html(RunRecord run, string svg)
    {
        ArgumentNullException.ThrowIfNull(run);
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
            + $"<title>{WebUtility.HtmlEncode(run.Data.Title)}: what if</title><style>body{{margin:1rem}}svg{{max-width:100%;height:auto}}</style></head><body><main><h1 style=\"font:600 1.2rem system-ui\">{WebUtility.HtmlEncode(run.Data.Title)}: what if</h1>\n{svg}</main></body></html>\n";
    }
}
