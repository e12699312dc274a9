using Microsoft.Data.Sqlite;

namespace NimmGen.Search;

/// <summary>SQLite's result codes as messages for the person who runs the program (sqlite.org/rescode.html).</summary>
internal static class RunFailures
{
    /// <summary>Null where the code means a bug of ours: a constraint, a wrong statement.</summary>
    public static RunFileException? Explain(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        13 => new(path, "no space is left on its disk", "room for the next record", $"free some space, then go on with 'nimmgen resume {path}': everything before is kept", e),
        1 when e.Message.Contains("malformed JSON", StringComparison.Ordinal) => RunHeader.Damaged(path, $"the run file is damaged ({e.Message})", e),
        11 or 26 => RunHeader.Truncated(path, e) ?? RunHeader.Damaged(path, $"the run file is damaged ({e.Message})", e),
        8 => new(path, "the file or its folder may only be read", "a file and folder that you may write to", "change the permissions, or copy the run elsewhere and go on there", e),
        14 => new(path, "the file cannot be opened", "a file in a folder that you may write to: SQLite keeps a journal beside it", "check the folder and its permissions", e),
        5 or 6 => new(path, "another program holds the file locked", "a file that no other program is changing", "close the program that has the run open, such as a database browser", e),
        10 => RunHeader.Truncated(path, e) ?? new(path, $"the disk failed or is full ({e.Message})", "a disk that can be read and written", $"check the disk, then go on with 'nimmgen resume {path}': everything before is kept", e),
        _ => null,
    };
}
