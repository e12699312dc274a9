using NimmGen.Learn.Networks;

namespace NimmGen.Learn.Layers;

/// <summary>Where a recurrent layer's weights lie.</summary>
/// <param name="Hidden">Units of each direction.</param>
/// <param name="Directions">1, or 2 for both.</param>
/// <param name="InputWeight">[inputs, direction, gate x hidden].</param>
/// <param name="InputBias">[direction, gate x hidden].</param>
/// <param name="RecurrentWeight">[direction, hidden, gate x hidden].</param>
/// <param name="RecurrentBias">[direction, gate x hidden].</param>
internal sealed record RecurrentBlocks(
    int Hidden, int Directions, ParameterBlock InputWeight, ParameterBlock InputBias, ParameterBlock RecurrentWeight, ParameterBlock RecurrentBias);
