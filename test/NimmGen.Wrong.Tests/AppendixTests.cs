using System.Collections.Immutable;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Wrong.Tests;

/// <summary>
/// The three semantic and two run-time errors that the paper shows (appendix G), written in this language: each
/// is refused, and the message says what a modeller can act on.
/// </summary>
public sealed class AppendixTests
{
    private const string Model = """
        using NimmGen;
        using static NimmGen.Units;

        public sealed class Seirm : Model
        {
            readonly Compartment S = new(People);
            readonly Compartment E = new(People);
            readonly Compartment I = new(People);
            readonly Compartment R = new(People);
            readonly Compartment M = new(People);
            readonly Neural beta = new(PerDay, 0.05, 1.5) { Role = Role.Transmission };
            readonly Learned sigma = new(PerDay, 0.1, 1);
            readonly Learned delta = new(PerDay, 0.02, 0.5);
            readonly Constant gamma = new(PerDay, 0.2);
            readonly Learned kappa = new(PerDay, 0.001, 0.1);
            readonly Learned reported = new(Fraction, 0.01, 0.3);
            readonly Learned infected0 = new(Fraction, 1e-6, 1e-3);
            readonly Input population = new(People, min: 1);

            protected override void Define()
            {
                Flow(S, E, beta * I / (S + E + I + R));
                Flow onset = Flow(E, I, sigma);
                Flow(I, R, gamma);
                // here
                Start(E, 0);
                Start(I, infected0 * population);
                Start(R, 0);
                StartRest(S, population);
                Observe("cases", People, reported * Incidence(onset));
            }
        }
        """;

    private const string NoM = "    readonly Compartment M = new(People);\n";

    [Theory]
    [InlineData("a reservoir drained by two unrelated rates", "NG4001", "compartment E is a non-identifiable reservoir: exits E→I (sigma) and E→R (delta)", "Flow(E, R, delta);", true)]
    [InlineData("a variable that is not updated", "NG2001", "compartment M is connected to no flow", "Outflow(I, delta); Start(M, 0);", false)]
    [InlineData("a rate injected as an absolute flow", "NG1003", "inflow to I has unit 1/day, expected people/day", "Inflow(I, kappa);", true)]
    public void A_semantic_error_is_refused(string what, string code, string message, string statement, bool withoutM)
    {
        string text = Model.ReplaceLineEndings("\n").Replace("// here", statement);
        ReadResult read = ModelReader.Read(withoutM ? text.Replace(NoM, "") : text, what, TestContext.Current.CancellationToken);
        Assert.True(read.Diagnostics.IsEmpty, string.Join('\n', read.Diagnostics));
        ImmutableArray<Diagnostic> errors = [.. Verifier.Verify(read.Models[0], options: WrongTests.Thorough).Findings.Where(f => f.Severity == Severity.Error)];
        Assert.True(errors.Length == 1, string.Join('\n', errors));
        Assert.Equal(code, errors[0].Code);
        Assert.StartsWith(message, errors[0].Message, StringComparison.Ordinal);
        Assert.True(errors[0].Why is { Length: > 0 } && errors[0].Fix is { Length: > 0 } && errors[0].Place.Line > 0, errors[0].ToString());
    }

    /// <summary>In C# an indentation has no meaning; its kin are a line outside of the method and an update in place.</summary>
    [Theory]
    [InlineData("a line at the wrong depth", "}\nFlow(I, R, gamma);\nvoid More() {")]
    [InlineData("an update in place", "S = S - beta * S;")]
    [InlineData("a wrong type of argument", "Start(M, Min(kappa, \"0\"));")]
    [InlineData("a number where a compartment belongs", "Flow(0.5, I, kappa);")]
    public void A_run_time_error_is_refused_before_it_runs(string what, string statement)
    {
        string text = Model.ReplaceLineEndings("\n").Replace("// here", statement);
        int line = text[..text.IndexOf(statement, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        ReadResult read = ModelReader.Read(text, what, TestContext.Current.CancellationToken);
        Assert.Empty(read.Models);
        Diagnostic error = read.Diagnostics.First(d => d.Severity == Severity.Error);
        Assert.True(error.Place.Line >= line && error.Place.Line <= line + 2 && error.Fix is { Length: > 0 }, string.Join('\n', read.Diagnostics));
        TestContext.Current.TestOutputHelper?.WriteLine(error.ToString());
    }
}
