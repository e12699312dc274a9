using NimmGen.Ir;
using NimmGen.Learn.Layers;
using NimmGen.Learn.Networks;

namespace NimmGen.Learn;

/// <summary>Which network predicts a model's neural parameters.</summary>
internal static class CalibrationNetworks
{
    /// <summary>The one that the model brings along, else CalibNN.</summary>
    /// <exception cref="ArgumentException">The network needs more memory than it may take.</exception>
    public static ICalibrationNetwork Of(MechanismIr model, CalibrationData data, ParameterGrid grid, CalibrationSettings settings) => model.Network is { } network
        ? new WrittenNetwork(network, new(data.Features, data.Lanes, data.TrainSteps, grid.Weeks, grid.Neurals.Length, data.StepDays), settings.Seed)
        : new CalibNN(new CalibNNOptions(data.Features, data.Lanes, data.TrainSteps, grid.Weeks, grid.Neurals.Length), settings.Seed);
}
