using NimmGen.Data;

namespace NimmGen.Evaluate.Tests;

/// <summary>Tasks of the catalogue; those whose data are not in the program are skipped where there is no data folder.</summary>
internal static class Tasks
{
    public static ForecastTask Find(string name, int? horizon = null)
    {
        string? root = DataRoot.Find(null) ?? Above();
        Assert.SkipWhen(root is null && name != "boarding-school", $"no data folder: set {DataRoot.Variable} or put shared/data beside the repository");
        ReadResult read = Catalogue.Read(name, root);
        Assert.True(read.Panel is not null, string.Join(Environment.NewLine, read.Diagnostics));
        Assert.True(ForecastTask.TryCreate(read.Panel, horizon, out ForecastTask? task, out string problem), problem);
        return task!;
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
