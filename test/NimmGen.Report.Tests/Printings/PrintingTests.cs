using System.Text.RegularExpressions;
using System.Xml.Linq;
using NimmGen.Ir;
using NimmGen.Ir.Printing;

namespace NimmGen.Report.Tests.Printings;

/// <summary>Every printing of every model of the zoo and of the first drafts.</summary>
public sealed partial class PrintingTests
{
    // What LaTeX with amsmath, KaTeX, MathJax and Temml all know.
    private static readonly HashSet<string> Known =
    [
        "begin", "end", "frac", "tfrac", "left", "right", "mathrm", "text", "quad", "ldots", "cdot", "int", "sum", "sqrt", "hat", "overline", "tau", "Delta", "in", "sim", "ell", "top",
        "exp", "ln", "sin", "cos", "tanh", "min", "max", "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma",
        "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
    ];

    public static TheoryData<string> Names => Zoo.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Latex_has_balanced_groups_known_commands_and_one_column_a_line(string name)
    {
        string latex = EquationPrinter.Latex(Zoo.Model(name));
        Assert.StartsWith("\\begin{aligned}\n", latex, StringComparison.Ordinal);
        Kept.Write(name + ".tex", latex);
        string body = Escaped().Replace(latex, "");
        int depth = 0;
        Assert.All(body, c => Assert.True((depth += c == '{' ? 1 : c == '}' ? -1 : 0) >= 0));
        Assert.Equal(0, depth);
        string[] commands = [.. Command().Matches(latex).Select(m => m.Groups[1].Value)];
        Assert.All(commands, c => Assert.Contains(c, Known));
        Assert.Equal(commands.Count(c => c == "left"), commands.Count(c => c == "right"));
        Assert.All(latex.Split('\n')[1..^2], line => Assert.Equal(1, Escaped().Replace(line, "").Count(c => c == '&')));
        Assert.All(body, c => Assert.False(c is '#' or '$' or '%' or '~' || char.IsControl(c) && c != '\n', $"'{c}' in {latex}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equations_name_every_state_and_channel(string name)
    {
        MechanismIr model = Zoo.Model(name);
        string text = EquationPrinter.Text(model);
        Assert.Equal(model.States.Sum(s => s is CompartmentSymbol { Stages: > 1 } ? 2 : 1), Derivative().Count(text) + Regex.Count(text, @"\(t\+Δ\) = "));
        Assert.All(model.Observations, o => Assert.Contains($"ŷ[{o.Channel}] = ", text));
        Assert.DoesNotContain("StageOf", text);
        Assert.DoesNotContain("{", text);
        Assert.Equal(model.Symbols.Length + model.Lets.Count() + 1, Nomenclature.Text(model).Count(c => c == '\n'));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_printed_program_reads_back_as_the_same_model(string name)
    {
        MechanismIr model = Zoo.Model(name);
        string printed = CSharpPrinter.Print(model);
        MechanismIr again = Zoo.Of(printed, name);
        Assert.Equal(model.Hash, again.Hash);
        Assert.Equal(printed, CSharpPrinter.Print(again));
        Assert.Equal(model.Symbols.Select(s => s.Meaning), again.Symbols.Select(s => s.Meaning));
        Assert.Equal(model.Hash, MechanismJson.Read(MechanismJson.Write(model)).Hash);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mermaid_has_a_node_a_state_and_an_arrow_a_flow(string name)
    {
        MechanismIr model = Zoo.Model(name);
        string[] lines = MermaidPrinter.Print(model).TrimEnd().Split('\n');
        Assert.Equal("flowchart LR", lines[0]);
        Assert.All(lines[1..], l => Assert.Matches("""^  \w+(\(\( \)\))?(\["[^"]*"\]|\(\["[^"]*"\]\)|>"[^"]*"\]| -- "[^"]*" --> \w+(\(\( \)\))?| -\.(-?>| "[^"]*" \.->) \w+)$""", l));
        int equations = model.Statements.Count(s => s is GrowthStatement or RateStatement or NextStatement);
        Assert.Equal(model.Flows.Count() + equations, lines.Count(l => l.Contains(" -- \"", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_drawn_diagram_has_no_overlaps_and_says_what_it_shows(string name)
    {
        MechanismIr model = Zoo.Model(name);
        XNamespace svg = "http://www.w3.org/2000/svg";
        XElement picture = XElement.Parse(SvgDiagram.Document(model));
        Kept.Write(name + ".svg", picture.ToString());
        Assert.Equal("img", (string?)picture.Attribute("role"));
        Assert.Contains(model.Name, picture.Element(svg + "title")!.Value);
        Assert.NotEmpty(picture.Element(svg + "desc")!.Value);
        Assert.Equal(model.States.Count(), picture.Elements(svg + "rect").Count());
        Assert.Contains("prefers-color-scheme: dark", picture.Element(svg + "style")!.Value);
        string[] overlaps = [.. Overlaps.Of(picture)];
        Assert.True(overlaps.Length == 0, string.Join('\n', overlaps));
    }

    [Theory]
    [InlineData("AgeSeir"), InlineData("SeirmInfluenza"), InlineData("SirsWaning"), InlineData("TumourChemoRadio")]
    public void Equations_and_symbols_are_as_recorded(string name)
    {
        MechanismIr model = Zoo.Model(name);
        Snapshot.Check(name + ".txt", EquationPrinter.Text(model) + "\n" + Nomenclature.Text(model) + "\n" + EquationPrinter.Latex(model));
    }

    [GeneratedRegex(@"\\[_%&#$,\\]", RegexOptions.None, 5000)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"\\([A-Za-z]+)", RegexOptions.None, 5000)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?m)^ *d[^ ]+/dt = ", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Derivative();
}
