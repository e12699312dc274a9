using NimmGen.Data;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir;
using NimmGen.Verify;
using ReadResult = NimmGen.Frontend.ReadResult;

namespace NimmGen.Search.Tests.Searching;

public sealed class DesignTests
{
    // Reading and verifying takes milliseconds a program: of three edits a spread of this many is tried.
    private const int Most = 60;

    public static TheoryData<ObservedKind, bool, bool> Contexts => new(
        from kind in Enum.GetValues<ObservedKind>() from weekly in new[] { false, true } from many in new[] { false, true } select (kind, weekly, many));

    [Theory]
    [MemberData(nameof(Contexts))]
    public void Infection_programs_compile_verify_and_differ(ObservedKind kind, bool weekly, bool many)
    {
        var data = new DataContext(
            [new("cases", kind == ObservedKind.PercentOfVisits ? Unit.Of("percent") : Unit.Of("people"), kind switch { ObservedKind.Prevalence => "prevalence", ObservedKind.PercentOfVisits => "percent", _ => "new" }, 0, 90)],
            [new("population", Unit.Of("people"), "constant", 1e4, 1e6)],
            weekly ? "week" : "day");
        Check(InfectionDesign.Simplest(new("cases", kind, weekly, many, Long: true, "population")), data);
    }

    [Theory]
    [InlineData(LungCancerScenario.None), InlineData(LungCancerScenario.Chemotherapy), InlineData(LungCancerScenario.ChemoRadiotherapy)]
    public void Tumour_programs_compile_verify_and_differ(LungCancerScenario scenario)
    {
        var context = new TumourContext(scenario != LungCancerScenario.None, scenario == LungCancerScenario.ChemoRadiotherapy);
        Check(TumourDesign.Simplest(context), DataContexts.Of(Cohort.LungCancer(scenario, 1).Shown));
    }

    /// <summary>The tasks that need no file: whatever is proposed for one uses only what its data have.</summary>
    [Theory]
    [InlineData("boarding-school"), InlineData("mrsa-virginia"), InlineData("lung-cancer"), InlineData("lung-cancer-chemo"), InlineData("lung-cancer-chemo-radio")]
    public void What_is_proposed_for_a_task_fits_its_data(string name)
    {
        TaskResult found = TaskCatalogue.Find(name, null);
        Assert.True(found.Task is not null, string.Join(Environment.NewLine, found.Problems));
        DataContext data = DataContexts.Of(found.Task.Panel);
        IReadOnlyList<Proposal> proposals = new BuiltInModeller(found.Task, seed: 0).Propose([], 8);
        Assert.True(proposals.Count >= 3, $"{proposals.Count} proposals");
        Assert.All(proposals, proposal =>
        {
            ReadResult read = ModelReader.Read(proposal.Program, "proposal.cs", TestContext.Current.CancellationToken);
            Verdict verdict = Verifier.Verify(Assert.Single(read.Models), data);
            Assert.True(verdict.Accepted, string.Join(Environment.NewLine, verdict.Findings) + proposal.Program);
        });
    }

    private static void Check(Design simplest, DataContext data)
    {
        var designs = new HashSet<Design> { simplest };
        for (int edits = 0; edits < 3; edits++)
        {
            designs.UnionWith([.. designs.SelectMany(d => d.Edits().Select(e => e.Result))]);
        }

        var hashes = new Dictionary<string, Design>(StringComparer.Ordinal);
        Design[] all = [.. designs];
        int stride = Math.Max(1, all.Length / Most);
        for (int i = 0; i < all.Length; i += stride)
        {
            Design design = all[i];
            ReadResult read = ModelReader.Read(design.Program("A note."), "design.cs", TestContext.Current.CancellationToken);
            string said = string.Join(Environment.NewLine, read.Diagnostics) + design.Program("");
            Assert.True(read.Models.Length == 1 && read.Diagnostics.All(d => d.Severity != Severity.Error), said);
            Verdict verdict = Verifier.Verify(read.Models[0], data);
            Assert.True(verdict.Findings.All(f => f.Severity != Severity.Error), string.Join(Environment.NewLine, verdict.Findings) + design.Program(""));
            Assert.True(hashes.TryAdd(read.Models[0].Hash, design), $"{design} says the same as {hashes.GetValueOrDefault(read.Models[0].Hash)}");
            Assert.Equal(read.Models[0].Hash, ModelReader.Read(design.Program("Another."), "again.cs", TestContext.Current.CancellationToken).Models[0].Hash);
        }
    }
}
