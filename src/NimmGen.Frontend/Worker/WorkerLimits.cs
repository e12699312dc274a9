namespace NimmGen.Frontend.Worker;

/// <summary>What one file may cost in the process that reads it. The budgets of the language end almost every file long before.</summary>
public sealed record WorkerLimits
{
    /// <summary>Bytes of managed memory; the runtime of the worker itself refuses more.</summary>
    public long HeapBytes { get; init; } = 512L << 20;

    /// <summary>Bytes of resident memory of the whole process, looked at while it reads.</summary>
    public long ResidentBytes { get; init; } = 1L << 30;

    /// <summary>Processor time, over all threads.</summary>
    public TimeSpan Processor { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time by the clock, for a worker that waits and does not work; long, since a busy machine makes every worker wait.</summary>
    public TimeSpan Clock { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Time by the clock until a new worker is ready: it loads the compiler first.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(600);
}
