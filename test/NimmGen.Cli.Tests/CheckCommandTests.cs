using System.Text.Json;

namespace NimmGen.Cli.Tests;

public sealed class CheckCommandTests : IDisposable
{
    private const string Good = """
        using NimmGen;
        using static NimmGen.Units;

        /// <summary>Susceptible, infectious, recovered.</summary>
        public sealed class Sir : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Learned beta = new(PerDay, 0.1, 3);
            readonly Learned gamma = new(PerDay, 0.1, 2);
            readonly Learned infected0 = new(Fraction, 1e-6, 1e-2);
            readonly Input population = new(People, min: 1);

            protected override void Define()
            {
                Flow infection = Flow(S, I, beta * I / (S + I + R));
                Flow(I, R, gamma);
                Start(I, infected0 * population);
                Start(R, 0);
                StartRest(S, population);
                Observe("cases", People, Incidence(infection));
            }
        }
        """;

    private readonly Session _session = new();

    [Fact]
    public async Task A_sound_model_is_accepted_with_its_proofs()
    {
        Assert.Equal(ExitCode.Done, await Check(Good));
        Assert.StartsWith("model.cs: Sir: accepted, 0 errors", _session.Out, StringComparison.Ordinal);
        Assert.Contains("proved: conservation", _session.Out);
    }

    [Fact]
    public async Task What_was_asked_for_is_alone_on_the_output()
    {
        Assert.Equal(ExitCode.Done, await Check(Good, "--diagram"));
        Assert.StartsWith("flowchart LR", _session.Out, StringComparison.Ordinal);
        Assert.Contains("Sir: accepted", _session.Error);
        Assert.Equal(ExitCode.Done, await Check(Good, "--latex"));
        Assert.StartsWith("\\begin{aligned}", _session.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, await Check(Good, "--equations"));
        Assert.Contains(" = ", _session.Out);
    }

    [Fact]
    public async Task Json_holds_models_and_diagnostics()
    {
        Assert.Equal(ExitCode.Done, await Check(Good, "--json", "--equations"));
        using var json = JsonDocument.Parse(_session.Out);
        JsonElement model = json.RootElement[0].GetProperty("models")[0];
        Assert.Equal("Sir", model.GetProperty("name").GetString());
        Assert.Equal(64, model.GetProperty("hash").GetString()!.Length);
        Assert.Contains(" = ", model.GetProperty("equations").GetString());
        Assert.Equal(ExitCode.UserError, await Check("class {", "--json"));
        using var wrong = JsonDocument.Parse(_session.Out);
        Assert.False(wrong.RootElement[0].GetProperty("accepted").GetBoolean());
        Assert.Matches(@"^NG\d{4}$", wrong.RootElement[0].GetProperty("diagnostics")[0].GetProperty("code").GetString());
    }

    public static TheoryData<string, string> WrongPrograms() => new()
    {
        { "a syntax error", Good.Replace("PerDay, 0.1, 3);", "PerDay, 0.1, 3;", StringComparison.Ordinal) },
        { "a unit error", Good.Replace("Flow(I, R, gamma);", "Flow(I, R, gamma * I);", StringComparison.Ordinal) },
        { "an endless loop", Good.Replace("Flow(I, R, gamma);", "for (int i = 0; i >= 0; i = 0) { }", StringComparison.Ordinal) },
        { "a file", Good.Replace("Flow(I, R, gamma);", "System.IO.File.ReadAllText(\"/etc/passwd\");", StringComparison.Ordinal) },
        { "brackets", new string('(', 10_000_000) },
        { "nothing", "" },
        { "bytes", "\0\u0001\u0002\uFFFD" },
    };

    [Theory]
    [MemberData(nameof(WrongPrograms))]
    public async Task A_wrong_program_is_rejected_with_a_code_that_is_explained(string what, string program)
    {
        Assert.True(await Check(program) == ExitCode.UserError, what);
        System.Text.RegularExpressions.Match code = System.Text.RegularExpressions.Regex.Match(_session.Error, @"model\.cs(\(\d+\))?: error (NG\d{4}): ", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(code.Success, _session.Error);
        Assert.InRange(_session.Error.Length, 20, 20_000);
        Assert.Equal(ExitCode.Done, await _session.Run("explain", code.Groups[2].Value));
        Assert.StartsWith("# " + code.Groups[2].Value, _session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_cannot_be_read_and_unknown_codes_are_named()
    {
        File.WriteAllText(_session["model.cs"], Good);
        Assert.Equal(ExitCode.UserError, await _session.Run("check", "absent.cs", "model.cs"));
        Assert.Contains("absent.cs: no such file", _session.Error);
        Assert.Contains("Sir: accepted", _session.Out);
        Assert.Equal(ExitCode.UserError, await _session.Run("check", "."));
        Assert.Contains("this is a folder", _session.Error);
        Assert.Equal(ExitCode.UserError, await _session.Run("explain", "NG10030"));
        Assert.Contains("did you mean NG", _session.Error);
    }

    public void Dispose() => _session.Dispose();

    private Task<int> Check(string program, params string[] options)
    {
        File.WriteAllText(_session["model.cs"], program);
        return _session.Run(["check", "model.cs", .. options]);
    }
}
