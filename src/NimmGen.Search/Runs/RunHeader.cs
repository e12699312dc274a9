using System.Buffers.Binary;

namespace NimmGen.Search;

/// <summary>
/// The first 100 bytes of a run file, read without SQLite so that a file that is none of ours is named as what it is
/// (offsets: "Database File Format", sqlite.org/fileformat2.html, section 1.3).
/// </summary>
internal static class RunHeader
{
    private const int Length = 100;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Throws unless the file begins as a run does that this program can read; its version.</summary>
    public static int Check(string path)
    {
        Span<byte> header = stackalloc byte[Length];
        int read = Read(path, header, out long length);
        if (length == 0)
        {
            throw Damaged(path, "the file is empty");
        }

        if (!header[..Math.Min(read, Magic.Length)].SequenceEqual(Magic[..Math.Min(read, Magic.Length)]))
        {
            throw new RunFileException(path, "this is not a run file", "a file written by 'nimmgen run', which ends in .nimm", "check the path; 'nimmgen run' prints the name of the file it writes");
        }

        if (read < Length)
        {
            throw Damaged(path, $"the file is truncated: {length} bytes");
        }

        int version = BinaryPrimitives.ReadInt32BigEndian(header[60..]);
        if (BinaryPrimitives.ReadInt32BigEndian(header[68..]) != RunSchema.ApplicationId)
        {
            throw new RunFileException(path, "this is a database, but not a run file", "a file written by 'nimmgen run', which ends in .nimm", "check the path; 'nimmgen run' prints the name of the file it writes");
        }

        if (version is < RunSchema.Oldest or > RunSchema.Version)
        {
            string cure = version > RunSchema.Version ? "update nimmgen, or use the version that wrote the file" : "use the version of nimmgen that wrote the file, or run the task again";
            throw new RunFileException(path, $"the run file is of version {version}, {(version > RunSchema.Version ? "newer" : "older")} than this program", $"version {RunSchema.Oldest} to {RunSchema.Version}", cure);
        }

        return version;
    }

    /// <summary>Why SQLite refused a file that is shorter than its header says; null where that is not the reason.</summary>
    public static RunFileException? Truncated(string path, Exception inner)
    {
        Span<byte> header = stackalloc byte[Length];
        if (Read(path, header, out long length) < Length)
        {
            return Damaged(path, $"the file is truncated: {length} bytes", inner);
        }

        int size = BinaryPrimitives.ReadUInt16BigEndian(header[16..]);
        long expected = (size == 1 ? 65536L : size) * BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        return length < expected ? Damaged(path, $"the file is truncated: {length} of {expected} bytes", inner) : null;
    }

    public static RunFileException Damaged(string path, string got, Exception? inner = null) =>
        new(path, got, "a whole run file", "restore it from a copy, or run the task again: a run repeats exactly with the same seed", inner);

    private static int Read(string path, Span<byte> header, out long length)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            length = file.Length;
            return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new RunFileException(path, Directory.Exists(path) ? "this is a folder" : "no such file", "a run file", "check the path; 'nimmgen run' prints the name of the file it writes", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new RunFileException(path, Directory.Exists(path) ? "this is a folder" : $"the file cannot be read ({e.Message})", "a run file that you may read", "check the path and the file's permissions", e);
        }
    }
}
