using System.Text.RegularExpressions;
using NimmGen.Ir;

namespace NimmGen.Zoo.Tests;

/// <summary>Every class of models/, by name.</summary>
internal static class Zoo
{
    private static readonly Dictionary<string, Type> Types = typeof(Zoo).Assembly.GetTypes()
        .Where(t => t.Namespace == "Models" && t.IsSubclassOf(typeof(Model)))
        .ToDictionary(t => t.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => Types.Keys.Order(StringComparer.Ordinal);

    public static TheoryData<string> All => [.. Names];

    public static MechanismIr Read(string name) => ((Model)Activator.CreateInstance(Types[name])!).ToIr();

    public static string Index => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models", "README.md"));

    public static string Text(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models", name + ".cs"));

    /// <summary>The comment of a model's class as one line of prose.</summary>
    public static string Summary(string name)
    {
        string comment = Regex.Match(Text(name), "<summary>(.*?)</summary>", RegexOptions.Singleline).Groups[1].Value;
        return Regex.Replace(comment, @"\s*(///\s*)?\n?\s*///\s*|\s+", " ").Trim();
    }
}
