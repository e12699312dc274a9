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
    ImmutableArray<string> Flows);
