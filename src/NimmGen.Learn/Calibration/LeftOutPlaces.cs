using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Learn;

/// <summary>
/// Locations without anybody in them, or where nothing was observed: where others train, the training goes on without them and says so. A
/// simulation of a location with nobody in it would be 0 / 0, so it is given one inhabitant: what is forecast there is next to nothing.
/// </summary>
internal static class LeftOutPlaces
{
    private const double Inhabitants = 1;

    /// <summary>Calibrates; where an empty location keeps that from ending well, once more without all of these.</summary>
    public static CalibratedTwin Without(MechanismIr model, KernelLayout layout, CalibrationData data, Func<CalibrationData, CalibratedTwin> calibrate)
    {
        CalibratedTwin twin = calibrate(data);
        if (twin.Diverged is null)
        {
            return twin with { LeftOut = Unobserved(layout, data) };
        }

        ImmutableArray<Divergence> empty = twin.Diverged.Cause == DivergenceCause.EmptyPlace ? Empty(model, layout, data) : [];
        if (empty.IsEmpty || empty.Length == data.Lanes)
        {
            return twin;
        }

        CalibrationData rest = Masked(Inhabited(model, layout, data, empty), empty);
        CalibratedTwin without = calibrate(rest);
        return without.Diverged is null ? without with { LeftOut = [.. empty, .. Unobserved(layout, data)] } : without;
    }

    /// <summary>The data with an inhabitant in locations that a training left out because nobody was there.</summary>
    public static CalibrationData Inhabited(MechanismIr model, KernelLayout layout, CalibrationData data, ImmutableArray<Divergence> leftOut)
    {
        int[] empty = [.. leftOut.Where(d => d.Cause == DivergenceCause.EmptyPlace).Select(d => d.Lane)];
        if (empty.Length == 0)
        {
            return data;
        }

        double[] inputs = [.. data.Inputs];
        int count = layout.Inputs.Length;
        foreach (int k in Totals(model, layout))
        {
            for (int step = 0; step < data.TotalSteps; step++)
            {
                foreach (int lane in empty)
                {
                    ref double value = ref inputs[(step * count + k) * data.Lanes + lane];
                    value = value > 0 ? value : Inhabitants;
                }
            }
        }

        return data with { Inputs = inputs };
    }

    private static ImmutableArray<Divergence> Empty(MechanismIr model, KernelLayout layout, CalibrationData data) =>
    [
        .. from lane in Enumerable.Range(0, data.Lanes)
           let input = Totals(model, layout).Where(k => data.Inputs[k * data.Lanes + lane] <= 0).Select(k => layout.Inputs[k]).FirstOrDefault()
           where input is not null
           select Named(data, new(input, lane, 0) { Cause = DivergenceCause.EmptyPlace }),
    ];

    private static ImmutableArray<Divergence> Unobserved(KernelLayout layout, CalibrationData data) => data.Lanes == 1
        ? []
        :
        [
            .. from lane in Enumerable.Range(0, data.Lanes)
               where data.Targets.All(t => Enumerable.Range(0, data.TrainSteps).All(step => double.IsNaN(t.Values[step * data.Lanes + lane])))
               select Named(data, new(string.Join(", ", data.Targets.Select(t => layout.Observations[t.Observation])), lane, 0) { Cause = DivergenceCause.NothingObserved }),
        ];

    // Inputs that a start value is what is left of: a population.
    private static int[] Totals(MechanismIr model, KernelLayout layout) =>
        [.. model.Statements.OfType<StartRestStatement>().SelectMany(s => model.Inline(s.Total).References()).Select(name => layout.Inputs.IndexOf(name)).Where(k => k >= 0).Distinct()];

    private static CalibrationData Masked(CalibrationData data, ImmutableArray<Divergence> places)
    {
        bool[] masked = new bool[data.Lanes];
        foreach (Divergence place in places)
        {
            masked[place.Lane] = true;
        }

        return data with { Targets = [.. data.Targets.Select(t => t with { Values = [.. t.Values.Select((v, i) => masked[i % data.Lanes] ? double.NaN : v)] })] };
    }

    private static Divergence Named(CalibrationData data, Divergence place) =>
        place with { Location = data.Locations.ElementAtOrDefault(place.Lane), LeftOut = true };
}
