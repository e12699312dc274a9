namespace NimmGen.Frontend;

/// <summary>Turns the text of a model file into mechanisms: in this process, or in one of its own for what a machine wrote.</summary>
public interface IModelReader
{
    /// <summary>Reads every model of a file; never throws for a text, whatever it holds.</summary>
    /// <param name="text">C#, at most 64 kB.</param>
    /// <param name="fileName">As it should stand in diagnostics.</param>
    /// <param name="cancellation">Ends the reading with an <see cref="OperationCanceledException"/>.</param>
    ReadResult Read(string text, string fileName, CancellationToken cancellation = default);
}

/// <summary>Reads in this process: for texts that this program or its user wrote.</summary>
public sealed class InProcessReader : IModelReader
{
    public ReadResult Read(string text, string fileName, CancellationToken cancellation = default) => ModelReader.Read(text, fileName, cancellation);
}
