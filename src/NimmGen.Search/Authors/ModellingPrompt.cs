using NimmGen.Evaluate;
using NimmGen.LanguageModels;

namespace NimmGen.Search;

/// <summary>Composes what the modelling agent is told: the system part once a run, the user part from the memory, in a budget of tokens.</summary>
internal sealed class ModellingPrompt
{
    /// <summary>Tokens of the first proposal, by estimate.</summary>
    public const int FirstTokens = 6000;

    /// <summary>Tokens that memory and retrieval may add to it later.</summary>
    public const int MemoryTokens = 7000;

    private const int WholePrograms = 2;
    private const int MostErrors = 12;
    private const int Retrieved = 3;
    private const int LongestLine = 240;

    private readonly string _system;
    private readonly string[] _directions = PromptLibrary.Text("directions.md").Split('\n', StringSplitOptions.RemoveEmptyEntries);
    private readonly RunConfiguration _configuration;
    private readonly ISnippetIndex? _index;
    private readonly string _naive;
    private readonly string _samples;

    /// <param name="task">The task.</param>
    /// <param name="configuration">Mode and method.</param>
    /// <param name="insights">Of the data agent, or empty.</param>
    /// <param name="naive">What must be beaten.</param>
    /// <param name="index">Null where nothing is retrieved.</param>
    public ModellingPrompt(ForecastTask task, RunConfiguration configuration, string insights, IReadOnlyList<MethodScores> naive, ISnippetIndex? index)
    {
        _configuration = configuration;
        _index = index;
        _naive = CritiqueAgent.Naive(naive);
        _samples = task.Folds.IsEmpty ? "" : "yes";
        _system = PromptLibrary.Part("modelling.system.md", new()
        {
            ["samples"] = _samples,
            ["language"] = PromptLibrary.Text("language.md").Trim(),
            ["task"] = TaskText.Of(task),
            ["insights"] = insights,
            ["skeleton"] = BuiltInModeller.Skeleton(task).TrimEnd(),
            ["hybrid"] = configuration.Mode == "hybrid" ? PromptLibrary.Text("hybrid.md").Trim() : "",
            ["additive"] = configuration.Method == SearchMethod.HdTwinGen ? PromptLibrary.Text("additive.md").Trim() : "",
        });
    }

    /// <summary>What is asked for one candidate of a round.</summary>
    public Prompt Fill(ProposalRound round, int slot)
    {
        (SearchMemory memory, int number, int slots, Aim aim) = (round.Memory, round.First + slot, round.Count, round.Aims[slot]);
        bool remembers = _configuration.Method != SearchMethod.ZeroShot && memory.Recent.Length > 0;
        Prompt filled = PromptLibrary.Fill("modelling", new()
        {
            ["memory"] = remembers ? Memory(memory) : "",
            ["number"] = $"{number}",
            ["slots"] = $"{slots}",
            ["direction"] = remembers && slots > 1 && aim.Parents.IsEmpty ? _directions[slot % _directions.Length] : "",
            ["aim"] = remembers && !aim.Parents.IsEmpty ? AimOf(aim, round) : "",
            ["samples"] = _samples,
            ["language"] = "",
            ["task"] = "",
            ["insights"] = "",
            ["skeleton"] = "",
            ["hybrid"] = "",
            ["additive"] = "",
        });
        return filled with { System = _system };
    }

    // The program to change is told whole, unless the memory does so already.
    private static string AimOf(Aim aim, ProposalRound round)
    {
        CandidateRecord parent = round.History[aim.Parents[0] - 1];
        bool told = round.Memory.Best.Take(WholePrograms).Any(c => c.Number == parent.Number);
        return PromptLibrary.Part("aim.md", new()
        {
            ["number"] = $"{parent.Number}",
            ["outcome"] = OutcomeText.Of(parent),
            ["program"] = told ? "" : parent.Program.TrimEnd(),
            ["branch"] = aim.Kind == AimKind.Branch ? "yes" : "",
            ["refine"] = aim.Kind == AimKind.Refine ? "yes" : "",
        }).TrimEnd();
    }

    // In the order in which they are sent; what goes first where there is no room has the least priority.
    private string Memory(SearchMemory memory)
    {
        IReadOnlyList<Snippet> snippets = _index is null || memory.Reflection.Length == 0 ? [] : _index.Search(memory.Reflection, Retrieved);
        PromptPart[] parts =
        [
            new("best", memory.Best.IsEmpty ? "" : Part("best", memory.Best.Select((c, i) => Best(c, i < WholePrograms))), 4) { Cuttable = false },
            new("errors", memory.Errors.IsEmpty ? "" : Part("errors", memory.Errors.Take(MostErrors).Select(Error)), 3),
            new("recent", Part("recent", memory.Recent.Select(c => new PromptValues
            {
                ["number"] = $"{c.Number}", ["name"] = c.Name, ["outcome"] = OutcomeText.Of(c), ["change"] = ReplyText.Paragraph(c.Change, LongestLine),
            })), 2),
            new("snippets", snippets.Count == 0 ? "" : Part("snippets", snippets.Select(s => new PromptValues { ["name"] = s.Name, ["text"] = s.Text })), 1),
            new("reflection", memory.Reflection.Length == 0 ? "" : PromptLibrary.Part("memory.reflection.md", new() { ["reflection"] = memory.Reflection }), 5),
        ];
        FittedPrompt fitted = PromptBudget.Fit(parts.Where(p => p.Text.Length > 0), MemoryTokens);
        return string.Join('\n', fitted.Parts.Select(p => p.Text).Where(t => t.Length > 0)).TrimEnd();
    }

    private static string Part(string list, IEnumerable<PromptValues> entries) => PromptLibrary.Part($"memory.{list}.md", new PromptValues().List(list, entries));

    private PromptValues Best(CandidateRecord candidate, bool whole) => new()
    {
        ["number"] = $"{candidate.Number}",
        ["score"] = PromptNumber.Of(candidate.Score),
        ["naive"] = $"naive: {_naive}",
        ["whole"] = whole ? "yes" : "",
        ["program"] = candidate.Program.TrimEnd(),
        ["name"] = candidate.Name,
        ["change"] = ReplyText.Paragraph(candidate.Change, LongestLine),
    };

    private static PromptValues Error(ErrorEntry error) => new()
    {
        ["count"] = $"{error.Count}",
        ["code"] = error.Code,
        ["cause"] = ReplyText.Paragraph(error.Cause, LongestLine),
        ["cure"] = ReplyText.Paragraph(error.Cure, 2 * LongestLine),
        ["verdict"] = error.Worked ? "What cured it" : "Proposed",
    };
}
