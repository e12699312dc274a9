using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir.Printing;

namespace NimmGen.Search;

/// <summary>Who takes part in a search: its author, and with a language model the agents around it, as the method and the ablations say.</summary>
internal sealed class Crew : IDisposable
{
    private WordIndex? _index;

    private Crew(IAuthor author) => Author = author;

    public IAuthor Author { get; }

    /// <summary>Those who judge and repair candidates.</summary>
    public GateAgents Gate { get; private init; } = new();

    /// <summary>The reflection agent after a round; null where there is none.</summary>
    public CritiqueAgent? Critique { get; private init; }

    public static async Task<Crew> AssembleAsync(
        ForecastTask task, RunConfiguration configuration, Correspondence? correspondence, ImmutableArray<MethodScores> naive, CancellationToken cancellation)
    {
        if (correspondence is null)
        {
            return new(new BuiltInModeller(task, configuration.Seed));
        }

        Ablations missing = configuration.Missing;
        string insights = missing.Insights ? "" : await new DataAgent(correspondence, task).InsightsAsync(cancellation);
        WordIndex? index = missing.Retrieval ? null : new WordIndex(SnippetLibrary.For(task));
        var prompts = new ModellingPrompt(task, configuration, insights, naive, index);
        return new(new ModellingAgent(correspondence, prompts))
        {
            Gate = new(missing.Verification ? null : new(correspondence, task), missing.ErrorMemory ? null : new(correspondence)),
            Critique = missing.Reflection ? null : new(correspondence, task, naive),
            _index = index,
        };
    }

    /// <summary>Equations of a candidate that compiled, so its text is known to be harmless; empty for another.</summary>
    public static string Equations(CandidateRecord candidate) =>
        candidate.Hash is not null && ModelReader.Read(candidate.Program, $"candidate {candidate.Number}", CancellationToken.None).Models is [var model, ..]
            ? EquationPrinter.Text(model).TrimEnd() + NetworkText.Below(model) : "";

    public void Dispose() => _index?.Dispose();
}
