namespace NimmGen.Data.Tests;

/// <summary>Finds the data folder that the repository does not contain; a test that needs it is skipped where there is none.</summary>
internal static class TestData
{
    public static string Root()
    {
        string? root = Environment.GetEnvironmentVariable(DataRoot.Variable) ?? Above();
        Assert.SkipUnless(Directory.Exists(root), $"no data folder: set {DataRoot.Variable} or put shared/data beside the repository");
        return root!;
    }

    public static Panel Read(string name)
    {
        ReadResult result = Catalogue.Read(name, Root());
        Assert.True(result.Panel is not null, string.Join(Environment.NewLine, result.Diagnostics));
        return result.Panel;
    }

    private static string? Above()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string data = Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(data))
            {
                return data;
            }
        }

        return null;
    }
}
