using System.Text.RegularExpressions;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Search;
using NimmGen.Verify;

namespace NimmGen.Zoo.Tests;

/// <summary>The page that authors are given: short, and everything that it names is in a program that is read, run and accepted, or is refused.</summary>
public sealed partial class PromptPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prompts", "language.md")).ReplaceLineEndings("\n");

    private static readonly Dictionary<string, string> Tours = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "PromptTour"), "*.cs")
        .SelectMany(f => Schemes(Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)))
        .ToDictionary(t => t.Name, t => t.Text, StringComparer.Ordinal);

    private static readonly string[] Code = [.. Span().Matches(Page).Select(m => m.Groups["code"].Value)];

    // What the page says cannot be written, with something that does so.
    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["lambdas"] = "System.Func<double, double> f = x => x;",
        ["attributes"] = "[System.Obsolete] double F() => 1;",
        ["properties"] = "double P { get; }",
        ["constructors"] = "public Excerpt() { }",
        ["LINQ"] = "double F() => System.Linq.Enumerable.Count([1, 2]);",
        ["`while`"] = "void F() { while (true) { } }",
        ["other types or libraries"] = "readonly System.Text.StringBuilder text = new();",
        ["integer division"] = "readonly Constant sigma = new(PerDay, 1 / 7);",
    };

    public static TheoryData<string> TourNames => [.. Tours.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Declarations => [.. Code.Where(c => c.Contains("= new(", StringComparison.Ordinal))];

    public static TheoryData<string> Words => [.. Code.SelectMany(c => Word().Matches(Quoted().Replace(c, "")).Select(m => m.Value)).Distinct().Order(StringComparer.Ordinal)];

    public static TheoryData<string> Refusals => [.. Refused.Keys];

    [Fact]
    public void It_is_short() => Assert.InRange(Page.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length, 500, 1500);

    [Theory, MemberData(nameof(TourNames))]
    public void What_it_names_is_read_and_accepted(string name)
    {
        ReadResult read = ModelReader.Read(Tours[name], name + ".cs", TestContext.Current.CancellationToken);
        Assert.Equal("", string.Join('\n', read.Diagnostics));
        Verdict verdict = Verifier.Verify(Assert.Single(read.Models), null, new VerifierOptions { Simulator = new KernelSimulator() });
        Assert.Equal("", string.Join('\n', verdict.Findings.Where(f => f.Severity == Severity.Error)));
        Assert.Equal("", string.Join('\n', verdict.NotChecked));
    }

    [Theory, MemberData(nameof(Declarations))]
    public void Its_declarations_stand_in_a_tour_as_they_are(string declaration) =>
        Assert.Contains(Tours.Values, t => t.Contains(declaration, StringComparison.Ordinal));

    [Theory, MemberData(nameof(Words))]
    public void Its_words_stand_in_a_tour(string word) =>
        Assert.Contains(Tours.Values, t => Regex.IsMatch(t, $@"(?<![\w""]){Regex.Escape(word)}(?!\w)"));

    [Theory, MemberData(nameof(Refusals))]
    public void What_it_forbids_is_refused(string construct)
    {
        Assert.Contains(construct, Page[Page.LastIndexOf("C#: fields", StringComparison.Ordinal)..], StringComparison.Ordinal);
        string program = Tours["MapTour"].Replace("    protected override", $"    {Refused[construct]}\n\n    protected override", StringComparison.Ordinal).Replace("MapTour", "Excerpt", StringComparison.Ordinal);
        Assert.Contains(ModelReader.Read(program, "excerpt.cs", TestContext.Current.CancellationToken).Diagnostics, d => d.Severity == Severity.Error && d.Code.StartsWith("NG", StringComparison.Ordinal));
    }

    // One program serves all schemes.
    private static IEnumerable<(string Name, string Text)> Schemes(string name, string text) => name == "SchemeTour"
        ? Enum.GetNames<Ir.Scheme>().Select(s => ($"{name}, {s}", text.Replace("Scheme.Hazard", $"Scheme.{s}", StringComparison.Ordinal)))
        : [(name, text)];

    // Types, functions and units begin with a capital, arguments end with a colon; one letter is the name of a state.
    [GeneratedRegex(@"\b[A-Z][A-Za-z]\w*(\.[A-Z]\w*)?|\b[a-z]\w*:")]
    private static partial Regex Word();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("`(?<code>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Span();
}
