using System.Text;

namespace NimmGen.Cli;

/// <summary>Writes pictures and tables where the user asked for them.</summary>
internal static class FigureFiles
{
    public static void Write(Terminal terminal, string path, string text)
    {
        string full = terminal.Resolve(path);
        try
        {
            File.WriteAllText(full, text, new UTF8Encoding(false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UserErrorException($"{path}: this cannot be written there ({RunPaths.Reason(full, e)})", "a path in a folder that exists and that you may write to", "name another file or folder with --output");
        }
    }
}
