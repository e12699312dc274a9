namespace NimmGen.Data;

/// <summary>How much a data file may hold; more is refused with a message instead of being tried.</summary>
public sealed record ReadLimits
{
    /// <summary>Bytes of one file; default 64 MiB.</summary>
    public long FileBytes { get; init; } = 64L << 20;

    /// <summary>Bytes of one line; default 1 MiB.</summary>
    public int LineBytes { get; init; } = 1 << 20;

    /// <summary>Rows of one file; default two million.</summary>
    public int Rows { get; init; } = 2_000_000;
}
