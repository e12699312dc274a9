using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>What <c>run</c> and <c>resume</c> need of the rest of the program; tests bring a search that takes no time.</summary>
internal interface ISearch
{
    /// <summary>Reads the task of that name, or a folder with a card; a <see cref="UserErrorException"/> says what is wrong with it.</summary>
    /// <param name="task">A name or a folder.</param>
    /// <param name="data">The --data option, or null.</param>
    /// <param name="horizon">Steps to forecast instead of the card's, or null.</param>
    ISearchTask Find(string task, string? data, int? horizon);

    /// <summary>Writes the report of a run as one HTML file.</summary>
    void WriteReport(RunRecord run, TextWriter output);
}

/// <summary>A task that has been read and can be searched.</summary>
internal interface ISearchTask
{
    DataRecord Data { get; }

    /// <summary>Why programs cannot bring a network of their own here; null where they can.</summary>
    string? NoNetworks { get; }

    /// <summary>Why the built-in modeller has nothing to write here; null where it has.</summary>
    string? NoModeller { get; }

    /// <summary>What is out of the ordinary in how candidates are calibrated here; null where nothing is.</summary>
    string? Remark(RunConfiguration configuration);

    /// <summary>Searches, or goes on where the store ends; storing as it goes.</summary>
    /// <param name="configuration">What is asked for in this session.</param>
    /// <param name="store">Of the run.</param>
    /// <param name="respondent">The language model; null for the built-in modeller.</param>
    /// <param name="progress">Told what happens.</param>
    /// <param name="cancellation">Stops.</param>
    Task<RunRecord> Execute(RunConfiguration configuration, IRunStore store, IRespondent? respondent, IProgress<RunEvent> progress, CancellationToken cancellation);
}
