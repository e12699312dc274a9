using NimmGen.Evaluate;
using NimmGen.Evaluate.Benchmarks;
using NimmGen.Frontend;
using NimmGen.LanguageModels;

namespace NimmGen.Search.Benchmarks;

/// <summary>Who writes the programs of the rows that need a language model.</summary>
/// <param name="Respondent">Answers the questions of all cells, several at once.</param>
/// <param name="Reader">Reads what it writes.</param>
/// <param name="Terms">What its replies depend on beside its name, such as the temperature.</param>
public sealed record BenchmarkAuthor(IRespondent Respondent, IModelReader Reader, string Terms = "");

/// <summary>A search whose programs a language model writes: the paper's method or one of its baselines. Open where no model is given.</summary>
/// <param name="name">As on the command line.</param>
/// <param name="title">As in tables.</param>
/// <param name="method">What of the loop there is.</param>
/// <param name="iterations">Candidates of a search.</param>
/// <param name="author">The language model, or null.</param>
internal sealed class LanguageModelMethod(string name, string title, SearchMethod method, int iterations, BenchmarkAuthor? author) : SearchRow(iterations)
{
    public override string Name => name;

    public override string Title => title;

    public override string Settings { get; } = author is null ? "" : $"{iterations} candidates of {author.Respondent.Name}{(author.Terms.Length > 0 ? $", {author.Terms}" : "")}";

    public override string? WhyNot(BenchmarkTask task, string mode) =>
        author is null ? "programs are written by a language model, and none was given"
        : mode == Hybrid && task.Kind != BenchmarkKind.Forecast ? "networks of their own are trained on series over time"
        : null;

    protected override RunConfiguration Configure(RunConfiguration plain, CellContext context) =>
        plain with { Author = author!.Respondent.Name, Method = method, Mode = context.Mode };

    protected override SearchRun Search(ForecastTask task, IRunStore store, EvaluationSettings settings, CellContext context) =>
        new(task, store, settings, TimeProvider.System, new SeededRespondent(author!.Respondent, context.Seed), author.Reader);

    // A cell is stored under what it stands for: half a search is none.
    protected override void CheckWhole(RunRecord run, RunConfiguration asked)
    {
        if (run.Candidates.Length < asked.Iterations)
        {
            throw new InvalidOperationException($"the budget was used up after {run.Candidates.Length} of {asked.Iterations} candidates");
        }
    }

    /// <summary>Runs with different seeds ask for different samples, so that a cassette does not answer one with the other's reply.</summary>
    private sealed class SeededRespondent(IRespondent inner, int seed) : IRespondent
    {
        private const int Apart = 1_000_000;

        public string Name => inner.Name;

        public Task<Answer> AskAsync(Ask ask, CancellationToken cancellation) => inner.AskAsync(ask with { Sample = ask.Sample + (seed - 1) * Apart }, cancellation);
    }
}
