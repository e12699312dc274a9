using System.Runtime.CompilerServices;

namespace NimmGen.Testing;

/// <summary>Compares text with a file beside the test. With NIMMGEN_ACCEPT=1 the file is written instead: read the change before you commit it.</summary>
internal static class Snapshot
{
    /// <summary>With Snapshots/NAME.txt, whatever the ends of lines are.</summary>
    public static void Match(string name, string actual, [CallerFilePath] string source = "") => Compare(
        Path.Combine(Path.GetDirectoryName(source)!, "Snapshots", name + ".txt"),
        string.Join('\n', actual.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(l => l.TrimEnd())) + "\n");

    /// <summary>With Expected/NAME, to the letter.</summary>
    public static void Check(string name, string actual, [CallerFilePath] string source = "") =>
        Compare(Path.Combine(Path.GetDirectoryName(source)!, "Expected", name), actual);

    private static void Compare(string path, string text)
    {
        if (Environment.GetEnvironmentVariable("NIMMGEN_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        Assert.True(File.Exists(path), $"no {path}: run once with NIMMGEN_ACCEPT=1 and look at it");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
