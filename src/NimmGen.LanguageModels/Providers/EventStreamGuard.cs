using System.Text;

namespace NimmGen.LanguageModels;

/// <summary>
/// Passes a stream of server-sent events on and watches it: how long it is, and whether an event is an error,
/// which clients turn into an empty update.
/// </summary>
internal sealed class EventStreamGuard(Stream inner, Endpoint endpoint, long longest, int replyBytes) : Stream
{
    // An error is a short event; a longer line is text.
    private const int LongestError = 16384;

    private readonly MemoryStream _line = new();
    private long _bytes;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _bytes; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        Watch(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = inner.Read(buffer, offset, count);
        Watch(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _line.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Watch(ReadOnlySpan<byte> bytes)
    {
        _bytes += bytes.Length;
        if (_bytes > longest)
        {
            throw new LanguageModelException(ReplyFailures.TooLarge(replyBytes));
        }

        // At the end, what is left is a line too.
        if (bytes.IsEmpty)
        {
            EndLine();
        }

        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> piece = end < 0 ? bytes : bytes[..end];
            if (_line.Length <= LongestError)
            {
                _line.Write(piece[..Math.Min(piece.Length, LongestError + 1)]);
            }

            if (end >= 0)
            {
                EndLine();
            }

            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }
    }

    private void EndLine()
    {
        Judge(_line.GetBuffer().AsSpan(0, (int)_line.Length));
        _line.SetLength(0);
    }

    private void Judge(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> data = "data:"u8;
        // A server that fails before its first event may send the bare object.
        ReadOnlySpan<byte> json = line.StartsWith(data) ? line[data.Length..] : line.StartsWith("{"u8) ? line : [];
        if (line.Length <= LongestError && json.IndexOf("\"error\""u8) >= 0 && HttpAnswers.ErrorIn(Encoding.UTF8.GetString(json)) is { } error)
        {
            throw new LanguageModelException(ReplyFailures.ErrorEvent(endpoint, error));
        }
    }
}
