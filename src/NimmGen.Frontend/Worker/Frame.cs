using System.Buffers.Binary;
using System.Text;

namespace NimmGen.Frontend.Worker;

/// <summary>
/// A message between a process and its worker: texts in UTF-8. Little-endian, 4 bytes each: the number of parts, then for each part its
/// length in bytes, and the bytes.
/// </summary>
internal static class Frame
{
    public const int MaximumParts = 256;
    public const int MaximumBytes = 32 << 20;

    // An unpaired surrogate is an error on either side: it would come out as another text.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes one message, or throws <see cref="InvalidDataException"/> where it is too large to be read.</summary>
    public static void Write(Stream stream, params ReadOnlySpan<string> parts)
    {
        long bytes = 0;
        foreach (string part in parts)
        {
            bytes += Utf8.GetByteCount(part);
        }

        if (parts.Length > MaximumParts || bytes > MaximumBytes)
        {
            throw new InvalidDataException($"a message of {parts.Length} parts and {bytes} bytes, at most {MaximumParts} and {MaximumBytes}");
        }

        byte[] frame = new byte[4 + (4 * parts.Length) + bytes];
        BinaryPrimitives.WriteInt32LittleEndian(frame, parts.Length);
        int at = 4;
        foreach (string part in parts)
        {
            int length = Utf8.GetBytes(part, frame.AsSpan(at + 4));
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(at), length);
            at += 4 + length;
        }

        stream.Write(frame);
        stream.Flush();
    }

    /// <summary>The next message; null at the end of the stream; <see cref="InvalidDataException"/> for anything else.</summary>
    public static string[]? Read(Stream stream)
    {
        Span<byte> number = stackalloc byte[4];
        int got = stream.ReadAtLeast(number, 4, throwOnEndOfStream: false);
        if (got == 0)
        {
            return null;
        }

        try
        {
            int count = got < 4 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(number);
            string[] parts = new string[count is >= 0 and <= MaximumParts ? count : throw new InvalidDataException($"a message of {count} parts")];
            int left = MaximumBytes;
            for (int i = 0; i < parts.Length; i++)
            {
                stream.ReadExactly(number);
                int length = BinaryPrimitives.ReadInt32LittleEndian(number);
                left = length >= 0 && length <= left ? left - length : throw new InvalidDataException($"a part of {length} bytes, at most {left}");
                byte[] bytes = new byte[length];
                stream.ReadExactly(bytes);
                parts[i] = Utf8.GetString(bytes);
            }

            return parts;
        }
        catch (Exception e) when (e is EndOfStreamException or DecoderFallbackException)
        {
            throw new InvalidDataException("half a message, or one that is not text", e);
        }
    }
}
