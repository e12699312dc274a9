using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Report;

/// <summary>A run with what several sections derive from it. Public only because components are: nothing of it is for others.</summary>
public sealed class RunView
{
    private readonly bool[] _everObserved;

    internal RunView(RunRecord run)
    {
        Run = run;
        Calendar = new(run.Data);
        Locations = Math.Max(1, run.Data.Locations.Length);
        Steps = run.Data.Observed.Length / Locations;
        _everObserved = [.. Enumerable.Range(0, Locations).Select(l => Enumerable.Range(0, Steps).Any(t => double.IsFinite(Observed(t, l))))];
        BySize = [.. Enumerable.Range(0, Locations).OrderByDescending(MeanObserved).ThenBy(l => l)];
        Scores = run.Final is { } final ? new(final) : null;
    }

    internal RunRecord Run { get; }

    internal DataRecord Data => Run.Data;

    internal FinalRecord? Final => Run.Final;

    internal Calendar Calendar { get; }

    internal int Locations { get; }

    /// <summary>Steps with an observed value (or a gap); forecasts may reach further.</summary>
    internal int Steps { get; }

    /// <summary>Locations, the largest mean first, those without data last.</summary>
    internal ImmutableArray<int> BySize { get; }

    /// <summary>Null where the search has not ended.</summary>
    internal Standing? Scores { get; }

    internal TwinAtOrigin? LastOrigin => Final is { Origins.IsDefaultOrEmpty: false } ? Final.Origins[^1] : null;

    /// <summary>Series of the data that the twin was given; none where there is no twin, and of samples.</summary>
    internal ImmutableArray<CovariateSeries> Covariates => Final is { Covariates.IsDefault: false } && LastOrigin is not null && !IsSamples ? Final.Covariates : [];

    /// <summary>Central intervals that figures show, the widest first.</summary>
    internal static ImmutableArray<double> Intervals { get; } = [0.95, 0.8, 0.5];

    /// <summary>The method that the run stands by, as its scores name it.</summary>
    internal string ChosenMethod => Final?.Chosen is null ? Final?.Calibrator ?? "" : RollingCombination.Name;

    /// <summary>What was learned of the errors of that method; null where nothing was.</summary>
    internal PredictiveIntervals? Uncertainty => Final is { Intervals.IsDefaultOrEmpty: false } final ? final.Intervals.FirstOrDefault(i => i.Method == ChosenMethod) : null;

    /// <summary>What the run forecasts at an origin, [horizon][location]: the winner's, or the combination that it is part of.</summary>
    internal ImmutableArray<double> Forecast(TwinAtOrigin twin) =>
        Final?.Chosen?.Origins.FirstOrDefault(o => o.TrainSteps == twin.TrainSteps)?.Values ?? twin.Forecast;

    /// <summary>Quantiles of the series over all places at an origin; null where there are none.</summary>
    internal QuantileForecast? Bands(TwinAtOrigin twin) => Uncertainty?.Aggregate.Around(twin.TrainSteps, Aggregate(Forecast(twin).AsSpan(), twin.TrainSteps));

    /// <summary>Quantiles of every place at an origin; null where there are none.</summary>
    internal QuantileForecast? PlaceBands(TwinAtOrigin twin) => Uncertainty?.Locations.Around(twin.TrainSteps, Forecast(twin).AsSpan());

    /// <summary>True where the data are samples without time.</summary>
    internal bool IsSamples => Data.Step == "sample";

    /// <summary>True where samples have been predicted.</summary>
    internal bool Samples => IsSamples && LastOrigin is { } twin && twin.Forecast.Length == Locations && !Final!.Folds.IsDefaultOrEmpty;

    internal CandidateRecord? Winner => Final is null ? null : Run.Candidates.FirstOrDefault(c => c.Number == Final.Winner);

    internal bool IsMean => string.Equals(Data.Aggregate, "mean", StringComparison.OrdinalIgnoreCase);

    /// <summary>The target's title as a noun: "reported cases", and "people in bed" where the title is "in bed".</summary>
    internal string Target => Data.TargetUnit.ToString() is "people" && Data.TargetTitle.Split(' ')[0] is "in" or "on" or "at" ? "people " + Data.TargetTitle : Data.TargetTitle;

    /// <summary>"reported cases", "reported cases, sum of 51 places".</summary>
    internal string TargetInWords => Locations == 1 ? Target : $"{Target}, {(IsMean ? "mean" : "sum")} of {Figures.Count(_everObserved.Count(o => o), "place")}";

    /// <summary>Unit of the target on an axis, such as "% of visits"; people and plain numbers need none.</summary>
    internal string TargetAxis => Figures.Unit(Data.TargetUnit) is { Length: > 0 } unit and not "people" ? $"{Target} ({unit})" : Target;

    /// <summary>A value of the target in a sentence; people need no unit beside the target's title.</summary>
    internal string Amount(double value) => Data.TargetUnit.ToString() is "people" ? Figures.Number(value) : Figures.WithUnit(value, Data.TargetUnit);

    internal double Observed(int step, int location) => step < Steps ? Data.Observed[step * Locations + location] : double.NaN;

    /// <summary>
    /// The series over all places, as scores see it: places without an observation at a step do not count there,
    /// and after the end of the data those that were never observed do not.
    /// </summary>
    /// <param name="values">Shape [step][location].</param>
    /// <param name="first">Data step of the first value.</param>
    internal double[] Aggregate(ReadOnlySpan<double> values, int first)
    {
        var result = new double[values.Length / Locations];
        for (int i = 0; i < result.Length; i++)
        {
            int step = first + i;
            bool seen = Enumerable.Range(0, Locations).Any(l => double.IsFinite(Observed(step, l)));
            double sum = 0;
            int count = 0;
            for (int l = 0; l < Locations; l++)
            {
                if ((seen ? double.IsFinite(Observed(step, l)) : _everObserved[l]) && double.IsFinite(values[i * Locations + l]))
                {
                    sum += values[i * Locations + l];
                    count++;
                }
            }

            result[i] = count == 0 ? double.NaN : IsMean ? sum / count : sum;
        }

        return result;
    }

    internal double[] ObservedAggregate() => Aggregate(Data.Observed.AsSpan(), 0);

    private double MeanObserved(int location)
    {
        double[] seen = [.. Enumerable.Range(0, Steps).Select(t => Observed(t, location)).Where(double.IsFinite)];
        return seen.Length == 0 ? double.NegativeInfinity : seen.Average();
    }
}
