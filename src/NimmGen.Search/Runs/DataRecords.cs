using NimmGen.Data;
using NimmGen.Evaluate;

namespace NimmGen.Search;

/// <summary>What a run file keeps of its data.</summary>
public static class DataRecords
{
    public static DataRecord Of(ForecastTask task)
    {
        Panel panel = task.Panel;
        double[] observed = panel.Values(task.Target.Name).ToArray();
        return new(
            panel.Card.Title,
            panel.Card.Citation,
            panel.Card.Licence,
            panel.ContentHash,
            panel.Step.ToString().ToLowerInvariant(),
            [.. Enumerable.Range(0, panel.StepCount).Select(panel.TimeLabel)],
            panel.Locations,
            task.Target.Name,
            task.Target.Name.Replace('_', ' '),
            task.Target.Unit,
            task.Aggregate.ToString().ToLowerInvariant(),
            [.. observed],
            task.Horizon,
            [.. task.ValidationOrigins.Select(o => o.TrainSteps)],
            [.. task.TestOrigins.Select(o => o.TrainSteps)],
            observed.Count(double.IsNaN),
            panel.Imputed.Values.Sum(),
            [.. panel.Card.Literature.Select(r => new LiteratureValue(r.Name, r.Unit, r.Min, r.Max, r.Source))]);
    }
}
