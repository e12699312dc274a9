using System.Diagnostics.CodeAnalysis;
using System.Text;
using NimmGen.Search;

namespace NimmGen.Cli;

/// <summary>Writes a report so that a path holds a whole one or the one before.</summary>
internal static class ReportFile
{
    public static bool TryWrite(Terminal terminal, ISearch search, RunRecord run, string path, [NotNullWhen(false)] out string? problem)
    {
        string full = terminal.Resolve(path);
        using var text = new StringWriter { NewLine = "\n" };
        search.WriteReport(run, text);
        string draft = full + ".new";
        try
        {
            if (File.Exists(full) && File.ResolveLinkTarget(full, returnFinalTarget: true) is null && new FileInfo(full).Attributes.HasFlag(FileAttributes.Normal))
            {
                File.WriteAllText(draft, text.ToString(), new UTF8Encoding(false));
                File.Move(draft, full, overwrite: true);
            }
            else
            {
                File.WriteAllText(full, text.ToString(), new UTF8Encoding(false));
            }

            problem = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            problem = $"{path}: the report cannot be written there ({RunPaths.Reason(full, e)})";
            return false;
        }
    }
}
