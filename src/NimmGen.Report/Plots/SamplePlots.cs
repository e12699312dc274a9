using System.Collections.Immutable;
using NimmGen.Evaluate;

namespace NimmGen.Report;

/// <summary>The figures of a run of samples.</summary>
internal static class SamplePlots
{
    /// <summary>Predicted against measured, and what is left over against descriptors.</summary>
    public static IEnumerable<Plot> Of(RunView view)
    {
        var samples = new SampleView(view);
        SampleRow[] rows = [.. samples.Rows.OrderBy(r => r.Measured)];
        ImmutableArray<double> measured = [.. rows.Select(r => r.Measured)];
        var curves = ImmutableArray.CreateBuilder<Curve>();
        curves.Add(new("equal", measured, measured, CurveStyle.Dashed, 0));
        if (samples.Naive.Length > 0)
        {
            curves.Add(new(samples.Naive, measured, [.. rows.Select(r => r.Naive)], CurveStyle.Hollow, 3));
        }

        curves.Add(new("predicted", measured, [.. rows.Select(r => r.Predicted)], CurveStyle.Solid, 2));
        yield return new("predicted-measured", $"{view.Data.Title}: predicted without the sample's group, against measured", $"measured, {view.TargetAxis}", $"predicted, {view.TargetAxis}", false, curves.ToImmutable());
        foreach (SampleChannel channel in view.Final!.Against)
        {
            SampleRow[] ordered = [.. rows.Where(r => double.IsFinite(channel.Values[r.Index])).OrderBy(r => channel.Values[r.Index])];
            string name = channel.Name.Replace('_', ' ');
            yield return new(
                "residuals-" + channel.Name.Replace('_', '-'), $"{view.Data.Title}: predicted less measured, by {name}", Figures.Unit(channel.Unit) is { Length: > 0 } unit ? $"{name} ({unit})" : name,
                $"difference, {view.TargetAxis}", false,
                [new("predicted less measured", [.. ordered.Select(r => channel.Values[r.Index])], [.. ordered.Select(r => r.Error)], CurveStyle.Solid, 1)])
            {
                Level = 0,
            };
        }
    }
}
