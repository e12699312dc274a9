using NimmGen.Data;

namespace NimmGen.Evaluate.Tests;

/// <summary>Tasks on the shared data, or a skip that says what is missing.</summary>
internal static class RealData
{
    public static ForecastTask Task(string name, int? horizon = null)
    {
        ReadResult read = Read(name);
        Assert.True(ForecastTask.TryCreate(read.Panel!, horizon, out ForecastTask? task, out string problem), problem);
        return task!;
    }

    /// <summary>A panel of samples.</summary>
    public static Panel Samples(string name) => Read(name).Panel!;

    // Not the cache of 'nimmgen data get': what a user has fetched there is not all of it.
    private static ReadResult Read(string name)
    {
        string? folder = Environment.GetEnvironmentVariable(DataRoot.Variable) ?? Above(AppContext.BaseDirectory);
        Assert.SkipWhen(folder is null && !Catalogue.IsEmbedded(Catalogue.Find(name)!), $"needs the data folder: set {DataRoot.Variable} or put shared/data beside the repository");
        ReadResult read = Catalogue.Read(name, folder);
        Assert.False(read.HasErrors, string.Join('\n', read.Diagnostics));
        return read;
    }

    private static string? Above(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            string data = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
