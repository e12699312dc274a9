using System.Runtime.CompilerServices;

namespace NimmGen.LanguageModels.Tests;

/// <summary>Compares text with a file in Snapshots/. With NIMMGEN_ACCEPT=1 the file is written instead: read the change before you commit it.</summary>
internal static class Snapshot
{
    public static void Match(string name, string actual, [CallerFilePath] string source = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(source)!, "Snapshots", name + ".txt");
        string text = string.Join('\n', actual.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(l => l.TrimEnd())) + "\n";
        if (Environment.GetEnvironmentVariable("NIMMGEN_ACCEPT") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "(no snapshot)", text);
    }
}
