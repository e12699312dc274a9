using NimmGen.Evaluate;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>The data of a stored run, read again and proved to be the same.</summary>
internal static class RunData
{
    public static ForecastTask Task(Terminal terminal, RunRecord run, string? data)
    {
        string name = run.Configuration.Task, folder = terminal.Resolve(name);
        bool named = TaskCatalogue.Names.Contains(name) || !Directory.Exists(folder);
        TaskResult found = TaskCatalogue.Find(named ? name : folder, data is null ? null : terminal.Resolve(data), run.Data.Horizon);
        if (found.Task is null)
        {
            throw new UserErrorException(string.Join('\n', found.Problems));
        }

        return found.Task.Panel.ContentHash == run.Data.DataHash
            ? found.Task
            : throw new UserErrorException(
                $"the data of {name} are not those of the run: SHA-256 {found.Task.Panel.ContentHash[..12]}… now, {run.Data.DataHash[..Math.Min(12, run.Data.DataHash.Length)]}… then",
                "the data that the run was made on", "point to them with --data DIR, or run the task again");
    }
}
