using System.Runtime.CompilerServices;

namespace NimmGen.Report.Tests.Printings;

/// <summary>Compares text with a file in Expected/, exactly; NIMMGEN_ACCEPT=1 rewrites the file.</summary>
internal static class Snapshot
{
    public static void Check(string name, string actual, [CallerFilePath] string file = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(file)!, "Expected", name);
        if (Environment.GetEnvironmentVariable("NIMMGEN_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"no {path}: run once with NIMMGEN_ACCEPT=1 and look at it");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
