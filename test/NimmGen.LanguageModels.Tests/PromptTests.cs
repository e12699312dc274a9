namespace NimmGen.LanguageModels.Tests;

/// <summary>Prompts are measured and cut to size.</summary>
public sealed class PromptTests
{
    // Counted with the tokenisers of Microsoft.ML.Tokenizers 2.0.1: cl100k_base, o200k_base.
    public static TheoryData<string, int, int> Counted => new()
    {
        {
            """
            Transmission falls when people stay at home, and they stay at home when they see the dead. A force of infection that depends on recent deaths, smoothed over two weeks, explains a second wave without a new variant; 763 boys, 512 of whom fell ill, are too few to tell the two apart.
            """, 63, 64
        },
        {
            """
            public sealed class Sir : Model
            {
                readonly Compartment S = new(People);   // susceptible
                readonly Learned beta = new(PerDay, 0.1, 5) { Role = Role.Transmission };

                protected override void Define()
                {
                    Flow(S, I, beta * I / (S + I + R));
                    Flow(I, R, gamma);
                    Start(I, infected0 * population);
                    Observe("cases", People, I);
                }
            }
            """, 103, 102
        },
        {
            """
            | channel | unit | last | lead | correlation |
            |---|---|---|---|---|
            | new_cases | people | 1834.5 | -7 | 0.83 |
            | google_mobility | 1 | -0.42 | 14 | -0.61 |
            """, 63, 64
        },
        {
            """
            Die Übertragung sinkt, wenn die Menschen zu Hause bleiben. 感染者数は二週間後に減少する。Βήτα: β ∈ [0.1, 5].
            """, 50, 42
        },
    };

    [Theory]
    [MemberData(nameof(Counted))]
    public void Tokens_are_near_those_of_real_vocabularies(string text, int older, int newer)
    {
        int tokens = TokenEstimator.Count(text);
        // Other scripts than the Latin are between the two.
        Assert.InRange(tokens, 0.9 * older, 1.2 * older);
        Assert.InRange(tokens, 0.9 * newer, 1.2 * newer);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("Hello world", 2)]
    [InlineData("newCases2020", 4)]
    public void Tokens_of_short_texts_are_known(string text, int tokens) => Assert.Equal(tokens, TokenEstimator.Count(text));

    [Fact]
    public void What_fits_stays_whole()
    {
        PromptPart[] parts = [new("task", "one two three", PromptBudget.Always), new("memory", "four five", 1)];
        FittedPrompt fitted = PromptBudget.Fit(parts, 1000);
        Assert.True(fitted.Fits);
        Assert.Equal(["one two three", "four five"], fitted.Parts.Select(p => p.Text));
        Assert.Equal(fitted.Parts.Sum(p => TokenEstimator.Count(p.Text)), fitted.Tokens);
        Assert.Equal("four five", fitted["memory"]);
    }

    [Fact]
    public void The_least_important_goes_first_line_by_line_from_its_end()
    {
        string lines = string.Concat(Enumerable.Range(0, 50).Select(i => $"line {i}\n"));
        PromptPart[] parts = [new("task", lines, PromptBudget.Always), new("errors", lines, 2), new("whole", lines, 1) { Cuttable = false }, new("snippets", lines, 0)];
        int each = TokenEstimator.Count(lines);
        FittedPrompt some = PromptBudget.Fit(parts, each * 7 / 2);
        Assert.Equal([lines, lines, lines], some.Parts.Take(3).Select(p => p.Text));
        Assert.True(some.Fits);
        Assert.StartsWith(some["snippets"], lines);
        Assert.EndsWith("\n", some["snippets"]);
        Assert.InRange(some.Tokens, each * 3.4, each * 3.5);
        Assert.Equal(each - some.Parts[3].Tokens, some.Parts[3].Cut);

        FittedPrompt less = PromptBudget.Fit(parts, each * 5 / 2);
        Assert.Equal([lines, lines, "", ""], [less["task"], less["errors"], less["whole"], less["snippets"]]);
        FittedPrompt none = PromptBudget.Fit(parts, each / 2);
        Assert.False(none.Fits);
        Assert.Equal(lines, none["task"]);
        Assert.Equal(each, none.Tokens);
    }
}
