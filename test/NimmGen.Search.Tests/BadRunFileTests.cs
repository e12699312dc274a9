using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace NimmGen.Search.Tests;

public sealed class BadRunFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void A_truncated_file_is_named_as_such_at_every_length()
    {
        string path = _scratch["whole.nimm"], cut = _scratch["cut.nimm"];
        using (SqliteRunStore store = Examples.Store(path, 40))
        {
            store.Finish(Examples.Final);
        }

        byte[] whole = File.ReadAllBytes(path);
        int[] lengths = [.. Enumerable.Range(0, 130), .. Enumerable.Range(1, 200).Select(i => i * (whole.Length / 201)), .. Enumerable.Range(1, whole.Length / 4096 - 1).Select(i => i * 4096), whole.Length - 1];
        foreach (int length in lengths)
        {
            File.WriteAllBytes(cut, whole[..length]);
            foreach (bool write in new[] { false, true })
            {
                RunFileException refused = Assert.Throws<RunFileException>(() => SqliteRunStore.Open(cut, write).Dispose());
                Assert.Matches(new Regex("truncated|empty", RegexOptions.None, TimeSpan.FromSeconds(1)), refused.Got);
            }

            Assert.Equal(length, new FileInfo(cut).Length);
        }
    }

    [Fact]
    public void A_damaged_page_is_found_or_harmless()
    {
        string path = _scratch["whole.nimm"], bad = _scratch["bad.nimm"];
        Examples.Store(path, 20).Dispose();
        byte[] whole = File.ReadAllBytes(path);
        var random = new Random(5);
        int found = 0;
        for (int i = 0; i < 200; i++)
        {
            byte[] changed = [.. whole];
            random.NextBytes(changed.AsSpan(random.Next(100, changed.Length - 64), 64));
            File.WriteAllBytes(bad, changed);
            try
            {
                using var store = SqliteRunStore.Open(bad, write: false);
                store.Load();
            }
            catch (RunFileException e)
            {
                Assert.Contains("damaged", e.Got);
                found++;
            }
        }

        // The rest hit unused bytes, or text whose changed characters are still a text.
        Assert.InRange(found, 20, 200);
    }

    [Theory]
    [InlineData("random", "not a run file")]
    [InlineData("text", "not a run file")]
    [InlineData("html", "not a run file")]
    [InlineData("empty", "empty")]
    [InlineData("database", "a database, but not a run file")]
    [InlineData("older", "version 0, older")]
    [InlineData("newer", "version 7, newer")]
    [InlineData("folder", "a folder")]
    [InlineData("absent", "no such file")]
    [InlineData("absent/folder/run", "no such file")]
    public void What_is_no_run_is_named_as_what_it_is(string what, string expected)
    {
        string path = _scratch[what + ".nimm"];
        switch (what)
        {
            case "random":
                var bytes = new byte[5000];
                new Random(1).NextBytes(bytes);
                File.WriteAllBytes(path, bytes);
                break;
            case "text":
                File.WriteAllText(path, "SQLite is not what this file holds");
                break;
            case "html":
                File.WriteAllText(path, "<html>");
                break;
            case "empty":
                File.WriteAllText(path, "");
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "database":
                Sql(path, "CREATE TABLE t (x)");
                break;
            case "older" or "newer":
                Examples.Store(path).Dispose();
                Sql(path, $"PRAGMA user_version = {(what == "older" ? 0 : 7)}");
                break;
        }

        RunFileException refused = Assert.Throws<RunFileException>(() => SqliteRunStore.Open(path, write: true).Dispose());
        Assert.Contains(expected, refused.Got);
        Assert.StartsWith(path, refused.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refused.Fix);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        // Nobody, not even root, creates a file there.
        Assert.SkipUnless(Directory.Exists("/proc"), "needs /proc as a folder that nobody can write to");
        RunFileException refused = Assert.Throws<RunFileException>(() => Examples.Store("/proc/nimmgen-test.nimm"));
        Assert.StartsWith("the folder cannot be written to", refused.Got, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named() =>
        Assert.Equal("the folder does not exist", Assert.Throws<RunFileException>(() => Examples.Store(_scratch["a/b/run.nimm"])).Got);

    [Fact]
    public void A_read_only_folder_can_be_read_and_not_written()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "permissions do not bind this user");
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("needs Unix permissions");
            return;
        }

        string folder = Directory.CreateDirectory(_scratch["kept"]).FullName, path = Path.Combine(folder, "run.nimm");
        Examples.Store(path, 2).Dispose();
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using (var store = SqliteRunStore.Open(path, write: false))
            {
                Assert.Equal(2, store.Load().Candidates.Length);
            }

            Assert.StartsWith("the folder cannot be written to", Assert.Throws<RunFileException>(() => SqliteRunStore.Open(path, write: true)).Got, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => _scratch.Dispose();

    private static void Sql(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
