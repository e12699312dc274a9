using System.Text.RegularExpressions;
using NimmGen.Ir;
using NimmGen.Ir.Printing;
using NimmGen.Search;
using NimmGen.Verify;

namespace NimmGen.Zoo.Tests;

/// <summary>Each model of the zoo cites its source, passes the verifier, and moves as its source says.</summary>
public sealed partial class ZooTests
{
    // Books and papers that have no doi.
    private static readonly string[] Books =
    [
        "Oxford University Press", "Modeling Infectious Diseases", "Infectious Diseases of Humans", "Hum. Biol. 24:201", "Pharmacokinetics", "Elements of Physical Biology", "Ann. Inst. Pasteur",
    ];

    // Their sources could not be read: whoever has one at hand writes the number into the model and takes its name away here.
    private static readonly string[] Unnumbered =
    [
        "ForestHardening", "HallPetch", "HospitalDemand", "ReedFrost", "RosenzweigMacArthur", "SeirLeakyVaccine",
        "SeirPowerIncidence", "SeirReportingDelay", "SeirmInfluenza",
    ];

    public static TheoryData<string> All => Zoo.All;

    [Fact]
    public void There_are_thirty_models_and_more_each_with_a_reference()
    {
        string[] references = [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "References"), "*.json")
            .Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
        Assert.Equal(Zoo.Names, references);
        Assert.True(references.Length >= 30, $"{references.Length} models");
    }

    [Theory, MemberData(nameof(All))]
    public void The_kernel_agrees_with_an_independent_solution(string name)
    {
        var reference = Reference.Of(name);
        Dictionary<string, double[]> observed = reference.Simulate(Zoo.Read(name));
        Assert.Equal(reference.Observed.Keys.Order(StringComparer.Ordinal), observed.Keys.Order(StringComparer.Ordinal));
        foreach ((string channel, double[] expected) in reference.Observed)
        {
            double size = expected.Max(Math.Abs);
            for (int i = 0; i < expected.Length; i++)
            {
                double tolerance = 1e-6 * Math.Abs(expected[i]) + (1e-9 * size);
                Assert.True(
                    Math.Abs(expected[i] - observed[channel][i]) <= tolerance,
                    $"{name}, {channel}, value {i}: {observed[channel][i]:R} and not {expected[i]:R}");
            }
        }
    }

    [Theory, MemberData(nameof(All))]
    public void The_verifier_accepts_it(string name)
    {
        Verdict verdict = Verifier.Verify(Zoo.Read(name), null, new VerifierOptions { Simulator = new KernelSimulator() });
        Assert.Equal([], verdict.Findings.Where(d => d.Severity == Severity.Error).Select(d => $"{d.Code} {d.Message}"));
    }

    [Theory, MemberData(nameof(All))]
    public void It_says_where_it_comes_from_and_when_to_use_it(string name)
    {
        string summary = Zoo.Summary(name);
        Assert.Matches(@"\b(1[89]|20)\d\d\b", summary);
        Assert.True(summary.Contains("doi:10.", StringComparison.Ordinal) || Books.Any(b => summary.Contains(b, StringComparison.Ordinal)), "no source that can be found");
        Assert.Matches(@"[.)] For [a-z]", summary);
    }

    [Fact]
    public void Each_names_the_equations_of_its_source_and_those_that_do_not_are_listed()
    {
        string[] without = [.. Zoo.Names.Where(n => !Numbered().IsMatch(Zoo.Summary(n)))];
        Assert.Equal(Unnumbered, without);
    }

    [Theory]
    [InlineData("Monod 1950, equation 1.2. For", true)]
    [InlineData("Li et al. 2020, equations S1 to S5 for one place.", true)]
    [InlineData("Dayneka 1993, model I. For", true)]
    [InlineData("Hethcote and Yorke 1984, chapter 2. For", false)]
    [InlineData("the simple model. For 16 groups, doi:10.1038/nm0895-815", false)]
    public void What_counts_as_a_number(string summary, bool expected) => Assert.Equal(expected, Numbered().IsMatch(summary));

    [Theory, MemberData(nameof(All))]
    public void Its_equations_name_every_state_and_channel(string name)
    {
        MechanismIr model = Zoo.Read(name);
        string text = Plain(EquationPrinter.Text(model));
        foreach (string state in model.Symbols.Where(s => s is CompartmentSymbol or QuantitySymbol).Select(s => s.Name))
        {
            Assert.Contains(state, text, StringComparison.Ordinal);
        }

        foreach (ObserveStatement observation in model.Statements.OfType<ObserveStatement>())
        {
            Assert.Contains(Plain(observation.Channel), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_index_names_each_model_once_and_no_other()
    {
        string[] listed = [.. Regex.Matches(Zoo.Index, @"\]\((\w+)\.cs\)").Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
        Assert.Equal(Zoo.Names, listed);
    }

    // The place in the source: of an equation, table, figure, section, program or named model.
    [GeneratedRegex(@"\b(equations?|tables?|figures?|sections?|programs?|system|model) (S?\d|I\b)")]
    private static partial Regex Numbered();

    // Printed digits are subscripts, and a low line is not printed.
    private static string Plain(string text) => string.Concat(text.Select(c => c is >= '\u2080' and <= '\u2089' ? (char)('0' + c - '\u2080') : c)).Replace("_", "", StringComparison.Ordinal);
}
