using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Ir;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>What a report of samples says: each sentence from figures of the run and from nothing else.</summary>
internal static class SampleWords
{
    /// <summary>The first screen.</summary>
    public static ImmutableArray<string> Summary(RunView view) =>
        view.Final is null ? [Asked(view)] : [Asked(view), Twin(view), Procedure(view), Verdict(view), Worst(view)];

    public static string Asked(RunView view)
    {
        string gaps = view.Data.Imputed == 0 ? "" : $"; {Figures.Count(view.Data.Imputed, "value")} of descriptors {(view.Data.Imputed == 1 ? "is" : "are")} missing";
        return $"A mechanism was asked for that predicts {view.Target} of samples it has not seen. The data ({view.Data.Title}) are {Figures.Count(view.Locations, "sample")}{gaps}.";
    }

    /// <summary>What was chosen to explain.</summary>
    private static string Twin(RunView view)
    {
        MechanismIr model = view.Final!.Mechanism;
        ImmutableArray<string> neural = [.. model.Neurals.Select(n => MechanismWords.Named(model, n.Name))];
        string learned = neural.IsEmpty ? "nothing of it depends on a network" : $"a small network takes the descriptors of a sample to {MechanismWords.List(neural)}";
        return $"The mechanism that explains best is {model.Name}: {learned}. It was trained on all samples, to be read.";
    }

    /// <summary>What predicts, and why the score is not that of the mechanism shown.</summary>
    private static string Procedure(RunView view)
    {
        FinalRecord final = view.Final!;
        int twins = final.Folds.IsDefaultOrEmpty ? 1 : final.Folds.Max(f => f.Candidates.Length);
        string blend = final.Chosen is { } chosen ? $", blended with {MechanismWords.List([.. chosen.Naive.Select(n => n.Method)])} (on average {Figures.Percent(chosen.TwinWeight)} twins)" : "";
        return $"The scores below belong to the procedure, not to this one mechanism: for each of {Figures.Count(final.Folds.Length, "outer fold")} the {(twins == 1 ? "mechanism" : $"{Figures.Count(twins)} mechanisms")} "
            + $"that the inner folds of the other samples find best {(twins == 1 ? "predicts" : "predict, by their median,")} what was held out{blend}. So every sample is predicted once, by a choice and a training that never saw its group. "
            + "Only what the search proposed was guided by scores over all samples; the benchmark row searches anew for every outer fold.";
    }

    /// <summary>Whether the twins beat regression and mean.</summary>
    public static string Verdict(RunView view)
    {
        FinalRecord final = view.Final!;
        var samples = new SampleView(view);
        MethodScores? own = final.Test.FirstOrDefault(s => s.Method == RollingCombination.Name) ?? final.Test.FirstOrDefault(s => s.Method == final.Calibrator);
        MethodScores[] naive = [.. final.Test.Where(s => final.Naive.ContainsKey(s.Method)).OrderBy(s => s.Mean)];
        if (own is null || naive.Length == 0)
        {
            return "It was not scored on samples that were held out.";
        }

        string others = string.Join(", ", naive.Select(n => $"{n.Method} {Figures.Number(n.Mean)}"));
        string figures = $"Over {Figures.Count(samples.Rows.Count(r => r.Fold > 0), "held-out sample")} its error is {view.Amount(own.Mean)} (RMSE; {others})";
        MethodScores best = naive[0];
        int won = samples.FoldsWon(best.Method), folds = samples.Folds.Length;
        return own.Mean < best.Mean
            ? $"{figures}: {Figures.Percent(1 - own.Mean / best.Mean)} smaller than that of {best.Method}, the best of the simple methods, and smaller in {Figures.Count(won)} of {Figures.Count(folds, "outer fold")}"
                + (won < folds && 1 - own.Mean / best.Mean < 0.05 ? "; a difference so small may be chance." : ".")
            : $"{figures}: {best.Method} is better by {Figures.Percent(own.Mean / best.Mean - 1)}. To predict, take that, and the mechanism to explain.";
    }

    private static string Worst(RunView view)
    {
        SampleRow[] worst = [.. new SampleView(view).Worst(3)];
        return worst.Length == 0 ? "" : $"Furthest off are {MechanismWords.List([.. worst.Select(w => $"{w.Name} (measured {Figures.Number(w.Measured)}, predicted {Figures.Number(w.Predicted)})")])}.";
    }

    /// <summary>The chart of predicted against measured, for those who do not see it.</summary>
    public static string Chart(RunView view)
    {
        SampleRow[] rows = [.. new SampleView(view).Rows.Where(r => double.IsFinite(r.Error))];
        double[] measured = [.. rows.Select(r => r.Measured)], predicted = [.. rows.Select(r => r.Predicted)];
        if (rows.Length == 0)
        {
            return "No sample was predicted.";
        }

        int near = rows.Count(r => Math.Abs(r.Error) <= 0.2 * Math.Abs(r.Measured));
        return $"Measured {view.Target} goes from {Figures.Number(measured.Min())} to {view.Amount(measured.Max())}, predicted from {Figures.Number(predicted.Min())} to {view.Amount(predicted.Max())}; "
            + $"their correlation is {Figures.Number(Correlation.Of(measured, predicted), 2)}, and {Figures.Percent(near / (double)rows.Length)} of the predictions lie within 20 % of the measured value.";
    }

    /// <summary>How the misses go with a descriptor.</summary>
    public static string Against(RunView view, SampleChannel channel)
    {
        SampleBand[] bands = [.. new SampleView(view).By(channel)];
        string name = channel.Name.Replace('_', ' ');
        if (bands.Length < 2)
        {
            return $"All samples have about the same {name}.";
        }

        SampleBand most = bands.MaxBy(b => Math.Abs(b.Bias))!;
        return $"Predicted less measured has a correlation of {Figures.Number(channel.Correlation, 2)} with {name}; on average predictions are furthest off where it is {Range(most, channel)}: {view.Amount(Math.Abs(most.Bias))} too {(most.Bias > 0 ? "high" : "low")}.";
    }

    /// <summary>"300 to 500 K".</summary>
    public static string Range(SampleBand band, SampleChannel channel) =>
        band.From == band.To ? Figures.WithUnit(band.From, channel.Unit) : $"{Figures.Number(band.From)} to {Figures.WithUnit(band.To, channel.Unit)}";
}
