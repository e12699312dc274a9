using System.Collections.Concurrent;
using NimmGen.Frontend;

namespace NimmGen.Search;

/// <summary>
/// Reads a program once: gates, reflections and the final scoring ask for the same candidate again, and a reading costs more than all that
/// is made of it. Only what could be read is kept, the last programs of a search.
/// </summary>
/// <param name="reader">Who reads.</param>
internal sealed class RememberingReader(IModelReader reader) : IModelReader
{
    private const int Kept = 64;

    private readonly ConcurrentDictionary<(string Text, string Name), ReadResult> _known = [];
    private readonly ConcurrentQueue<(string Text, string Name)> _order = [];

    public ReadResult Read(string text, string fileName, CancellationToken cancellation = default)
    {
        if (_known.TryGetValue((text, fileName), out ReadResult? known))
        {
            return known;
        }

        ReadResult read = reader.Read(text, fileName, cancellation);
        if (!read.Models.IsEmpty && _known.TryAdd((text, fileName), read))
        {
            _order.Enqueue((text, fileName));
            if (_order.Count > Kept && _order.TryDequeue(out (string Text, string Name) oldest))
            {
                _known.TryRemove(oldest, out _);
            }
        }

        return read;
    }
}
