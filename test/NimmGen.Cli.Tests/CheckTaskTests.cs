namespace NimmGen.Cli.Tests;

/// <summary>Models against a data set, many at once, and in a process of their own.</summary>
public sealed class CheckTaskTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task A_model_of_the_data_set_is_accepted()
    {
        Assert.True(await Check("""Observe("in_bed", People, I);""", "--task", "boarding-school") == ExitCode.Done, _session.Error);
        Assert.Contains("Sir: accepted", _session.Out);
    }

    [Theory]
    [InlineData("""Observe("cases", People, I);""", "channel 'cases' is not in the data set", "it has in_bed")]
    [InlineData("""Observe("in_bed", One, I / population);""", "observation 'in_bed' is declared in 1, the data set has it in people", "observe it in people")]
    [InlineData("""Observe("in_bed", People, I); Observe("mobility", One, mobility);""", "input mobility is channel 'mobility', which is not in the data set", "name the input like its channel")]
    public async Task What_does_not_fit_the_data_set_is_told(string observations, string message, string cure)
    {
        Assert.Equal(ExitCode.UserError, await Check(observations, "--task", "boarding-school"));
        Assert.Contains(message, _session.Error);
        Assert.Contains(cure, _session.Error);
        Assert.Contains("error NG", _session.Error);
    }

    [Fact]
    public async Task A_unit_of_an_input_is_compared()
    {
        Assert.Equal(ExitCode.UserError, await Check("""Observe("in_bed", People, I);""", ["--task", "boarding-school"], "readonly Input population = new(Days, min: 1);"));
        Assert.Contains("input population is declared in day, the data set has it in people", _session.Error);
    }

    [Fact]
    public async Task Without_the_data_the_card_is_enough_and_it_is_said()
    {
        Assert.Equal(ExitCode.UserError, await Check("""Observe("in_bed", People, I);""", "--task", "covid-bogota"));
        Assert.StartsWith("note: checked against the card of covid-bogota alone", _session.Error, StringComparison.Ordinal);
        Assert.Contains("channel 'in_bed' is not in the data set", _session.Error);
        Assert.Equal(ExitCode.UserError, await Check("", "--task", "covid-bogta"));
        Assert.Contains("did you mean 'covid-bogota'?", _session.Error);
    }

    [Fact]
    public async Task Many_files_are_answered_in_their_order()
    {
        string[] names = [.. Enumerable.Range(0, 12).Select(i => $"m{i}.cs")];
        for (int i = 0; i < names.Length; i++)
        {
            File.WriteAllText(_session[names[i]], i % 3 == 0 ? "class {" : Text("""Observe("in_bed", People, I);""", Population));
        }

        Assert.Equal(ExitCode.UserError, await _session.Run(["check", "--jobs", "3", .. names]));
        string[] verdicts = [.. _session.Out.Split('\n').Where(l => l.StartsWith('m'))];
        Assert.Equal(names.Select((n, i) => i % 3 == 0 ? $"{n}: rejected" : $"{n}: Sir: accepted"), verdicts.Select(v => v.Split(',')[0]));
        Assert.Equal(ExitCode.Usage, await _session.Run("check", "--jobs", "0", "m1.cs"));
    }

    [Fact]
    public async Task A_process_of_its_own_says_the_same()
    {
        Assert.Equal(ExitCode.Done, await Check("""Observe("in_bed", People, I);"""));
        string here = _session.Out;
        Assert.Equal(ExitCode.Done, await Check("""Observe("in_bed", People, I);""", "--isolated"));
        Assert.Equal(here, _session.Out);
        Assert.Equal(ExitCode.UserError, await Check("System.IO.File.Delete(\"x\");", "--isolated"));
        Assert.Contains("model.cs(17): error NG0001: the call of System.IO.File.Delete", _session.Error);
    }

    public void Dispose() => _session.Dispose();

    private const string Population = "readonly Input population = new(People, min: 1);";

    private Task<int> Check(string observations, params string[] options) =>
        Check(observations, options, observations.Contains("mobility", StringComparison.Ordinal) ? Population + " readonly Input mobility = new(One);" : Population);

    private Task<int> Check(string observations, string[] options, string population)
    {
        File.WriteAllText(_session["model.cs"], Text(observations, population));
        return _session.Run(["check", "model.cs", .. options]);
    }

    private static string Text(string observations, string population) => $$"""
        public sealed class Sir : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Learned beta = new(PerDay, 0.1, 3) { Role = Role.Transmission };
            readonly Learned gamma = new(PerDay, 0.1, 2);
            {{population}}

            protected override void Define()
            {
                Flow(S, I, beta * I / (S + I + R));
                Flow(I, R, gamma);
                Start(I, 1 * People);
                Start(R, 0);
                StartRest(S, population);
                {{observations}}
            }
        }
        """;
}
