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
    private LanguageModelFailure? _failure;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _bytes; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfFailed();
        try
        {
            int read = await inner.ReadAsync(buffer, cancellationToken);
            return Watch(buffer.Span[..read]);
        }
        catch (Exception e) when (LostConnection.Is(e))
        {
            throw LostConnection.At(endpoint);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        ThrowIfFailed();
        try
        {
            int read = inner.Read(buffer, offset, count);
            return Watch(buffer.AsSpan(offset, read));
        }
        catch (Exception e) when (LostConnection.Is(e))
        {
            throw LostConnection.At(endpoint);
        }
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

    // Bytes that may be passed on: those before an error, or before the end of what is allowed.
    private int Watch(ReadOnlySpan<byte> bytes)
    {
        _bytes += bytes.Length;
        if (_bytes > longest)
        {
            _failure = ReplyFailures.TooLarge(endpoint, replyBytes);
        }

        // At the end, what is left is a line too.
        if (bytes.IsEmpty)
        {
            EndLine();
        }

        int start = 0;
        while (start < bytes.Length && _failure is null)
        {
            int end = bytes[start..].IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> piece = end < 0 ? bytes[start..] : bytes.Slice(start, end);
            if (_line.Length <= LongestError)
            {
                _line.Write(piece[..Math.Min(piece.Length, LongestError + 1)]);
            }

            if (end >= 0)
            {
                EndLine();
            }

            start = _failure is not null ? start : end < 0 ? bytes.Length : start + end + 1;
        }

        if (start == 0)
        {
            ThrowIfFailed();
        }

        return start;
    }

    private void EndLine()
    {
        _failure ??= Error(_line.GetBuffer().AsSpan(0, (int)_line.Length));
        _line.SetLength(0);
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new LanguageModelException(failure);
        }
    }

    private LanguageModelFailure? Error(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> data = "data:"u8;
        // A server that fails before its first event may send the bare object.
        ReadOnlySpan<byte> json = line.StartsWith(data) ? line[data.Length..] : line.StartsWith("{"u8) ? line : [];
        return line.Length <= LongestError && json.IndexOf("\"error\""u8) >= 0 && HttpAnswers.ErrorIn(Encoding.UTF8.GetString(json)) is { } error
            ? ReplyFailures.ErrorEvent(endpoint, error)
            : null;
    }
}
