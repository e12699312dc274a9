using System.Text.Json;
using System.Xml.Linq;

namespace NimmGen.Cli.Tests;

/// <summary>Printing, exporting and importing models.</summary>
public sealed class ExchangeCommandTests : IDisposable
{
    private const string Sir = """
        using NimmGen;
        using static NimmGen.Units;

        public sealed class Sir : Model
        {
            readonly Compartment S = new(People);   // susceptible
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Learned beta = new(PerDay, 0.1, 3);
            readonly Learned gamma = new(PerDay, 0.1, 2);
            readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
            readonly Input population = new(People, min: 1);

            protected override void Define()
            {
                Flow(S, I, beta * I / (S + I + R));
                Flow(I, R, gamma);
                Start(I, infected0 * population);
                Start(R, 0);
                StartRest(S, population);
                Observe("in_bed", People, I);
            }
        }
        """;

    private readonly Session _session = new();

    public ExchangeCommandTests() => File.WriteAllText(_session["Sir.cs"], Sir);

    [Theory]
    [InlineData("equations", "dS/dt = −β·I·S / (S + I + R)")]
    [InlineData("latex", @"\frac{dS}{dt} &= -\frac{\beta\,I\,S}{S + I + R}")]
    [InlineData("mermaid", "S -- \"beta * I / (S + I + R)\" --> I")]
    [InlineData("svg", "<title>Compartment diagram of Sir</title>")]
    [InlineData("csharp", "public sealed class Sir : Model")]
    [InlineData("nomenclature", "susceptible")]
    [InlineData("json", "{\"name\":\"Sir\"")]
    public async Task Each_form_is_alone_on_the_output_or_in_a_file(string form, string part)
    {
        Assert.Equal(ExitCode.Done, await _session.Run("check", "--print", form, "Sir.cs"));
        Assert.Contains(part, _session.Out);
        Assert.Contains("Sir: accepted", _session.Error);
        string printed = _session.Out;
        Assert.Equal(ExitCode.Done, await _session.Run("check", "--print", form, "--output", "out.txt", "Sir.cs"));
        Assert.Equal("", _session.Out);
        Assert.Contains("wrote out.txt", _session.Error);
        Assert.Equal(printed, File.ReadAllText(_session["out.txt"]));
    }

    [Fact]
    public async Task Forms_are_in_json_and_wrong_options_are_told()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("check", "--print", "csharp", "--print", "mermaid", "--json", "Sir.cs"));
        using var json = JsonDocument.Parse(_session.Out);
        JsonElement printed = json.RootElement[0].GetProperty("models")[0].GetProperty("printed");
        Assert.StartsWith("using NimmGen;", printed.GetProperty("csharp").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("flowchart", printed.GetProperty("mermaid").GetString(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, await _session.Run("check", "--print", "poster", "Sir.cs"));
        Assert.Equal(ExitCode.UserError, await _session.Run("check", "--output", "x", "Sir.cs"));
        Assert.Contains("--print FORM", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("check", "--print", "svg", "--output", Path.Combine("absent", "x.svg"), "Sir.cs"));
        Assert.Contains("cannot be written", _session.Error);
    }

    [Fact]
    public async Task A_model_goes_to_sbml_and_comes_back()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("export", "Sir.cs", "--output", "sir.xml"));
        Assert.Contains("NG9102: population comes from data", _session.Error);
        Assert.Equal("sbml", XDocument.Load(_session["sir.xml"]).Root!.Name.LocalName);
        Assert.Equal(ExitCode.Done, await _session.Run("import", "sir.xml", "--output", "Back.cs"));
        Assert.Equal(ExitCode.Done, await _session.Run("diff", "Sir.cs", "Back.cs"));
        Assert.Equal("Sir says what Sir says\n", _session.Out);
        Assert.Equal(ExitCode.UserError, await _session.Run("import", "Sir.cs"));
        Assert.Contains("Sir.cs(1): error NG9104", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("import", "absent.xml"));
        Assert.Equal(ExitCode.Done, await _session.Run("export", "Sir.cs"));
        Assert.StartsWith("<?xml", _session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_problem_of_estimation_is_a_folder()
    {
        Assert.Equal(ExitCode.Done, await _session.Run("export", "Sir.cs", "--format", "petab", "--task", "boarding-school", "--output", "problem"));
        Assert.Equal(["conditions.tsv", "measurements.tsv", "model.xml", "observables.tsv", "parameters.tsv", "problem.yaml"],
            Directory.GetFiles(_session["problem"]).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Equal(ExitCode.UserError, await _session.Run("export", "Sir.cs", "--format", "petab"));
        Assert.Contains("--task TASK", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("export", "Sir.cs", "--format", "petab", "--task", "no-such"));
        Assert.Contains("unknown task 'no-such'", _session.Error);
        Assert.Equal(ExitCode.Usage, await _session.Run("export", "Sir.cs", "--format", "matlab"));
    }

    public void Dispose() => _session.Dispose();
}
