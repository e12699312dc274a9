using NimmGen.Data;

namespace NimmGen.Evaluate.Tests;

/// <summary>Finds the data folder that the repository does not contain; a test that needs it is skipped where there is none.</summary>
internal static class TestData
{
    public static ForecastTask Task(string name, int? horizon = null)
    {
        string? root = DataRoot.Find(null) ?? Above();
        Assert.SkipUnless(Directory.Exists(root), $"no data folder: set {DataRoot.Variable} or put shared/data beside the repository");
        ReadResult read = Catalogue.Read(name, root);
        Assert.True(read.Panel is not null, string.Join(Environment.NewLine, read.Diagnostics));
        Assert.True(ForecastTask.TryCreate(read.Panel, horizon, out ForecastTask? task, out string problem), problem);
        return task!;
    }

    /// <summary>The task with every value of a channel that is not known ahead replaced from a step on.</summary>
    public static ForecastTask Poisoned(ForecastTask task, int from, double value)
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

    private static string? Above()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
