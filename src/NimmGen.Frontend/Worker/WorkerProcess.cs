using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace NimmGen.Frontend.Worker;

/// <summary>One worker: started, asked, watched, and ended with everything that it may have started.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private const int LastWords = 4_000;

    private const int GlanceMilliseconds = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // What a program needs to start; keys and tokens of the parent are none of its business.
    private static readonly string[] Variables =
    [
        "PATH", "HOME", "USERPROFILE", "TMPDIR", "TMP", "TEMP", "SystemRoot", "windir", "LD_LIBRARY_PATH", "LANG", "TZ",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_ROLL_FORWARD", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT",
    ];

    private readonly Process _process;
    private readonly WorkerLimits _limits;
    private readonly StringBuilder _said = new();
    private bool _isSilent;

    private WorkerProcess(Process process, WorkerLimits limits)
    {
        (_process, _limits) = (process, limits);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Largest resident memory seen, in bytes.</summary>
    public long Resident { get; private set; }

    /// <summary>Processor time of the last file.</summary>
    public TimeSpan Processor { get; private set; }

    /// <summary>True where the next file would find little room: the compiler keeps what it has read.</summary>
    public bool IsFull => Resident > _limits.ResidentBytes / 2;

    /// <summary>Starts one and waits until it is ready; a <see cref="WorkerFault"/> says why it is not.</summary>
    public static WorkerProcess Start(WorkerCommand command, WorkerLimits limits, string file, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(command.File, command.Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Except(Variables, StringComparer.OrdinalIgnoreCase).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{limits.HeapBytes:X}";
        start.Environment["DOTNET_gcServer"] = "0";
        // No debugger's socket, no dump on a crash.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        Process process;
        try
        {
            process = Process.Start(start) ?? throw new Win32Exception();
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw new WorkerFault(Overrun.NotStarted(file, $"{command.File}: {e.Message}"));
        }

        var worker = new WorkerProcess(process, limits);
        try
        {
            string[] hello = worker.Await(file, () => Frame.Read(process.StandardOutput.BaseStream), limits.Start, limits.Start, long.MaxValue, cancellation);
            return hello is [ReadWorker.Ready] ? worker : throw new InvalidDataException("it is not a reader of models, or of another version");
        }
        catch (Exception e)
        {
            worker.Dispose();
            throw e is WorkerFault or InvalidDataException ? new WorkerFault(Overrun.NotStarted(file, e is WorkerFault f ? f.Diagnostic.Message : e.Message)) : e;
        }
    }

    /// <summary>Has one file read; a <see cref="WorkerFault"/> says that it cost too much.</summary>
    public ReadResult Read(string text, string file, CancellationToken cancellation)
    {
        string[] answer = Await(
            file,
            () =>
            {
                Frame.Write(_process.StandardInput.BaseStream, file, text);
                return Frame.Read(_process.StandardOutput.BaseStream);
            },
            _limits.Clock, _limits.Processor, _limits.ResidentBytes, cancellation);
        try
        {
            return Answer.Decode(answer);
        }
        catch (InvalidDataException e)
        {
            throw new WorkerFault(Overrun.Ended(file, e.Message), again: true);
        }
    }

    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    // Waits for the answer and looks at the clock, the processor and the memory meanwhile.
    private string[] Await(string file, Func<string[]?> exchange, TimeSpan clock, TimeSpan processor, long resident, CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        TimeSpan before = Used();
        Task<string[]?> answer = Task.Factory.StartNew(exchange, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (Task.WaitAny([answer], GlanceMilliseconds, cancellation) < 0)
        {
            Processor = Used() - before;
            if (Stopwatch.GetElapsedTime(started) > clock)
            {
                throw new WorkerFault(Overrun.Time(file, clock, ""));
            }

            if (Processor > processor)
            {
                throw new WorkerFault(Overrun.Time(file, processor, " of the processor"));
            }

            if (Resident > resident)
            {
                throw new WorkerFault(Overrun.Memory(file, resident));
            }
        }

        Processor = Used() - before;
        return answer.Status == TaskStatus.RanToCompletion && answer.Result is { } parts ? parts : throw Silence(file, answer.Exception?.InnerException);
    }

    private WorkerFault Silence(string file, Exception? cause)
    {
        if (cause is not (null or IOException or InvalidDataException))
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
        }

        // The end of its output comes a moment before the end of the process, and that before its last words.
        bool ended = _process.WaitForExit(Patience);
        string said;
        lock (_said)
        {
            if (!_isSilent)
            {
                Monitor.Wait(_said, Patience);
            }

            said = _said.ToString();
        }

        return said.Contains("Out of memory", StringComparison.OrdinalIgnoreCase) || said.Contains(nameof(OutOfMemoryException), StringComparison.Ordinal)
            ? new(Overrun.Memory(file, null))
            : new(Overrun.Ended(file, cause is InvalidDataException ? cause.Message : ended ? $"it ended with code {_process.ExitCode}. {said}" : "it answers no longer"), again: true);
    }

    // Processor time so far; looks at the memory on the way.
    private TimeSpan Used()
    {
        try
        {
            _process.Refresh();
            Resident = Math.Max(Resident, _process.WorkingSet64);
            return _process.TotalProcessorTime;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It has ended; the answer, or its absence, tells the rest.
            return TimeSpan.Zero;
        }
    }

    private void Note(string? line)
    {
        lock (_said)
        {
            if (line is null)
            {
                _isSilent = true;
                Monitor.PulseAll(_said);
                return;
            }

            if (_said.Length < LastWords)
            {
                _said.AppendLine(line.Length > LastWords ? line[..LastWords] : line);
            }
        }
    }
}
