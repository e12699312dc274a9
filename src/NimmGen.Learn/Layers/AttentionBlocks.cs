using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>Where an attention layer's weights lie: queries, keys and values [inputs, 3 width], then the map of the heads' results.</summary>
internal sealed record AttentionBlocks(int Heads, ParameterBlock Weight, ParameterBlock Bias, ParameterBlock OutputWeight, ParameterBlock OutputBias);
