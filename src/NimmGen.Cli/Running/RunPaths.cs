namespace NimmGen.Cli;

/// <summary>Names of the files that a run writes.</summary>
internal static class RunPaths
{
    /// <summary>The first of nimmgen-TASK-1.nimm, -2, ... that does not exist.</summary>
    public static string NewRun(Terminal terminal, string task) =>
        Enumerable.Range(1, int.MaxValue - 1)
            .Select(n => $"nimmgen-{Stem(task)}-{n}.nimm")
            .First(name => !Path.Exists(terminal.Resolve(name)));

    public static string Report(string task) => $"nimmgen-{Stem(task)}.html";

    /// <summary>Throws where a file of that name cannot be written; leaves no trace and no change.</summary>
    public static void CheckWritable(Terminal terminal, string path, string option)
    {
        string full = terminal.Resolve(path);
        try
        {
            bool existed = File.Exists(full);
            new FileStream(full, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            if (!existed)
            {
                File.Delete(full);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UserErrorException($"{path}: the report cannot be written there ({Reason(full, e)})", "a path in a folder that exists and that you may write to", $"name another file with {option} FILE");
        }
    }

    public static string Reason(string full, Exception e) =>
        Directory.Exists(full) ? "it is a folder" : Path.GetDirectoryName(full) is { } folder && !Directory.Exists(folder) ? $"there is no folder {folder}" : e.Message;

    // A task may be the path of a folder: its last part, of letters that no file system minds.
    private static string Stem(string task)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(task)));
        string stem = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
        return stem.Length == 0 ? "run" : stem;
    }
}
