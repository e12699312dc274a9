using NimmGen.Ir;

namespace NimmGen.Frontend.Tests;

/// <summary>Files that stand beside the test binary, and how tests read them.</summary>
internal static class Texts
{
    public static string Folder(string name) => Path.Combine(AppContext.BaseDirectory, name);

    public static string[] In(string folder, string pattern) =>
        [.. Directory.GetFiles(Folder(folder), pattern).Order(StringComparer.Ordinal)];

    public static ReadResult ReadFile(string path) =>
        ModelReader.Read(File.ReadAllText(path), Path.GetFileName(path), TestContext.Current.CancellationToken);

    public static ReadResult Read(string text) => ModelReader.Read(text, "Test.cs", TestContext.Current.CancellationToken);

    /// <summary>A small model with the statements in place of its own.</summary>
    public static string WithDefine(string statements, string fields = "") => $$"""
        using NimmGen;
        using static NimmGen.Units;
        public sealed class Test : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment I = new(People);
            readonly Learned beta = new(PerDay, 0.1, 1);
            {{fields}}
            protected override void Define()
            {
                {{statements}}
            }
        }
        """;

    public static MechanismIr Define(string statements, string fields = "")
    {
        ReadResult result = Read(WithDefine(statements, fields));
        Assert.Equal("", string.Join('\n', result.Diagnostics));
        return Assert.Single(result.Models);
    }

    public static string[] Codes(ReadResult result) => [.. result.Diagnostics.Select(d => d.Code)];
}
