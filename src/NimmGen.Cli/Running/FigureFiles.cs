using System.Text;
using NimmGen.Report;

namespace NimmGen.Cli;

/// <summary>Writes pictures and tables where the user asked for them.</summary>
internal static class FigureFiles
{
    public static void Write(Terminal terminal, string path, string text) => Write(terminal, path, new UTF8Encoding(false).GetBytes(text));

    /// <summary>Draws and writes a PNG; what keeps this machine from drawing one is returned, for the caller to tell when the rest is written.</summary>
    public static PictureException? TryWritePng(Terminal terminal, string path, string svg)
    {
        byte[] png;
        try
        {
            png = PlotPng.Render(svg);
        }
        catch (PictureException e)
        {
            return e;
        }

        Write(terminal, path, png);
        return null;
    }

    private static void Write(Terminal terminal, string path, byte[] content)
    {
        string full = terminal.Resolve(path);
        try
        {
            File.WriteAllBytes(full, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new UserErrorException($"{path}: this cannot be written there ({RunPaths.Reason(full, e)})", "a path in a folder that exists and that you may write to", "name another file or folder with --output");
        }
    }
}
