using NimmGen.Data;

namespace NimmGen.Evaluate.Tests;

/// <summary>Tasks whose future is replaced.</summary>
internal static class PoisonedFuture
{
    /// <summary>The task with every value of a channel that is not known ahead replaced from a step on.</summary>
    public static ForecastTask Of(ForecastTask task, int from, double value)
    {
        Panel panel = task.Panel;
        Dictionary<string, double[]> values = panel.Channels.ToDictionary(c => c.Name, c =>
        {
            double[] copy = panel.Values(c.Name).ToArray();
            if (!c.KnownAhead)
            {
                copy.AsSpan(from * panel.LocationCount).Fill(value);
            }

            return copy;
        });
        Panel poisoned = Panel.Create(panel.Card, panel.Locations, panel.Times, values, panel.ConstantNames.ToDictionary(n => n, n => panel.Constant(n).ToArray()));
        Assert.True(ForecastTask.TryCreate(poisoned, task.Horizon, out ForecastTask? result, out string problem), problem);
        return result!;
    }
}
