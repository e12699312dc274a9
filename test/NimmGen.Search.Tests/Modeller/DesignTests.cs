using System.Numerics;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;

namespace NimmGen.Search.Tests.Modeller;

public sealed class DesignTests
{
    // Reading and verifying takes some ten milliseconds a program.
    private const int Walk = 45;

    public static TheoryData<string> All => [.. SomeGrammars.Names];

    /// <summary>A seeded walk: edits, now and then a jump to anywhere. What is met is read, verified for the data it is for, and is no other's mechanism.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Programs_are_read_verified_and_differ(string name)
    {
        Grammar grammar = SomeGrammars.Of(name);
        DataContext data = SomeGrammars.Data(name);
        var random = new Random(name.Length);
        var hashes = new Dictionary<string, Design>(StringComparer.Ordinal);
        Design at = grammar.Simplest;
        for (int i = 0; i < Walk; i++)
        {
            Check(at, data, hashes);
            Edit[] edits = [.. at.Edits()];
            at = i % 3 == 2 ? SomeGrammars.Anything(grammar, random) : edits[random.Next(edits.Length)].Result;
        }

        Assert.InRange(hashes.Count, (int)BigInteger.Min(Walk / 3, grammar.Count()), Walk);
    }

    /// <summary>Every alternative of every production stands in some program.</summary>
    [Theory]
    [InlineData("covid-bogota"), InlineData("influenza-usa"), InlineData("lung-cancer-chemo-radio"), InlineData("alloys-bcc")]
    public void Every_alternative_is_read_and_verified(string name)
    {
        Grammar grammar = SomeGrammars.Of(name);
        DataContext data = SomeGrammars.Data(name);
        var random = new Random(5);
        var hashes = new Dictionary<string, Design>(StringComparer.Ordinal);
        var missing = grammar.Productions.SelectMany(p => Enumerable.Range(0, p.Count).Select(a => (p, a))).ToHashSet();
        for (int i = 0; i < 4000 && missing.Count > 0; i++)
        {
            Design design = SomeGrammars.Anything(grammar, random);
            int before = missing.Count;
            missing.RemoveWhere(m => design.Choice(m.p) == m.a);
            if (missing.Count < before)
            {
                Check(design, data, hashes);
            }
        }

        // What the data of this task do not open stays closed.
        Assert.All(missing, m => Assert.False(m.p.IsOpen(m.a, grammar.Simplest), $"{m.p.Name}: {m.p.Label(m.a)}"));
    }

    [Fact]
    public void A_program_says_what_it_is_and_why_it_was_changed()
    {
        var grammar = (InfectionGrammar)SomeGrammars.Of("covid-bogota");
        Design design = grammar.Simplest.With(grammar.LatentStages, 1).With(grammar.Covariate, "mobility_transit_stations").With(grammar.ReportingTime, ReportingTime.LearnedDelay);
        Testing.Snapshot.Match("design", design.Program("The fit runs 3 steps ahead of the data: adds a reporting delay."));
    }

    private static void Check(Design design, DataContext data, Dictionary<string, Design> hashes)
    {
        string program = design.Program("A note.");
        ReadResult read = ModelReader.Read(program, "design.cs", TestContext.Current.CancellationToken);
        Assert.True(read.Models.Length == 1 && read.Diagnostics.All(d => d.Severity != Severity.Error), string.Join(Environment.NewLine, read.Diagnostics) + program);
        Verdict verdict = Verifier.Verify(read.Models[0], data);
        Assert.True(verdict.Accepted, string.Join(Environment.NewLine, verdict.Findings) + program);
        string hash = read.Models[0].Hash;
        Assert.True(hashes.TryAdd(hash, design) || hashes[hash].Equals(design), $"{design} says the same as {hashes[hash]}");
        if (hashes.Count % 5 > 0)
        {
            return;
        }

        // The note is no part of the mechanism.
        Assert.Equal(hash, ModelReader.Read(design.Program("Another."), "again.cs", TestContext.Current.CancellationToken).Models[0].Hash);
    }
}
