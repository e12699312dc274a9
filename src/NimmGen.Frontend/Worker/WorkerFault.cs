using NimmGen.Ir;

namespace NimmGen.Frontend.Worker;

/// <summary>Why a worker did not answer; the worker is not used again.</summary>
/// <param name="diagnostic">What the author of the file is told.</param>
/// <param name="again">True where another worker may do better: this one may have been ended from outside.</param>
internal sealed class WorkerFault(Diagnostic diagnostic, bool again = false) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;

    public bool Again { get; } = again;
}
