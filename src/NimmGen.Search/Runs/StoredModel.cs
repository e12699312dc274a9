using NimmGen.Frontend;
using NimmGen.Ir;

namespace NimmGen.Search;

/// <summary>The mechanism of a candidate that a run file holds.</summary>
internal static class StoredModel
{
    /// <summary>Reads its program again.</summary>
    /// <param name="candidate">One whose program was read when it was new.</param>
    /// <param name="reader">Null: in this process.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="RunFileException">A run file that somebody has changed, or a machine that no longer starts the reader.</exception>
    public static MechanismIr Of(CandidateRecord candidate, IModelReader? reader, CancellationToken cancellation)
    {
        ReadResult read = (reader ?? new InProcessReader()).Read(candidate.Program, $"candidate {candidate.Number}", cancellation);
        return read.Models is [var model, ..]
            ? model
            : throw new RunFileException(
                "the run file", $"the program of candidate {candidate.Number} can no longer be read: {string.Join('\n', read.Diagnostics)}",
                "the program that was scored", "begin anew with 'nimmgen run', or see 'nimmgen doctor'");
    }
}
