namespace NimmGen.Search;

/// <summary>A run file cannot be created, read or written; the message is for the person who named it.</summary>
public sealed class RunFileException : IOException
{
    /// <param name="path">The run file.</param>
    /// <param name="got">What is wrong with it.</param>
    /// <param name="expected">What was expected instead.</param>
    /// <param name="fix">What to do.</param>
    /// <param name="inner">The cause, where there is one.</param>
    public RunFileException(string path, string got, string expected, string fix, Exception? inner = null)
        : base($"{path}: {got}\n    expected: {expected}\n    fix: {fix}", inner)
    {
        Path = path;
        Got = got;
        Expected = expected;
        Fix = fix;
    }

    public string Path { get; }

    public string Got { get; }

    public string Expected { get; }

    public string Fix { get; }
}
