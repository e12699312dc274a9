using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>Progress as lines, for logs and pipes: one a finished candidate, nothing that moves.</summary>
internal sealed class PlainProgress(ProgressState state, TextWriter output) : IProgress<RunEvent>
{
    private readonly Lock _lock = new();

    public void Report(RunEvent value)
    {
        lock (_lock)
        {
            if (state.Apply(value) is { } line)
            {
                output.WriteLine(line);
                output.Flush();
            }
        }
    }
}
