using System.Collections.Immutable;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Search.Benchmarks;

/// <summary>A row that needs a language model, left open where there is none.</summary>
/// <param name="name">As on the command line.</param>
/// <param name="title">As in tables.</param>
internal sealed class OpenMethod(string name, string title) : BenchmarkMethod
{
    public override string Name => name;

    public override string Title => title;

    public override string Settings => "";

    public override bool Seeded => true;

    public override bool Selects => true;

    public override ImmutableArray<string> Modes => [Mechanistic, Hybrid];

    public override string? WhyNot(BenchmarkTask task, string mode) => "programs are written by a language model, and none was given";

    public override CellResult Run(BenchmarkTask task, CellContext context) => throw new InvalidOperationException($"{name} has no language model to ask");
}
