using System.Diagnostics;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Wrong.Tests;

/// <summary>What the design asks of a check, with room for a busy machine.</summary>
public sealed class SpeedTests
{
    [Fact]
    public void Five_compartments_are_read_and_judged_within_a_tenth_of_a_second()
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "models", "SeirmInfluenza.cs"));
        TimeSpan Once()
        {
            long start = Stopwatch.GetTimestamp();
            MechanismIr model = Assert.Single(ModelReader.Read(text, "SeirmInfluenza.cs").Models);
            Verdict verdict = Verifier.Verify(model, options: WrongTests.Thorough);
            Assert.Contains(verdict.Proofs, p => p.Kind == "identifiability");
            return Stopwatch.GetElapsedTime(start);
        }

        Once();
        TimeSpan best = Enumerable.Range(0, 10).Min(_ => Once());
        TestContext.Current.TestOutputHelper?.WriteLine($"{best.TotalMilliseconds:F1} ms");
        Assert.True(best < TimeSpan.FromMilliseconds(100), $"{best.TotalMilliseconds:F1} ms");
    }
}
