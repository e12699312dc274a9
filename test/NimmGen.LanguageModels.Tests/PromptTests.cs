namespace NimmGen.LanguageModels.Tests;

/// <summary>Prompts are measured and cut to size.</summary>
public sealed class PromptTests
{
    // Counted with the vocabulary cl100k_base of OpenAI's models.
    [Theory]
    [InlineData("", 0)]
    [InlineData("Hello world", 2)]
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
