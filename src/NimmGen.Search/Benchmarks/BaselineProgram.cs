using NimmGen.Frontend;
using NimmGen.Ir;

namespace NimmGen.Search.Benchmarks;

/// <summary>Programs of baselines as mechanisms.</summary>
internal static class BaselineProgram
{
    /// <exception cref="InvalidOperationException">The program was refused: a fault of this version, or a machine too busy to read it in time.</exception>
    public static MechanismIr Read(string program, string name, CancellationToken cancellation)
    {
        ReadResult read = ModelReader.Read(program, name, cancellation);
        return read.Models.IsEmpty ? throw new InvalidOperationException($"the program of {name} could not be read: {string.Join("; ", read.Diagnostics.Select(d => $"{d.Code} {d.Message}"))}") : read.Models[0];
    }
}
