namespace NimmGen.Report.Tests.Printings;

/// <summary>Files for programs outside the tests, such as those of bench/: written where NIMMGEN_PRINTINGS names a folder.</summary>
internal static class Kept
{
    public static void Write(string name, string text)
    {
        if (Environment.GetEnvironmentVariable("NIMMGEN_PRINTINGS") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, name), text);
        }
    }
}
