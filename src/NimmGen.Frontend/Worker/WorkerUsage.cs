namespace NimmGen.Frontend.Worker;

/// <summary>What the files read so far have cost.</summary>
/// <param name="Files">Read, refused ones included.</param>
/// <param name="Processes">Workers that were started.</param>
/// <param name="MostClock">Longest time of one file by the clock.</param>
/// <param name="MostProcessor">Most processor time of one file; its resolution is that of the system, often 10 ms.</param>
/// <param name="MostResident">Largest resident memory of a worker, in bytes, as seen between files and every few milliseconds while one is read.</param>
public sealed record WorkerUsage(int Files = 0, int Processes = 0, TimeSpan MostClock = default, TimeSpan MostProcessor = default, long MostResident = 0)
{
    internal WorkerUsage With(TimeSpan clock, TimeSpan processor, long resident) => this with
    {
        Files = Files + 1,
        MostClock = clock > MostClock ? clock : MostClock,
        MostProcessor = processor > MostProcessor ? processor : MostProcessor,
        MostResident = Math.Max(resident, MostResident),
    };
}
