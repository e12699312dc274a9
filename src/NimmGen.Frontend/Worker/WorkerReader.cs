using System.Collections.Concurrent;
using System.Diagnostics;
using NimmGen.Frontend.Gate;

namespace NimmGen.Frontend.Worker;

/// <summary>
/// Reads texts that a machine wrote in warm processes of their own: nothing that a text holds can exhaust, hang or crash this one. A worker
/// that takes too long or too much, ends, or answers nonsense is killed and replaced; its file gets a diagnostic. Workers end with
/// this process, however it ends.
/// </summary>
/// <param name="command">What to start.</param>
/// <param name="limits">What a file may cost.</param>
/// <param name="size">Workers side by side; each holds 100 to 200 MB. Further callers wait.</param>
public sealed class WorkerReader(WorkerCommand command, WorkerLimits? limits = null, int size = 1) : IModelReader, IDisposable
{
    private readonly WorkerLimits _limits = limits ?? new();
    private readonly SemaphoreSlim _places = new(size, size);
    private readonly ConcurrentBag<WorkerProcess> _idle = [];
    private readonly Lock _counting = new();
    private WorkerUsage _usage = new();
    private volatile bool _disposed;

    /// <summary>What the files read so far have cost.</summary>
    public WorkerUsage Usage
    {
        get
        {
            lock (_counting)
            {
                return _usage;
            }
        }
    }

    /// <summary>Starts one worker in the background, so that the first file does not wait for the compiler to load.</summary>
    public void WarmUp() => _ = Task.Run(() =>
    {
        try
        {
            WithWorker("", static _ => true, CancellationToken.None);
        }
        catch (Exception e) when (e is WorkerFault or ObjectDisposedException)
        {
            // It fails again, and is told, at the first file.
        }
    });

    /// <inheritdoc/>
    public ReadResult Read(string text, string fileName, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TextScan.Check(text.TrimStart('\uFEFF'), fileName) is { } refused)
        {
            return new([], [refused]);
        }

        for (bool again = true; ; again = false)
        {
            try
            {
                return WithWorker(fileName, worker => Measured(worker, text, fileName, cancellation), cancellation);
            }
            catch (WorkerFault fault) when (!(fault.Again && again))
            {
                return new([], [fault.Diagnostic]);
            }
            catch (WorkerFault)
            {
                // It may have been ended from outside; a second time it is the file.
            }
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out WorkerProcess? worker))
        {
            worker.Dispose();
        }

        _places.Dispose();
    }

    private ReadResult Measured(WorkerProcess worker, string text, string file, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        try
        {
            return worker.Read(text, file, cancellation);
        }
        finally
        {
            lock (_counting)
            {
                _usage = _usage.With(Stopwatch.GetElapsedTime(started), worker.Processor, worker.Resident);
            }
        }
    }

    // A worker that throws, or whose answer says that it is spoilt, is ended; the next caller starts another.
    private T WithWorker<T>(string file, Func<WorkerProcess, T> use, CancellationToken cancellation)
    {
        _places.Wait(cancellation);
        WorkerProcess? worker = null;
        bool sound = false;
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            worker = _idle.TryTake(out WorkerProcess? idle) ? idle : Start(file, cancellation);
            T result = use(worker);
            sound = !worker.IsFull && !(result is ReadResult read && Overrun.Spoils(read));
            return result;
        }
        finally
        {
            if (sound && !_disposed)
            {
                _idle.Add(worker!);
            }
            else
            {
                worker?.Dispose();
            }

            _places.Release();
        }
    }

    private WorkerProcess Start(string file, CancellationToken cancellation)
    {
        var started = WorkerProcess.Start(command, _limits, file, cancellation);
        lock (_counting)
        {
            _usage = _usage with { Processes = _usage.Processes + 1 };
        }

        return started;
    }
}
