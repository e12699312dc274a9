using NimmGen.Frontend;
using NimmGen.Ir;

namespace NimmGen.Report.Tests.Printings;

/// <summary>Every model of models/, and the first drafts that stand beside the data sets where they are here.</summary>
internal static class Zoo
{
    private static readonly Dictionary<string, MechanismIr> Read = new(StringComparer.Ordinal);

    /// <summary>Names of the files, without the folder.</summary>
    public static TheoryData<string> Names => [.. Files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The model of the zoo or draft of that name.</summary>
    public static MechanismIr Model(string name)
    {
        lock (Read)
        {
            return Read.TryGetValue(name, out MechanismIr? model) ? model : Read[name] = Of(File.ReadAllText(Files[name]), name);
        }
    }

    /// <summary>The one model of a text that must be readable.</summary>
    public static MechanismIr Of(string text, string name)
    {
        // On a machine with much else to do the first reading, which loads the compiler, may outlast its limit.
        ReadResult read = ModelReader.Read(text, name, TestContext.Current.CancellationToken);
        for (int again = 0; again < 3 && read.Diagnostics.Any(d => d.Message.StartsWith("over budget: reading takes", StringComparison.Ordinal)); again++)
        {
            read = ModelReader.Read(text, name, TestContext.Current.CancellationToken);
        }

        Assert.True(read.Models.Length == 1, string.Join('\n', read.Diagnostics) + "\n" + text);
        return read.Models[0];
    }

    private static Dictionary<string, string> Files => field ??= Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "models"), "*.cs").Concat(Drafts())
        .DistinctBy(f => Path.GetFileName(f)).ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);

    private static string[] Drafts()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string drafts = Path.Combine(folder.FullName, "shared", "drafts");
            if (Directory.Exists(drafts))
            {
                return Directory.GetFiles(drafts, "*.cs");
            }
        }

        return [];
    }
}
