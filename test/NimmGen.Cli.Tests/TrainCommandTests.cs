using System.Text.Json;

namespace NimmGen.Cli.Tests;

public sealed class TrainCommandTests : IDisposable
{
    private const string Model = """
        using NimmGen;
        using static NimmGen.Units;

        public sealed class School : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Neural beta = new(PerDay, 0.2, 5) { Role = Role.Transmission };
            readonly Learned gamma = new(PerDay, 0.2, 1);
            readonly Learned infected0 = new(Fraction, 1e-4, 1e-2);
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

    private const string Network = """

        public sealed class Encoder : Network
        {
            readonly Gru encoder = new(hidden: 8, bidirectional: true);
            readonly Dropout drop = new(0.2);
            readonly Mlp decoder = new([16, 8]);

            protected override Signal Define(Signal history, Signal steps) =>
                decoder.Of(Concat(steps, drop.Of(encoder.Of(history)).MeanOverTime().Repeat(steps)));
        }
        """;

    private readonly Session _session = new();

    [Fact]
    public async Task A_model_trains_with_the_network_of_its_file()
    {
        File.WriteAllText(_session["hybrid.cs"], Model + Network);
        Assert.Equal(ExitCode.Done, await _session.Run("train", "hybrid.cs", "boarding-school", "--iterations", "40", "--json"));
        JsonElement trained = JsonDocument.Parse(_session.Out).RootElement;
        Assert.Equal(("School", "Encoder"), (trained.GetProperty("model").GetString(), trained.GetProperty("network").GetString()));
        JsonElement[] scores = [.. trained.GetProperty("scores").EnumerateArray()];
        JsonElement network = scores.Single(s => s.GetProperty("method").GetString() == "Encoder");
        Assert.Equal(trained.GetProperty("origins").GetArrayLength(), network.GetProperty("aggregate").GetArrayLength());
        Assert.Contains(scores, s => s.GetProperty("method").GetString() == "free path");
        Assert.Contains(scores, s => s.GetProperty("method").GetString() == "last value");

        // The same seed gives the same training, dropout included; another does not.
        string first = network.GetProperty("aggregate").GetRawText();
        Assert.Equal(first, await Encoder("1"));
        Assert.NotEqual(first, await Encoder("2"));
    }

    [Fact]
    public async Task A_model_alone_trains_with_the_network_that_is_given()
    {
        File.WriteAllText(_session["model.cs"], Model);
        Assert.Equal(ExitCode.Done, await _session.Run("train", "model.cs", "boarding-school", "--iterations", "5"));
        Assert.Contains("CalibNN", _session.Out, StringComparison.Ordinal);
        Assert.Contains("School on boarding-school", _session.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "NG0001")]
    [InlineData("public sealed class Lonely : Network { readonly Linear map = new(4); protected override Signal Define(Signal history, Signal steps) => map.Of(steps); }", "has 0 models")]
    public async Task What_is_no_model_is_refused(string text, string expected)
    {
        File.WriteAllText(_session["wrong.cs"], text);
        Assert.Equal(ExitCode.UserError, await _session.Run("train", "wrong.cs", "boarding-school"));
        Assert.Contains(expected, _session.Error, StringComparison.Ordinal);
        Assert.Empty(_session.Out);
    }

    [Fact]
    public async Task A_model_that_the_data_do_not_fit_is_refused()
    {
        File.WriteAllText(_session["wrong.cs"], Model.Replace("\"in_bed\"", "\"beds\"", StringComparison.Ordinal));
        Assert.Equal(ExitCode.UserError, await _session.Run("train", "wrong.cs", "boarding-school"));
        Assert.Contains("NG5001", _session.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.UserError, await _session.Run("train", "nowhere.cs", "boarding-school"));
        Assert.Contains("no such file", _session.Error, StringComparison.Ordinal);
        File.WriteAllText(_session["model.cs"], Model);
        Assert.Equal(ExitCode.UserError, await _session.Run("train", "model.cs", "no-such-task"));
        Assert.Contains("unknown task 'no-such-task'", _session.Error, StringComparison.Ordinal);
        Assert.Contains("expected: boarding-school, alloys-bcc", _session.Error, StringComparison.Ordinal);
        Assert.Contains("fix: make a folder of a CSV file of your own by 'nimmgen data init FILE.csv'", _session.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.UserError, await _session.Run("train", "model.cs", "covid-bogta"));
        Assert.Contains("fix: did you mean 'covid-bogota'?", _session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_prints_layers_shapes_and_weights()
    {
        File.WriteAllText(_session["hybrid.cs"], Model + Network);
        Assert.Equal(ExitCode.Done, await _session.Run("check", "hybrid.cs"));
        Assert.Contains("hybrid.cs: network Encoder for the neural parameters of School\n", _session.Out, StringComparison.Ordinal);
        Assert.Contains("    encoder: Gru(hidden: 8, bidirectional: true): [location, history, features] -> [location, history, 16], 480 + 48 a feature weights\n", _session.Out, StringComparison.Ordinal);
        Assert.Contains("    output: [location, steps, 8]; ", _session.Out, StringComparison.Ordinal);
    }

    public void Dispose() => _session.Dispose();

    private async Task<string> Encoder(string seed)
    {
        Assert.Equal(ExitCode.Done, await _session.Run("train", "hybrid.cs", "boarding-school", "--iterations", "40", "--seed", seed, "--json"));
        return JsonDocument.Parse(_session.Out).RootElement.GetProperty("scores").EnumerateArray()
            .Single(s => s.GetProperty("method").GetString() == "Encoder").GetProperty("aggregate").GetRawText();
    }
}
