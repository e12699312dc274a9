using System.Collections.Concurrent;
using System.Collections.Immutable;
using NimmGen.Evaluate;
using NimmGen.Frontend;
using NimmGen.Ir.Printing;

namespace NimmGen.Search;

/// <summary>Who takes part in a search: its author, and with a language model the agents around it, as the method and the ablations say.</summary>
internal sealed class Crew : IDisposable
{
    // Of each candidate by number: a reflection asks for those of the best again and again.
    private readonly ConcurrentDictionary<int, string> _equations = [];
    private readonly IModelReader _reader;
    private WordIndex? _index;

    private Crew(IAuthor author, IModelReader reader) => (Author, _reader) = (author, reader);

    public IAuthor Author { get; }

    /// <summary>Those who judge and repair candidates.</summary>
    public GateAgents Gate { get; private init; } = new();

    /// <summary>The reflection agent after a round; null where there is none.</summary>
    public CritiqueAgent? Critique { get; private init; }

    public static async Task<Crew> AssembleAsync(
        ForecastTask task, RunConfiguration configuration, Correspondence? correspondence, IModelReader reader, ImmutableArray<MethodScores> naive, CancellationToken cancellation)
    {
        if (correspondence is null)
        {
            return new(new BuiltInModeller(Grammars.Of(task), configuration.Seed, new Familiar(reader)), reader);
        }

        Ablations missing = configuration.Missing;
        string insights = missing.Insights ? "" : await new DataAgent(correspondence, task).InsightsAsync(cancellation);
        WordIndex? index = missing.Retrieval ? null : new WordIndex(SnippetLibrary.For(task));
        var prompts = new ModellingPrompt(task, configuration, insights, naive, index);
        return new(new ModellingAgent(correspondence, prompts), reader)
        {
            Gate = new(missing.Verification ? null : new(correspondence, task), missing.ErrorMemory ? null : new(correspondence)),
            Critique = missing.Reflection ? null : new(correspondence, task, naive),
            _index = index,
        };
    }

    /// <summary>Equations of a candidate, and the layers of its network; empty for one that did not compile.</summary>
    public string Equations(CandidateRecord candidate) => _equations.GetOrAdd(candidate.Number, _ =>
        candidate.Hash is not null && _reader.Read(candidate.Program, $"candidate {candidate.Number}", CancellationToken.None).Models is [var model, ..]
            ? EquationPrinter.Text(model).TrimEnd() + NetworkText.Below(model) : "");

    public void Dispose() => _index?.Dispose();
}
