using NimmGen.Compile;

namespace NimmGen.Learn;

/// <summary>The rows of a simulation's buffers, without their padding.</summary>
public static class BufferLanes
{
    public static Span<double> NeuralLanes(this SimulationBuffers b, int step, int parameter) => b.Neural.AsSpan(b.NeuralRow(step, parameter), b.Lanes);

    public static Span<double> NeuralAdjointLanes(this SimulationBuffers b, int step, int parameter) =>
        b.NeuralAdjoint.AsSpan(b.NeuralRow(step, parameter), b.Lanes);

    public static Span<double> InputLanes(this SimulationBuffers b, int step, int input) => b.Inputs.AsSpan(b.InputRow(step, input), b.Lanes);

    public static Span<double> StateLanes(this SimulationBuffers b, int step, int state) => b.States.AsSpan(b.StateRow(step, state), b.Lanes);

    public static Span<double> ObservationLanes(this SimulationBuffers b, int step, int channel) =>
        b.Observations.AsSpan(b.ObservationRow(step, channel), b.Lanes);

    public static Span<double> ObservationAdjointLanes(this SimulationBuffers b, int step, int channel) =>
        b.ObservationAdjoint.AsSpan(b.ObservationRow(step, channel), b.Lanes);
}
