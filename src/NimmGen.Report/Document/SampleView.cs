using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>A sample with what was measured and what was predicted without its group.</summary>
/// <param name="Index">In the data.</param>
/// <param name="Name">As the data name it.</param>
/// <param name="Fold">The outer fold that held it out, from 1; 0 where none did.</param>
/// <param name="Measured">In the unit of the target.</param>
/// <param name="Predicted">By what was chosen for its fold.</param>
/// <param name="Naive">By the regression or mean with the smallest validation error.</param>
internal sealed record SampleRow(int Index, string Name, int Fold, double Measured, double Predicted, double Naive)
{
    public double Error => Predicted - Measured;
}

/// <summary>Samples that lie together in one of the descriptors.</summary>
/// <param name="From">Least value of the descriptor among them.</param>
/// <param name="To">Greatest value.</param>
/// <param name="Count">Samples.</param>
/// <param name="Bias">Mean of predicted less measured.</param>
/// <param name="Rmse">Of what was chosen.</param>
/// <param name="NaiveRmse">Of the naive method.</param>
internal sealed record SampleBand(double From, double To, int Count, double Bias, double Rmse, double NaiveRmse);

/// <summary>A finished run of samples, as its report tells it.</summary>
internal sealed class SampleView
{
    private const int Bands = 4;

    private readonly RunView _view;

    public SampleView(RunView view)
    {
        _view = view;
        FinalRecord final = view.Final!;
        Naive = view.Scores?.ChosenNaive ?? "";
        ImmutableArray<double> predicted = view.Forecast(final.Origins[0]), naive = final.Naive.TryGetValue(Naive, out ImmutableArray<OriginForecast> found) ? found[0].Values : [];
        int[] folds = new int[view.Locations];
        for (int k = 0; k < final.Folds.Length; k++)
        {
            foreach (int s in final.Folds[k].Held.Where(s => s >= 0 && s < folds.Length))
            {
                folds[s] = k + 1;
            }
        }

        Rows = [.. Enumerable.Range(0, view.Locations).Select(s => new SampleRow(s, view.Data.Locations[s], folds[s], view.Observed(0, s), predicted[s], s < naive.Length ? naive[s] : double.NaN))];
    }

    /// <summary>In the order of the data.</summary>
    public ImmutableArray<SampleRow> Rows { get; }

    /// <summary>The regression or mean that one would have picked by the inner folds.</summary>
    public string Naive { get; }

    public ImmutableArray<FoldChoice> Folds => _view.Final!.Folds;

    /// <summary>Those whose prediction is furthest off.</summary>
    public IEnumerable<SampleRow> Worst(int count) => Rows.Where(r => double.IsFinite(r.Error)).OrderByDescending(r => Math.Abs(r.Error)).Take(count);

    /// <summary>Root mean squared error of a method over the samples that one outer fold held out; NaN where the method has none.</summary>
    public double Rmse(string method, int fold)
    {
        FinalRecord final = _view.Final!;
        ImmutableArray<double> values = method == RollingCombination.Name ? _view.Forecast(final.Origins[0])
            : method == final.Calibrator ? final.Origins[0].Forecast
            : final.Naive.TryGetValue(method, out ImmutableArray<OriginForecast> naive) ? naive[0].Values : [];
        return values.IsDefaultOrEmpty ? double.NaN : Root(Folds[fold].Held.Select(s => values[s] - _view.Observed(0, s)));
    }

    /// <summary>Outer folds in which what was chosen has the smaller error than a method.</summary>
    public int FoldsWon(string method) => Enumerable.Range(0, Folds.Length).Count(k => Rmse(RollingCombination.Name, k) < Rmse(method, k));

    /// <summary>Four bands of a descriptor with about as many samples each; equal values stay together.</summary>
    public IEnumerable<SampleBand> By(SampleChannel channel)
    {
        SampleRow[] ordered = [.. Rows.Where(r => double.IsFinite(r.Error) && double.IsFinite(channel.Values[r.Index])).OrderBy(r => channel.Values[r.Index])];
        for (int start = 0, band = 1; start < ordered.Length; band++)
        {
            int end = Math.Max(start + 1, ordered.Length * band / Bands);
            while (end < ordered.Length && channel.Values[ordered[end].Index] == channel.Values[ordered[end - 1].Index])
            {
                end++;
            }

            SampleRow[] part = ordered[start..end];
            yield return new(
                channel.Values[part[0].Index], channel.Values[part[^1].Index], part.Length, part.Average(r => r.Error), Root(part.Select(r => r.Error)), Root(part.Select(r => r.Naive - r.Measured)));
            start = end;
        }
    }

    private static double Root(IEnumerable<double> errors) => Math.Sqrt(errors.Select(e => e * e).DefaultIfEmpty(double.NaN).Average());
}
