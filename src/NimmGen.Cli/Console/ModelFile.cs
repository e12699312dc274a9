using NimmGen.Frontend;
using NimmGen.Ir;

namespace NimmGen.Cli;

/// <summary>A file that holds models: C# text.</summary>
internal static class ModelFile
{
    /// <summary>A larger file is refused by the front end anyway; it is not read to be told so.</summary>
    private const int LongestFile = 1 << 20;

    /// <summary>The file's text; false with what keeps it from being read.</summary>
    public static bool TryRead(string path, out string text) => TryRead(path, LongestFile, out text);

    /// <summary>As much of the file as that; false with what keeps it from being read.</summary>
    public static bool TryRead(string path, int most, out string text)
    {
        try
        {
            using var reader = new StreamReader(path);
            char[] read = new char[most];
            text = new string(read, 0, reader.ReadBlock(read));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            text = Directory.Exists(path) ? "this is a folder" : File.Exists(path) ? $"the file cannot be read ({e.Message})" : "no such file";
            return false;
        }
    }

    /// <summary>The one model of a file; what is wrong with it is printed as by <c>check</c> and ends the command.</summary>
    public static MechanismIr ReadOne(Terminal terminal, string file, CancellationToken cancellation)
    {
        if (!TryRead(terminal.Resolve(file), out string text))
        {
            throw new UserErrorException($"{file}: {text}", "a model, a C# file such as those in models/", "check the path");
        }

        ReadResult read = ModelReader.Read(text, file, cancellation);
        foreach (Diagnostic diagnostic in read.Diagnostics)
        {
            terminal.Error.WriteLine(diagnostic);
        }

        return read.Models switch
        {
            [var one] => one,
            [] => throw new UserErrorException($"{file}: the model cannot be read", "a model that compiles", $"correct what is said above; nimmgen check {file}"),
            _ => throw new UserErrorException($"{file}: {read.Models.Length} models: {string.Join(", ", read.Models.Select(m => m.Name))}", "a file with one model", "keep one class a file"),
        };
    }
}
