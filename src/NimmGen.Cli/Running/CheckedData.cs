using NimmGen.Data;
using NimmGen.Search;
using NimmGen.Verify;

namespace NimmGen.Cli;

/// <summary>The data set that models are checked against: its channels, units and groups, and the ranges of its values where they are at hand.</summary>
internal static class CheckedData
{
    /// <param name="terminal">Told on the error output what is not known.</param>
    /// <param name="task">A task of the catalogue, or a folder with a card.</param>
    /// <param name="data">The --data option, or null.</param>
    public static DataContext Find(Terminal terminal, string task, string? data)
    {
        string folder = terminal.Resolve(task);
        bool named = TaskCatalogue.Names.Contains(task) || !Directory.Exists(folder);
        if (named && Catalogue.Find(task) is { } card && !Catalogue.IsEmbedded(card) && !card.Simulated && DataRoot.Find(data, terminal.Variable) is null)
        {
            terminal.Error.WriteLine($"note: checked against the card of {task} alone: its data are not here, so ranges of values are not known; --data DIR names their folder");
            return DataContexts.Of(card);
        }

        TaskResult found = TaskCatalogue.Find(named ? task : folder, data is null ? null : terminal.Resolve(data));
        return found.Task is null ? throw new UserErrorException(string.Join('\n', found.Problems)) : DataContexts.Of(found.Task.Panel);
    }
}
