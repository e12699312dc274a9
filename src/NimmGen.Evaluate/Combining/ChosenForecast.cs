using System.Collections.Immutable;
using System.Globalization;

namespace NimmGen.Evaluate;

/// <summary>A twin in an ensemble.</summary>
/// <param name="Candidate">Its number in the search.</param>
/// <param name="Name">Class name of its program.</param>
/// <param name="Calibrator">"free path" or "CalibNN".</param>
/// <param name="Extension">How it is continued beyond the origin.</param>
/// <param name="TrainSteps">The last test origin, at which <paramref name="State"/> was calibrated.</param>
/// <param name="State">What simulates it again.</param>
public sealed record EnsembleMember(int Candidate, string Name, string Calibrator, Extension Extension, int TrainSteps, TwinState State);

/// <summary>The weight of a naive forecast in a blend.</summary>
public sealed record BlendPart(string Method, double Weight);

/// <summary>What a run forecasts where that is more than its winner alone: the median of twins, blended with naive forecasts.</summary>
/// <param name="Twins">Names of the twins with their candidates' numbers, the winner first.</param>
/// <param name="TwinWeight">Of their median, 0 to 1.</param>
/// <param name="Naive">The naive forecasts with weight; with <paramref name="TwinWeight"/> they add up to one.</param>
/// <param name="Validation">Scores on the validation origins, at each with what earlier ones had taught.</param>
/// <param name="Gain">Part by which its mean error is smaller there than the winner's alone.</param>
/// <param name="Origins">Its forecasts at the test origins.</param>
public sealed record ChosenForecast(
    ImmutableArray<string> Twins,
    double TwinWeight,
    ImmutableArray<BlendPart> Naive,
    MethodScores Validation,
    double Gain,
    ImmutableArray<OriginForecast> Origins)
{
    private const double LeastShown = 0.005;

    /// <summary>What it is made of, for tables and reports.</summary>
    public string InWords()
    {
        string names = string.Join(", ", Twins), twins = Twins.Length switch
        {
            1 => $"the twin {names}",
            2 => $"the mean of two twins ({names})",
            int n => $"the median of {n.ToString(CultureInfo.InvariantCulture)} twins ({names})",
        };
        BlendPart[] parts = [.. Naive.Where(p => p.Weight >= LeastShown)];
        return parts.Length == 0 ? twins
            : $"{Percent(TwinWeight)} {twins}, " + string.Join(", ", parts.Select(p => $"{Percent(p.Weight)} {p.Method}"));
    }

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
