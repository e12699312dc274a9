using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace NimmGen.Search.Tests;

public sealed class RunStoreTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void What_was_stored_comes_back()
    {
        string path = _scratch["run.nimm"];
        using (SqliteRunStore store = Examples.Store(path, 2))
        {
            store.Append(Examples.Failed);
            store.Finish(Examples.Final);
            store.AddSeconds(1.5);
            store.AddSeconds(2);
        }

        using var reopened = SqliteRunStore.Open(path, write: false);
        RunRecord run = reopened.Load();
        Assert.Equal(Json(Examples.Configuration), Json(run.Configuration));
        Assert.Equal(Json(Examples.Data), Json(run.Data));
        Assert.Equal(Json(Examples.Candidate(2)), Json(run.Candidates[1]));
        Assert.Equal(Json(Examples.Failed), Json(run.Candidates[2]));
        Assert.Equal(Json(Examples.Final), Json(run.Final));
        Assert.Equal(Examples.Final.Mechanism.Hash, run.Final!.Mechanism.Hash);
        Assert.Equal(0.1 + 0.2, run.Candidates[0].Validation[0].MeanAbsolute[0]);
        Assert.True(double.IsNaN(run.Data.Observed[1]) && double.IsNaN(run.Candidates[2].Score) && double.IsPositiveInfinity(run.Final.Test[0].Aggregate[0]));
        Assert.Null(run.Final.Origins[0].InfectiousPeriodDays);
        Assert.Equal(3.5, run.Seconds);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", run.Started);
        Assert.NotEqual("unknown", run.Version);
    }

    [Fact]
    public void Columns_to_query_agree_with_the_record()
    {
        string path = _scratch["run.nimm"];
        using (SqliteRunStore store = Examples.Store(path, 2))
        {
            store.Append(Examples.Failed);
            store.Finish(Examples.Final);
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Assert.Equal("2|1|Model2|Scored|3.5|cd34", Scalar("SELECT concat_ws('|', number, parent, name, outcome, score, hash) FROM candidate WHERE number = 2"));
        Assert.Equal(1L, Scalar("SELECT count(*) FROM candidate WHERE score IS NULL AND outcome = 'NotCompiled' AND hash IS NULL"));
        Assert.Equal("1|2026-11-23T21:00:00Z", Scalar("SELECT concat_ws('|', winner, test_scored) FROM final"));
        Assert.Equal("boarding-school|ab12", Scalar("SELECT concat_ws('|', task, data_hash) FROM run"));

        object? Scalar(string sql)
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = sql;
            return command.ExecuteScalar();
        }
    }

    [Fact]
    public void A_new_run_is_one_file()
    {
        Examples.Store(_scratch["run.nimm"], 3).Dispose();
        Assert.Equal(["run.nimm"], Directory.GetFileSystemEntries(_scratch.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void An_existing_file_is_never_overwritten()
    {
        string path = _scratch["run.nimm"];
        File.WriteAllText(path, "precious");
        Assert.Equal("the file exists", Assert.Throws<RunFileException>(() => Examples.Store(path)).Got);
        Assert.Equal("precious", File.ReadAllText(path));
    }

    [Fact]
    public void A_second_writer_is_refused_and_readers_are_not()
    {
        string path = _scratch["run.nimm"];
        using (SqliteRunStore store = Examples.Store(path, 1))
        {
            RunFileException refused = Assert.Throws<RunFileException>(() => SqliteRunStore.Open(path, write: true));
            Assert.Equal("another process is writing this run", refused.Got);
            using var reader = SqliteRunStore.Open(path, write: false);
            store.Append(Examples.Candidate(2));
            Assert.Equal(2, reader.Load().Candidates.Length);
        }

        using var next = SqliteRunStore.Open(path, write: true);
        next.Append(Examples.Candidate(3));
        Assert.Equal(3, next.Load().Candidates.Length);
    }

    [Fact]
    public void A_lock_file_left_by_a_dead_process_does_not_block()
    {
        string path = _scratch["run.nimm"];
        Examples.Store(path, 1).Dispose();
        File.WriteAllText(path + ".lock", "");
        using var store = SqliteRunStore.Open(path, write: true);
        store.Append(Examples.Candidate(2));
        Assert.Equal(2, store.Load().Candidates.Length);
    }

    [Fact]
    public void A_number_is_stored_once()
    {
        using SqliteRunStore store = Examples.Store(_scratch["run.nimm"], 1);
        Assert.Throws<SqliteException>(() => store.Append(Examples.Candidate(1)));
        Assert.Single(store.Load().Candidates);
    }

    [Fact]
    public void A_full_disk_keeps_what_was_stored()
    {
        string path = _scratch["run.nimm"];
        using (SqliteRunStore store = Examples.Store(path, 3))
        {
            store.LimitPages(1);
            CandidateRecord large = Examples.Candidate(4) with { Program = new string('x', 100_000) };
            RunFileException full = Assert.Throws<RunFileException>(() => store.Append(large));
            Assert.Equal("no space is left on its disk", full.Got);
            Assert.Contains("nimmgen resume", full.Fix);
        }

        using var reopened = SqliteRunStore.Open(path, write: true);
        Assert.Equal(3, reopened.Load().Candidates.Length);
    }

    public void Dispose() => _scratch.Dispose();

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, RunJson.Compact);
}
