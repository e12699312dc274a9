namespace NimmGen.Ir;

/// <summary>How large a network may be; a useful one for panels of this project's size uses a few per cent of each.</summary>
public static class NetworkLimits
{
    /// <summary>Channels of one signal, the features of the data not counted.</summary>
    public const int Channels = 2048;

    /// <summary>Steps of computation that the output needs, and longest chain of them.</summary>
    public const int Nodes = 400;

    /// <summary>Layers that are declared.</summary>
    public const int Layers = 64;

    /// <summary>Weights in all, the features and places of the data not counted.</summary>
    public const long Parameters = 4_000_000;
}
