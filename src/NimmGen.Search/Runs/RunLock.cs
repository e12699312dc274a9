using System.Globalization;

namespace NimmGen.Search;

/// <summary>
/// The right to write a run: an operating system lock on the file beside it, which ends with the process that holds it,
/// however that ends. Readers need none.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;

    private RunLock(FileStream stream, string path)
    {
        _stream = stream;
        _path = path;
    }

    public static string PathOf(string run) => run + ".lock";

    public static RunLock Take(string run, TimeProvider time)
    {
        string path = PathOf(run);
        try
        {
            var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            try
            {
                // The previous holder deletes the file as it lets go: a lock on a file that is no longer at this path locks nothing.
                // A time that only this process writes tells the two apart.
                DateTime mark = time.GetUtcNow().UtcDateTime.AddTicks(Environment.ProcessId % 1000);
                File.SetLastWriteTimeUtc(stream.SafeFileHandle, mark);
                if (File.GetLastWriteTimeUtc(path) != File.GetLastWriteTimeUtc(stream.SafeFileHandle))
                {
                    throw InUse(run, null);
                }

                return new(stream, path);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw ReadOnly(run, e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new RunFileException(run, "the folder does not exist", "a folder to write the run file in", "create the folder, or name another file with --run FILE", e);
        }
        catch (IOException e) when (e is not RunFileException)
        {
            throw File.Exists(path) ? InUse(run, e) : ReadOnly(run, e);
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A lock file that stays behind locks nothing.
            _ = e;
        }

        _stream.Dispose();
    }

    private static RunFileException InUse(string run, Exception? inner) => new(
        run,
        "another process is writing this run",
        "one process at a time on a run",
        "wait until it ends, or stop it with Ctrl-C; 'nimmgen show' may read the run meanwhile",
        inner);

    private static RunFileException ReadOnly(string run, Exception inner) => new(
        run,
        string.Create(CultureInfo.InvariantCulture, $"the folder cannot be written to ({inner.Message})"),
        "a folder that you may write to: a run keeps a lock and a journal beside its file",
        "change the folder's permissions, copy the run elsewhere, or name another file with --run FILE",
        inner);
}
