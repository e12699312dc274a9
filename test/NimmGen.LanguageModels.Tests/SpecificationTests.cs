using System.Text;

namespace NimmGen.LanguageModels.Tests;

/// <summary>What may be written after --llm, and what is said of anything else.</summary>
public sealed class SpecificationTests
{
    [Theory]
    [InlineData("none", "none")]
    [InlineData(" OpenAI: gpt-4.1 ", "openai:gpt-4.1")]
    [InlineData("openai:qwen2.5-coder:7b@http://localhost:11434/v1/", "openai:qwen2.5-coder:7b@http://localhost:11434/v1")]
    [InlineData("openai:org/model@v2@https://host/v1/chat/completions", "openai:org/model@v2@https://host/v1")]
    [InlineData("anthropic:claude-sonnet-5-5", "anthropic:claude-sonnet-5-5")]
    [InlineData("exec:python3 ask.py --model 'a: b'", "exec:python3 ask.py --model 'a: b'")]
    [InlineData("pipe:llm -m gpt-4.1", "pipe:llm -m gpt-4.1")]
    [InlineData("replay:runs/a:b.cassette", "replay:runs/a:b.cassette")]
    public void A_specification_is_read_and_written_alike(string text, string written)
    {
        SpecificationResult result = ModelSpecification.Parse(text);
        Assert.Null(result.Failure);
        Assert.Equal(written, result.Specification!.ToString());
        Assert.Equal(result.Specification, ModelSpecification.Parse(written).Specification);
    }

    [Fact]
    public void What_is_none_is_told_what_it_should_be()
    {
        string[] wrong =
        [
            "", "gpt-4.1", "claude-opus-5-5", "openai", "openai:", "openai:two words", "anthropic", "exec:", "pipe: ", "replay:", "none:really", "ollama:llama3", "llama3", "gemini:pro",
            "claude:opus", "openai:" + new string('x', 300), "exec:a\0b", "openai:m@http://", "openai:m@http://user:password@host/v1", "openai:m@https://host/v1?key=12345", "\u001b[31mred:\u202emodel",
        ];
        var told = new StringBuilder();
        foreach (string text in wrong)
        {
            SpecificationResult result = ModelSpecification.Parse(text);
            Assert.Null(result.Specification);
            Assert.Contains(result.Failure!.Code, (string[])["NL0001", "NL0025"]);
            told.Append(result.Failure).Append("\n\n");
        }

        Assert.DoesNotContain('\u001b', told.ToString());
        Assert.DoesNotContain("password", told.ToString().Replace("name or a password", "", StringComparison.Ordinal));
        Snapshot.Match("Specifications", told.ToString());
    }

    [Fact]
    public void None_is_no_model_and_no_failure()
    {
        LanguageModelResult made = LanguageModelFactory.Create("none", Try.Options());
        Assert.Null(made.Model);
        Assert.Null(made.Failure);
    }

    [Fact]
    public void Options_out_of_range_are_told()
    {
        ProviderOptions options = Try.Options();
        ProviderOptions[] wrong =
        [
            options with { Temperature = -0.1f }, options with { Temperature = float.NaN }, options with { Temperature = 2.1f }, options with { MaxOutputTokens = 0 }, options with { TimeOut = TimeSpan.Zero },
            options with { TimeOut = TimeSpan.MaxValue }, options with { Retries = -1 }, options with { Retries = 101 }, options with { RetryDelay = TimeSpan.FromSeconds(-1) }, options with { LongestRetryDelay = TimeSpan.Zero },
            options with { Concurrency = 0 }, options with { ReplyBytes = 0 }, options with { Limits = new(Calls: -1) }, options with { Limits = new(Tokens: -1) }, options with { Limits = new(Money: -1) },
            options with { Limits = new(Wall: TimeSpan.FromSeconds(-1)) }, options with { BaseUrl = "http://localhost/v1" },
        ];
        Assert.All(wrong, o => Assert.Equal("NL0025", Try.Broken("exec:cat", o).Code));
        Assert.Equal("NL0025", Try.Broken("openai:m@http://localhost:1/v1", options with { BaseUrl = "http://localhost:2/v1" }).Code);
        Assert.Equal("NL0025", Try.Broken("openai:m", options with { BaseUrl = "localhost:11434" }).Code);
        Assert.Equal("NL0025", Try.Broken("openai:m", options with { BaseUrl = "ftp://localhost/v1" }).Code);
    }
}
