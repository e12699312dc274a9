using System.Collections.Immutable;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn;

/// <summary>A network that predicts a mechanism's raw parameters from the history; one thread.</summary>
internal interface ICalibrationNetwork
{
    /// <summary>All weights; to be written between a backward and the next forward pass.</summary>
    Span<float> Parameters { get; }

    /// <summary>The adjoint of the weights after a backward pass.</summary>
    Span<float> Gradients { get; }

    /// <summary>What is where in <see cref="Parameters"/>.</summary>
    ImmutableArray<ParameterBlock> Blocks { get; }

    /// <summary>Floating-point operations of the products of one forward and one backward pass.</summary>
    long FlopsPerIteration { get; }

    /// <param name="history">[step, location, feature], standardised.</param>
    /// <param name="raw">[week, output, location], receives unbounded values.</param>
    void Forward(ReadOnlySpan<float> history, Span<float> raw);

    /// <param name="rawAdjoint">[week, output, location]: derivative of the loss in the raw outputs.</param>
    void Backward(ReadOnlySpan<float> rawAdjoint);
}
