using System.Collections.Immutable;

namespace NimmGen.Evaluate.Benchmarks;

/// <summary>The paper's Tables 1, 2 and 5 from the cells of a benchmark, then each kind in full and the differences that mean something.</summary>
/// <param name="rows">One a task, method and mode.</param>
/// <param name="protocol">Under which choices were made.</param>
/// <param name="quick">True where trainings were scaled down: every title says so.</param>
public sealed class BenchmarkTables(IReadOnlyList<RowScores> rows, SelectionProtocol protocol, bool quick)
{
    private const string LastValue = "last-value";

    // Columns of the paper's tables: the head, and the methods of which it shows the first that has a row.
    private static readonly (string Head, string Method)[] TableOne =
    [
        ("LSTM", "lstm"), ("Transformer", "transformer"), ("Grad-Metapopulation", "grad-metapopulation"), ("Zero-shot", "zero-shot"), ("HDTwinGen", "hdtwingen"), ("NIMMgen", "nimmgen"),
        ("built-in modeller", "nimmgen-builtin"), ("last value", LastValue),
    ];

    private static readonly (string Head, string Method)[] TableTwo =
        [("Zero-shot", "zero-shot"), ("HDTwinGen", "hdtwingen"), ("NIMMgen", "nimmgen"), ("built-in modeller", "nimmgen-builtin"), ("persistence", "persistence")];

    private static readonly (string Head, string Method)[] TableFive =
        [("Neural network", "network"), ("NIMMgen", "nimmgen"), ("mechanism and network", "mechanism-network"), ("mean of the training alloys", "mean")];

    public ImmutableArray<BenchmarkTable> All() => [.. PaperTables().Concat(Full()).Concat(Comparisons()).Where(t => !t.Rows.IsEmpty)];

    private IEnumerable<BenchmarkTable> PaperTables()
    {
        yield return Paper("table-1", "Table 1: public health, RMSE of the aggregate series, mean over the test origins (bugs in the last 20 programs)", BenchmarkKind.Forecast, TableOne);
        yield return Paper("table-2", "Table 2: clinical, root of the one-day mean squared error", BenchmarkKind.Cohort, TableTwo);
        yield return Paper("table-5", "Table 5: materials, RMSE of yield strength in MPa, nested cross-validation by formula", BenchmarkKind.Samples, TableFive);
    }

    private BenchmarkTable Paper(string name, string title, BenchmarkKind kind, (string Head, string Method)[] columns)
    {
        RowScores[] own = [.. rows.Where(r => r.Task.Kind == kind)];
        columns = [.. columns.Where(c => own.Any(r => r.Method.Name == c.Method))];
        var reasons = new SortedSet<string>(StringComparer.Ordinal);
        var lines = from task in own.Select(r => r.Task).DistinctBy(t => t.Name)
                    from mode in kind == BenchmarkKind.Forecast ? (string[])[BenchmarkMethod.Mechanistic, BenchmarkMethod.Hybrid] : [BenchmarkMethod.NoMode]
                    select (ImmutableArray<string>)
                    [
                        Named(task), .. kind == BenchmarkKind.Forecast ? (string[])[mode] : [],
                        .. columns.Select(c => PaperCell(own, task, c.Method, mode, reasons)), PaperFigures.Of(task.Name),
                    ];
        ImmutableArray<ImmutableArray<string>> body = [.. lines];
        return new(
            name, Marked(title), ["task", .. kind == BenchmarkKind.Forecast ? (string[])["mode"] : [], .. columns.Select(c => ">" + c.Head), ">paper's best (read on a third-party page)"],
            body, [ProtocolNote(), .. reasons.Select(r => $"Open: {r}")]);
    }

    private static string PaperCell(RowScores[] own, BenchmarkTask task, string method, string mode, SortedSet<string> reasons)
    {
        RowScores? row = own.FirstOrDefault(r => r.Task.Name == task.Name && r.Method.Name == method && (r.Mode == mode || r.Mode == BenchmarkMethod.NoMode || mode == BenchmarkMethod.NoMode));
        if (row is null)
        {
            return "";
        }

        if (row.Reason.Length > 0)
        {
            reasons.Add($"{row.Method.Title}: {row.Reason}.");
            return "open";
        }

        return BenchmarkTable.Figure(row.Rmse) + (row.Bugs is { } bugs ? $" ({bugs:0.#})" : "");
    }

    private IEnumerable<BenchmarkTable> Full()
    {
        yield return new(
            "public-health", Marked("Public health, every method"),
            ["task", "method", "mode", ">RMSE", ">per location", ">MAE", ">of last value", ">earlier origins", ">WIS", ">WIS of logs", ">50/80/95 % coverage", ">paper's best", ">seeds", ">s a cell", "what was chosen, or why there is no figure"],
            Lines(BenchmarkKind.Forecast, (r, last) =>
            [
                Named(r.Task), r.Method.Title, r.Mode, BenchmarkTable.Figure(r.Rmse), BenchmarkTable.Figure(r.Second), BenchmarkTable.Figure(r.MeanAbsolute),
                Ratio(r, last), BenchmarkTable.Figure(r.Earlier), BenchmarkTable.Figure(r.Wis), BenchmarkTable.Figure(r.LogWis), Coverage(r), PaperFigures.Of(r.Task.Name), $"{r.Count}", Seconds(r), Words(r),
            ]),
            [
                ProtocolNote(),
                "RMSE and MAE are of the series added over locations, per location pooled over steps and locations; each the mean over the test origins, with the deviation over seeds. "
                + "Earlier origins: the same RMSE on the validation origins, all of which lie before the first test origin; where a method chose anything on these, its figure there is optimistic. WIS and coverage are of quantiles of the aggregate: those of the method, or, for one that gives points, those that its errors on the earlier origins make of them (split conformal); a method without earlier origins has none.",
            ]);
        yield return new(
            "clinical", Marked("Clinical, every method"),
            ["task", "method", ">one day, RMSE", ">60 days, RMSE of the volume", ">of persistence", ">paper's best", ">seeds", ">s a cell", "what was chosen, or why there is no figure"],
            Lines(BenchmarkKind.Cohort, (r, last) =>
                [Named(r.Task), r.Method.Title, BenchmarkTable.Figure(r.Rmse), BenchmarkTable.Figure(r.Second), Ratio(r, last), PaperFigures.Of(r.Task.Name), $"{r.Count}", Seconds(r), Words(r)]),
            ["One day: root of the mean squared error over test patients, days and states, each day from the true day before; the first day counts as zero error, as in HDTwinGen. 60 days: the volume simulated from the first day on."]);
        yield return new(
            "materials", Marked("Materials, every method"),
            ["task", "method", ">RMSE, MPa", ">MAE, MPa", ">of the mean", ">paper's best", ">seeds", ">s a cell", "what was chosen, or why there is no figure"],
            Lines(BenchmarkKind.Samples, (r, last) =>
                [Named(r.Task), r.Method.Title, BenchmarkTable.Figure(r.Rmse), BenchmarkTable.Figure(r.MeanAbsolute), Ratio(r, last), PaperFigures.Of(r.Task.Name), $"{r.Count}", Seconds(r), Words(r)]),
            ["Each alloy is predicted by a model that was chosen and trained without any alloy of its formula. The paper's selection of alloys is not public: its figure is of other alloys."]);
    }

    private IEnumerable<BenchmarkTable> Comparisons()
    {
        var lines = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        foreach (var task in rows.Where(r => r.Losses.Length > 0).GroupBy(r => r.Task.Name))
        {
            RowScores[] ranked = [.. task.OrderBy(r => r.Losses.Average())];
            RowScores? naive = Naive(task);
            double[] best = Significance.Holm([.. ranked.Select(r => r == ranked[0] ? double.NaN : Significance.Compare(r, ranked[0]))]);
            double[] last = Significance.Holm([.. ranked.Select(r => naive is null || r == naive ? double.NaN : Significance.Compare(r, naive))]);
            lines.AddRange(ranked.Select((r, i) => (ImmutableArray<string>)
            [
                Named(r.Task), r.Method.Title, r.Mode, BenchmarkTable.Figure(Math.Sqrt(r.Losses.Average())), $"{r.Losses.Length}", i == 0 ? "(first)" : BenchmarkTable.Probability(best[i]),
                r == naive ? "(naive)" : BenchmarkTable.Probability(last[i]), Verdict(r, naive, last[i]),
            ]));
        }

        yield return new(
            "differences", Marked("Which differences mean something"),
            ["task", "method", "mode", ">root mean squared error", ">units", ">p, against the first", ">p, against the naive", "against the naive"], lines.ToImmutable(),
            [
                "Units: earlier origins for forecasts (the four test windows overlap in one stretch of one epidemic: no test can tell methods apart there), test patients, formulas. Forecasts: Diebold-Mariano with the correction of Harvey, Leybourne and Newbold, "
                + "with as many lags as windows overlap; patients and formulas: random sign changes of the differences. Two-sided, adjusted by Holm over the methods of a task; squared errors, seeds averaged first. A dash: too few windows or no earlier forecasts.",
            ]);
    }

    private ImmutableArray<ImmutableArray<string>> Lines(BenchmarkKind kind, Func<RowScores, RowScores?, ImmutableArray<string>> line) =>
    [
        .. from task in rows.Where(r => r.Task.Kind == kind).GroupBy(r => r.Task.Name)
           let last = Naive(task)
           from row in task.Where(r => r.Reason.Length == 0).OrderBy(r => r.Rmse.Mean).Concat(task.Where(r => r.Reason.Length > 0))
           where row.Reason.Length == 0 || !row.Reason.StartsWith(Elsewhere, StringComparison.Ordinal)
           select line(row, last),
    ];

    /// <summary>Reasons that begin so are those of a method for another kind of task, which full tables do not repeat.</summary>
    public const string Elsewhere = "made for ";

    /// <summary>Reasons that begin so are those of a method that was run and came to nothing.</summary>
    public const string Failed = "failed: ";

    // What any method must beat, of each kind of task.
    private static RowScores? Naive(IEnumerable<RowScores> task) => task.FirstOrDefault(r => r.Reason.Length == 0 && r.Method.Name is (LastValue or "persistence" or "mean"));

    private string Marked(string title) => quick ? $"QUICK LOOK, not a result: {title}" : title;

    private string ProtocolNote() => protocol == SelectionProtocol.Paper
        ? "Protocol: paper. What is chosen is chosen by the score on the test windows themselves, as the paper does: these figures are optimistic and must not be compared with held-out ones."
        : "Protocol: held-out. What is chosen is chosen on origins that lie before the first test origin; the test windows are scored once.";

    private static string Named(BenchmarkTask task) => task.Simulated ? $"{task.Name} (simulated)" : task.Name;

    private static string Ratio(RowScores row, RowScores? last) => last is null ? "-" : BenchmarkTable.Figure(row.Rmse.Mean / last.Rmse.Mean);

    private static string Coverage(RowScores row) => row.Coverage.IsEmpty ? "-" : string.Join('/', row.Coverage.Select(c => (100 * c).ToString("0", System.Globalization.CultureInfo.InvariantCulture)));

    private static string Seconds(RowScores row) => double.IsNaN(row.Seconds) ? "-" : row.Seconds.ToString(row.Seconds < 10 ? "0.0" : "0", System.Globalization.CultureInfo.InvariantCulture);

    private static string Words(RowScores row) => row.Reason.Length > 0 ? row.Reason : row.Note;

    private static string Verdict(RowScores row, RowScores? naive, double p) =>
        naive is null || row == naive || double.IsNaN(p) ? "-"
        : p >= 0.05 ? "no difference that can be told"
        : row.Losses.Average() < naive.Losses.Average() ? "better" : "worse";
}
