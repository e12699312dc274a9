using System.Runtime.InteropServices;

namespace NimmGen.Cli;

/// <summary>Ctrl-C and SIGTERM ask the command to stop; a second one ends the process at once, which loses nothing stored.</summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    /// <summary>From the first use on, signals are taken.</summary>
    public CancellationToken Token
    {
        get
        {
            if (_registrations.Count == 0)
            {
                _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop));
                _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop));
            }

            return _source.Token;
        }
    }

    public void Dispose()
    {
        _registrations.ForEach(r => r.Dispose());
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        // Without Cancel the default action follows: the process ends.
        context.Cancel = !_source.IsCancellationRequested;
        _source.Cancel();
    }
}
