using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>Whether a program brings what the mode of the search asks for: its own network in hybrid mode, none where the network is given.</summary>
internal static class ModeRule
{
    public static Diagnostic? Broken(MechanismIr model, string mode) => (mode, model.Network) switch
    {
        (RunConfiguration.Hybrid, null) => Error(
            $"{model.Name} comes without a network", "in hybrid mode the author writes both: the model and the network that predicts its neural parameters",
            "add a second class to the program: public sealed class Encoder : Network"),
        (not RunConfiguration.Hybrid, { } network) => Error(
            $"{model.Name} brings the network {network.Name}", "in mechanistic mode the network is given, the same for every candidate: what they differ in is the mechanism",
            $"leave the class {network.Name} out"),
        _ => null,
    };

    private static Diagnostic Error(string message, string why, string fix) => new("NG9008", Severity.Error, Place.None, message, Why: why, Fix: fix);
}
