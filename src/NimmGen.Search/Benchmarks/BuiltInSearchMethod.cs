using NimmGen.Evaluate;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Search.Benchmarks;

/// <summary>The built-in modeller's search: programs from its grammar.</summary>
/// <param name="iterations">Candidates of a search.</param>
internal sealed class BuiltInSearchMethod(int iterations) : SearchRow(iterations)
{
    public override string Name => "nimmgen-builtin";

    public override string Title => "NimmGen, built-in modeller";

    public override string Settings { get; } = $"{iterations} candidates, combined where validation says that it pays";

    protected override bool Combines => true;

    public override string? WhyNot(BenchmarkTask task, string mode) =>
        mode == Hybrid ? "the built-in modeller writes mechanisms, not networks" : null;

    protected override RunConfiguration Configure(RunConfiguration plain, CellContext context) => plain;

    protected override SearchRun Search(ForecastTask task, IRunStore store, EvaluationSettings settings, CellContext context) => new(task, store, settings, TimeProvider.System);
}
