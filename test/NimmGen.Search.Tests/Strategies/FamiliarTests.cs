using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Search.Tests.Searching;

namespace NimmGen.Search.Tests.Strategies;

public sealed class FamiliarTests
{
    private static readonly string Program = BuiltInModeller.Skeleton(Town.Task());


    [Fact]
    public void Another_way_to_solve_is_almost_the_same_and_going_step_by_step_is_not()
    {
        string program = BuiltInModeller.Skeleton(Town.Task());
        string Solved(string by) => System.Text.RegularExpressions.Regex.Replace(program, "Scheme\\.RungeKutta4, subSteps: \\d+", by);
        var familiar = new Familiar(new NimmGen.Frontend.InProcessReader());
        familiar.Add(1, program);
        Assert.NotEqual(program, Solved("Scheme.Patankar, subSteps: 4"));
        Assert.Equal((Familiarity.Near, 1), familiar.Rate(Solved("Scheme.Patankar, subSteps: 4")));
        Assert.Equal((Familiarity.New, null), familiar.Rate(Solved("Scheme.Euler, subSteps: 1")));
    }

    [Fact]
    public void The_same_and_almost_the_same_are_told_from_the_new()
    {
        var familiar = new Familiar(new InProcessReader());
        Assert.Equal((Familiarity.New, null), familiar.Rate(Program));
        familiar.Add(1, Program);
        Assert.Equal((Familiarity.Same, 1), familiar.Rate(Program.Replace("class ", "class Other", StringComparison.Ordinal)));
        Assert.Equal((Familiarity.Near, 1), familiar.Rate(Renamed(Program)));
        Assert.Equal((Familiarity.New, null), familiar.Rate("no program"));

        // A run tells what others wrote.
        var later = new Familiar(new InProcessReader());
        later.Learn([Examples.Candidate(1) with { Program = Program, Hash = Read(Program).Hash }]);
        Assert.Equal(Familiarity.Same, later.Rate(Program).Familiarity);
        Assert.Equal(Familiarity.Near, later.Rate(Renamed(Program)).Familiarity);
    }

    [Fact]
    public void Ranges_and_names_are_nearly_nothing_and_the_differences_are_told()
    {
        var changes = Likeness.Nearly(Read(Program), Read(Renamed(Program)))!.Value;
        Assert.Contains(changes, c => c.Sentence.Contains("recoveryRate", StringComparison.Ordinal));
        Assert.Null(Likeness.Nearly(Read(Program), Read(Program)));
    }

    /// <summary>Of the grammar's edits none is a matter of names or numbers; all 8 proposals of a round differ.</summary>
    [Fact]
    public void What_the_modeller_proposes_is_new_until_the_grammar_is_used_up()
    {
        var modeller = new BuiltInModeller(Town.Task(), 1);
        Proposal[] proposals = [.. modeller.Propose([], 30)];
        string[] hashes = [.. proposals.Select(p => Read(p.Program).Hash)];
        Assert.Equal(30, hashes.Distinct().Count());

        // Another author has said all of it but the last: that is what is left to say.
        CandidateRecord[] history = [.. proposals.Take(29).Select((p, i) => Examples.Candidate(p.Number) with { Program = p.Program, Hash = hashes[i], Outcome = Outcome.Scored })];
        Proposal next = new BuiltInModeller(Town.Task(), 1).Propose(history, 1)[0];
        Assert.DoesNotContain(Read(next.Program).Hash, hashes.Take(29));
        Assert.InRange(next.Parent!.Value, 1, 29);
    }

    private static string Renamed(string program) => program.Replace("gamma", "recoveryRate", StringComparison.Ordinal);

    private static MechanismIr Read(string program) => ModelReader.Read(program, "x.cs", TestContext.Current.CancellationToken).Models[0];
}
