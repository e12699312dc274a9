using System.Collections.Immutable;

namespace NimmGen.Compile;

/// <summary>What the channels of the buffers mean: names in the order of the second index. States, parameters and inputs are in
/// their declared unit, observations in their channel's unit, flows in the unit of the stock that they leave (or enter).</summary>
public sealed record KernelLayout(
    ImmutableArray<string> States,
    ImmutableArray<string> Neurals,
    ImmutableArray<string> Learneds,
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Observations,
    ImmutableArray<string> Flows)
{
    /// <summary>Closures, whose weights follow each other in <see cref="SimulationBuffers.Weights"/>.</summary>
    public ImmutableArray<ClosureLayout> Closures { get; init; } = [];

    /// <summary>Matrices between locations: <see cref="SimulationBuffers.Couplings"/>.</summary>
    public ImmutableArray<string> Couplings { get; init; } = [];

    /// <summary>What a scenario may multiply: symbols and lets with a role.</summary>
    public ImmutableArray<string> Multipliers { get; init; } = [];

    /// <summary>Weights of all closures.</summary>
    public int WeightCount => Closures.IsEmpty ? 0 : Closures[^1].Offset + Closures[^1].Count;
}

/// <summary>
/// A closure's weights: for each hidden unit its arguments' weights and its bias, then one output weight a hidden unit, then the bias of
/// the output; min + (max - min) sigmoid(sum of v tanh(w . arguments + b) + c).
/// </summary>
public sealed record ClosureLayout(string Name, int Offset, int Hidden, int Arguments)
{
    public int Count => (Hidden * (Arguments + 2)) + 1;

    /// <summary>Where training begins: w and v normal with variance one over their fan-in (Glorot and Bengio 2010), biases zero.</summary>
    public void Initialise(Span<double> weights, int seed)
    {
        var random = new Random(seed);
        Span<double> own = weights.Slice(Offset, Count);
        own.Clear();
        for (int h = 0; h < Hidden; h++)
        {
            for (int a = 0; a < Arguments; a++)
            {
                own[(h * (Arguments + 1)) + a] = Normal(random) / Math.Sqrt(Arguments);
            }

            own[(Hidden * (Arguments + 1)) + h] = Normal(random) / Math.Sqrt(Hidden);
        }
    }

    // Box and Muller.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
