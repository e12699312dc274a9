using NimmGen.Ir;

namespace NimmGen.Search.Tests.Loop;

public sealed class MemoryTests
{
    [Fact]
    public void Errors_are_counted_once_a_candidate_and_by_cause_the_most_frequent_first()
    {
        CandidateRecord[] history =
        [
            Failed(1, ("NG1003", "adds people to days"), ("NG1003", "adds people to days")),
            Failed(2, ("NG1003", "adds people to days"), ("NG2001", "does not conserve")),
            Failed(3, ("NG2001", "has another cause")),
            Failed(4, ("NG1003", "adds people to days")),
        ];
        Assert.Equal(
            [("NG1003", 3), ("NG2001", 1), ("NG2001", 1)],
            new RememberStage(errors: true).Run(history, "", 2).Errors.Select(e => (e.Code, e.Count)));
        Assert.Empty(new RememberStage(errors: false).Run(history, "", 2).Errors);
    }

    [Fact]
    public void A_cure_worked_where_the_round_after_it_went_without_the_error()
    {
        CandidateRecord[] history =
        [
            Failed(1, ("NG1003", "adds")) with { Repair = new("line 3", "write 3 * Days") }, Examples.Candidate(2),
            Examples.Candidate(3), Examples.Candidate(4),
            Failed(5, ("NG2001", "loses")) with { Repair = new("line 9", "add a flow") }, Examples.Candidate(6),
            Failed(7, ("NG2001", "loses")), Examples.Candidate(8),
        ];
        ErrorEntry[] errors = [.. new RememberStage(errors: true).Run(history, "", 2).Errors];
        Assert.Equal(("NG2001", false, "loses"), (errors[0].Code, errors[0].Worked, errors[0].Cause));
        Assert.Equal(("NG1003", true, "write 3 * Days"), (errors[1].Code, errors[1].Worked, errors[1].Cure));
    }

    [Fact]
    public void The_best_are_kept_by_score_and_the_last_by_number()
    {
        CandidateRecord[] history = [.. Enumerable.Range(1, 12).Select(n => Examples.Candidate(n) with { Score = n % 5 }), Examples.Failed with { Number = 13 }];
        SearchMemory memory = new RememberStage(errors: true).Run(history, "told", 4);
        Assert.Equal([5, 10, 1, 6, 11], memory.Best.Select(c => c.Number));
        Assert.Equal([6, 7, 8, 9, 10, 11, 12, 13], memory.Recent.Select(c => c.Number));
        Assert.Equal("told", memory.Reflection);
    }

    [Theory]
    [InlineData("transmission follows workplace mobility", "literature/mobility.md")]
    [InlineData("the fit has a weekday pattern: Monday is too high", "literature/weekday.md")]
    [InlineData("a second wave needs waning immunity and reinfection", "literature/waning.md")]
    [InlineData("tumour, chemotherapy dose", "literature/chemotherapy.md")]
    public void The_critique_finds_what_it_is_about(string critique, string expected)
    {
        using var index = new WordIndex(SnippetLibrary.All);
        Assert.Contains(expected, index.Search(critique, 3).Select(s => s.Name));
    }

    [Fact]
    public void An_epidemic_is_not_told_of_drugs_nor_a_tumour_of_epidemics()
    {
        string[] town = [.. SnippetLibrary.For(Searching.Town.Task()).Select(s => s.Name)];
        Assert.Contains("models/TwoStrains.cs", town);
        Assert.DoesNotContain("models/IndirectResponse.cs", town);
        Assert.Contains("literature/chemotherapy.md", town);
        string[] patients = [.. SnippetLibrary.For(TaskCatalogue.Find("lung-cancer-chemo-radio", null).Task!).Select(s => s.Name)];
        Assert.Contains("models/TumourChemoRadio.cs", patients);
        Assert.DoesNotContain("models/Seir.cs", patients);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\" OR 1=1 --")]
    [InlineData("NEAR(a b) * ^ : {x} AND NOT")]
    [InlineData("the and for a")]
    public void Any_text_is_a_query(string query)
    {
        using var index = new WordIndex(SnippetLibrary.All);
        Assert.InRange(index.Search(query, 3).Count, 0, 3);
    }

    [Fact]
    public void Every_snippet_that_is_a_program_is_one_of_the_language()
    {
        Snippet[] models = [.. SnippetLibrary.All.Where(s => s.Name.EndsWith(".cs", StringComparison.Ordinal))];
        Assert.NotEmpty(models);
        Assert.All(models, m => Assert.DoesNotContain(
            Frontend.ModelReader.Read(m.Text, m.Name, TestContext.Current.CancellationToken).Diagnostics, d => d.Severity == Severity.Error));
    }

    private static CandidateRecord Failed(int number, params (string Code, string Message)[] errors) => Examples.Failed with
    {
        Number = number,
        Outcome = Outcome.Rejected,
        Diagnostics = [.. errors.Select(e => new Diagnostic(e.Code, Severity.Error, Place.None, e.Message))],
    };
}
