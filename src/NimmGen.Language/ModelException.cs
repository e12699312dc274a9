using System.Collections.Immutable;
using NimmGen.Ir;

namespace NimmGen;

/// <summary>A compiled model class says something that is not a model; the message lists all of it.</summary>
public sealed class ModelException : Exception
{
    public ModelException()
    {
    }

    public ModelException(string message)
        : base(message)
    {
    }

    public ModelException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public ModelException(ImmutableArray<Diagnostic> diagnostics)
        : base(string.Join('\n', diagnostics)) => Diagnostics = diagnostics;

    public ImmutableArray<Diagnostic> Diagnostics { get; } = [];
}
