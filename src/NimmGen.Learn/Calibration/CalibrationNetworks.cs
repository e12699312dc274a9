using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn.Layers;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn;

/// <summary>Which network predicts a model's neural parameters.</summary>
internal static class CalibrationNetworks
{
    /// <summary>The one that the model brings along, else CalibNN.</summary>
    public static ICalibrationNetwork Of(MechanismIr model, CalibrationData data, ParameterGrid grid, CalibrationSettings settings) => model.Network is { } network
        ? new WrittenNetwork(network, Sizes(data, grid.Weeks, grid.Neurals.Length), settings.Seed)
        : new CalibNN(Options(data, grid.Weeks, grid.Neurals.Length), settings.Seed, settings.Threads);

    /// <summary>Why the training of the model with its network would take too much memory, or null.</summary>
    /// <param name="model">The mechanism.</param>
    /// <param name="kernel">Compiled from it.</param>
    /// <param name="data">To be matched.</param>
    /// <param name="settings">How much may be used.</param>
    /// <param name="weeks">Steps to predict, at most.</param>
    public static Divergence? Refusal(MechanismIr model, MechanismKernel kernel, CalibrationData data, CalibrationSettings settings, int weeks)
    {
        int outputs = Math.Max(1, kernel.Layout.Neurals.Length);
        double mechanism = TrainingMemory.OfMechanism(kernel.Layout, data);
        if (model.Network is not { } network)
        {
            return TrainingMemory.Refusal(mechanism + TrainingMemory.OfNetwork(Options(data, weeks, outputs)), data, settings.MemoryBytes);
        }

        NetworkMemory memory = NetworkMemory.Predict(network, Sizes(data, weeks, outputs));
        return TrainingMemory.Refusal(memory.Bytes, data, memory.Limit) ?? TrainingMemory.Refusal(mechanism + memory.Bytes, data, settings.MemoryBytes);
    }

    private static NetworkSizes Sizes(CalibrationData data, int weeks, int outputs) => new(data.Features, data.Lanes, data.TrainSteps, weeks, outputs, data.StepDays);

    private static CalibNNOptions Options(CalibrationData data, int weeks, int outputs) => new(data.Features, data.Lanes, data.TrainSteps, weeks, outputs);
}
