namespace NimmGen.Data;

/// <summary>Where the files of a card are: a folder, or the assembly.</summary>
internal abstract class FileSource
{
    /// <summary>The bytes of a file by its path below the root, or null with a diagnostic.</summary>
    public abstract byte[]? Read(string path, ReadLimits limits, string? howToGet, DiagnosticBag bag);

    /// <summary>
    /// What to do about a file that is not the one its card was written for. Null where the owner of the card may know better:
    /// then it is only a warning.
    /// </summary>
    public virtual string? Repair => null;

    protected static bool Fits(string path, long length, ReadLimits limits, DiagnosticBag bag)
    {
        if (length > limits.FileBytes)
        {
            bag.Error("ND0013", path, null, $"{length:N0} bytes", $"at most {limits.FileBytes:N0} bytes", "keep only the columns and rows of the card, or split the data set");
            return false;
        }

        return true;
    }
}

internal sealed class FolderSource(string root, string? repair = null) : FileSource
{
    public override string? Repair => repair;

    private readonly string _root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));

    public override byte[]? Read(string path, ReadLimits limits, string? howToGet, DiagnosticBag bag)
    {
        string full = Path.GetFullPath(Path.Combine(_root, path));
        if (path.Contains('\0') || !full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            bag.Error("ND0020", path, null, $"a path that leads out of {_root}", "a path of a file in the data folder", "copy the file into the data folder and name it relative to the card");
            return null;
        }

        try
        {
            var file = new FileInfo(full);
            if (!file.Exists)
            {
                bag.Error("ND0001", path, null, $"no file {full}", "the file that the card names", howToGet ?? "check the path in card.json; letters' case counts");
                return null;
            }

            // A pipe or device has no length and could block for ever when opened.
            return file.Length == 0 ? [] : Fits(path, file.Length, limits, bag) ? File.ReadAllBytes(full) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            bag.Error("ND0001", path, null, e.Message, "a file that can be read", "check the permissions of the file and its folder");
            return null;
        }
    }
}

internal sealed class EmbeddedSource(string prefix) : FileSource
{
    public override byte[]? Read(string path, ReadLimits limits, string? howToGet, DiagnosticBag bag)
    {
        using Stream? stream = typeof(EmbeddedSource).Assembly.GetManifestResourceStream($"{prefix}/{path}");
        if (stream is null)
        {
            bag.Error("ND0001", path, null, "no such file in the program", "the file that the card names", "this is a fault of the program: please report it");
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
