namespace NimmGen.Data;

/// <summary>How patient a download is.</summary>
public sealed record FetchOptions
{
    /// <summary>Silence of a server after which a try has failed; default 30 s.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tries of one address, the first included; what has arrived is kept from one to the next. Default 5.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>Tries where not even a connection comes about; default 3.</summary>
    public int Connections { get; init; } = 3;

    /// <summary>Wait before the second try, doubled for each further one; default 1 s.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that one address may send; default 64 MiB.</summary>
    public long MostBytes { get; init; } = 64L << 20;

    /// <summary>
    /// Address of a copy of the data root, ending in a slash: finished files are taken from below it instead of public ones from
    /// their repositories. They are compared with the same checksums. Null: the repositories.
    /// </summary>
    public Uri? Mirror { get; init; }
}

/// <summary>How far a download is.</summary>
/// <param name="File">The file of the catalogue that is being made.</param>
/// <param name="Address">What is read for it.</param>
/// <param name="Received">Bytes so far, those of earlier tries included.</param>
/// <param name="Expected">Bytes in all; null where the server does not say.</param>
/// <param name="Note">Why a try failed and what follows; null otherwise.</param>
public sealed record FetchProgress(string File, string Address, long Received, long? Expected, string? Note = null);
