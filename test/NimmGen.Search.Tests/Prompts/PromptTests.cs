using NimmGen.Evaluate;
using NimmGen.LanguageModels;
using NimmGen.Search.Tests.Loop;
using NimmGen.Search.Tests.Searching;

namespace NimmGen.Search.Tests.Prompts;

/// <summary>Prompts as they are sent, with their size.</summary>
public sealed class PromptTests
{
    private static readonly RunConfiguration Configuration = Searches.Eight;

    public static TheoryData<string, int> Sent => new(
        ("insights", 0), ("modelling", 1), ("modelling", 5), ("verification", 5), ("repair", 3), ("repair", 5), ("reflection", 4));

    [Theory]
    [MemberData(nameof(Sent))]
    public async Task A_prompt_is_sent_as_recorded(string purpose, int candidate)
    {
        var model = new Scripted(Replies.Standard);
        await Searches.Run(model, Configuration with { Round = candidate == 5 && purpose == "modelling" ? 4 : 2 }, TestContext.Current.CancellationToken);
        (string system, string user) = (model.System(purpose, candidate), model.User(purpose, candidate));
        Snapshot.Match(
            $"{purpose}-{candidate}",
            $"system: {TokenEstimator.Count(system)} tokens, user: {TokenEstimator.Count(user)} tokens, by estimate\n======== system\n{WithoutVersion(system)}\n======== user\n{WithoutVersion(user)}");
    }

    [Fact]
    public void What_hybrid_mode_says_more_is_as_recorded()
    {
        Prompt first = new ModellingPrompt(Town.Task(), Configuration with { Mode = RunConfiguration.Hybrid }, "", [], null).Fill(new(2, [], SearchMemory.Empty, new Dictionary<int, CandidateRecord>(), Free), 0);
        string network = first.System[first.System.IndexOf("# The network", StringComparison.Ordinal)..first.System.IndexOf("# Your reply", StringComparison.Ordinal)];
        Snapshot.Match("modelling-hybrid-1", $"{TokenEstimator.Count(network)} tokens, by estimate\n{network}");
    }

    /// <summary>Each task whose data are at hand: the issue's limit for the first proposal, skeleton, language and insights included.</summary>
    private static readonly System.Collections.Immutable.ImmutableArray<Aim> Free = [Aim.Free, Aim.Free, Aim.Free, Aim.Free];

    [Fact]
    public void The_first_proposal_of_every_task_fits_into_its_tokens()
    {
        string insights = string.Concat(Enumerable.Repeat("- a line of an insight of some length, as the data agent is asked to write them\n", 12));
        var measured = new List<string>();
        foreach (string name in TaskCatalogue.Names)
        {
            if (TaskCatalogue.Find(name, null).Task is not { } task)
            {
                continue;
            }

            foreach ((string mode, SearchMethod method) in ((string, SearchMethod)[])[(RunConfiguration.Mechanistic, SearchMethod.NimmGen), (RunConfiguration.Hybrid, SearchMethod.NimmGen), (RunConfiguration.Hybrid, SearchMethod.HdTwinGen)])
            {
                Prompt first = new ModellingPrompt(task, Configuration with { Task = name, Mode = mode, Method = method }, insights, [], null).Fill(new(4, [], SearchMemory.Empty, new Dictionary<int, CandidateRecord>(), Free), 0);
                int tokens = TokenEstimator.Count(first.System) + TokenEstimator.Count(first.User);
                measured.Add($"{name}, {mode}, {method}: {tokens}");
                Assert.True(tokens <= ModellingPrompt.FirstTokens, $"{name}, {mode}: the first prompt has {tokens} tokens, at most {ModellingPrompt.FirstTokens}");
            }
        }

        Assert.True(measured.Count >= 2, string.Join(", ", measured));
        TestContext.Current.AddAttachment("tokens", string.Join("\n", measured));
    }

    [Fact]
    public void A_strategy_names_the_candidate_to_change_and_how()
    {
        var prompts = new ModellingPrompt(Town.Task(), Configuration, "", [], null);
        CandidateRecord[] history = [.. Enumerable.Range(1, 4).Select(n => Examples.Candidate(n) with { Program = $"class Model{n} {{ }}", Diagnostics = [] })];
        var memory = new SearchMemory([history[0], history[1], history[3]], [], "", [.. history]);
        string Asked(Aim aim) => prompts.Fill(new(4, history, memory, new Dictionary<int, CandidateRecord>(), [aim, aim, aim, aim]), 1).User;

        string refine = Asked(new(AimKind.Refine, [4, 1]));
        Assert.Contains("Build on candidate 4 (score 5.5) and change one thing in it", refine);
        Assert.Contains("class Model4 { }", refine);
        Assert.Contains("Builds on: 4", refine);
        Assert.DoesNotContain("one of 4 that are written side by side", refine);

        // The best are told whole anyway.
        string branch = Asked(new(AimKind.Branch, [1]));
        Assert.Contains("Build on candidate 1 (score 2.5), but with another structure", branch);
        Assert.Equal(1, branch.Split("class Model1 { }").Length - 1);
        Assert.Contains("change it as you like", Asked(new(AimKind.Any, [2])));
        Assert.Contains("one of 4 that are written side by side", Asked(Aim.Free));
    }

    [Fact]
    public void Memory_stays_in_its_tokens_whatever_is_remembered()
    {
        ForecastTask task = Town.Task();
        using var index = new WordIndex(SnippetLibrary.All);
        var prompts = new ModellingPrompt(task, Configuration, "", [], index);
        string huge = string.Concat(Enumerable.Repeat("    Flow(S, I, beta * I / (S + I + R));   // the same again\n", 1500));
        CandidateRecord[] many = [.. Enumerable.Range(1, 8).Select(n => Examples.Candidate(n) with { Program = huge, Change = huge })];
        var memory = new SearchMemory(
            [.. many.Take(5)], [.. Enumerable.Range(0, 40).Select(i => new ErrorEntry($"NG{1000 + i}", huge, i, huge, true, i))],
            string.Concat(Enumerable.Repeat("mobility weekday vaccination waning hospital ", 300)), [.. many]);
        Prompt filled = prompts.Fill(new(4, many, memory, new Dictionary<int, CandidateRecord>(), Free), 0);
        Assert.InRange(TokenEstimator.Count(filled.User), 500, ModellingPrompt.MemoryTokens + 200);
        Assert.Contains("Write candidate 9", filled.User);
    }

    [Fact]
    public void Every_prompt_has_a_version_and_every_file_is_used()
    {
        string[] users = [.. PromptLibrary.Names.Where(n => n.EndsWith(".user.md", StringComparison.Ordinal))];
        Assert.Equal(["insights.user.md", "modelling.user.md", "reflection.user.md", "repair.user.md", "verification.user.md"], users);
        Assert.All(users, u => Assert.Matches(@"\A\{\{! version \d+ .*\}\}\n", PromptLibrary.Text(u)));
    }

    // The insights prompt names the version of the program, which is that of the commit.
    private static string WithoutVersion(string prompt) => System.Text.RegularExpressions.Regex.Replace(prompt, @"nimmgen \d+\.\d+\.\d+[^;\s]*", "nimmgen VERSION", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5));
}
