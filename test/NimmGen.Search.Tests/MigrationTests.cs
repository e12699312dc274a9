using Microsoft.Data.Sqlite;

namespace NimmGen.Search.Tests;

/// <summary>A run file of version 1 is read as it is and brought to the present one by the first that writes to it.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void A_run_of_version_1_is_read_as_it_is_and_goes_on_in_the_present_one()
    {
        string path = Version1();
        using (var reader = SqliteRunStore.Open(path, write: false))
        {
            RunRecord read = reader.Load();
            Assert.Equal(2, read.Candidates.Length);
            Assert.Equal(RunConfiguration.BuiltIn, read.Configuration.Author);
            Assert.Equal(SearchMethod.NimmGen, read.Configuration.Method);
            Assert.Equal(4, read.Configuration.Round);
            Assert.Null(read.Candidates[0].Author);
            Assert.Empty(read.Candidates[0].Timings);
            Assert.Empty(read.Exchanges);
        }

        Assert.Equal(1L, Scalar(path, "PRAGMA user_version"));
        using (var writer = SqliteRunStore.Open(path, write: true))
        {
            writer.Append(Examples.Candidate(3) with { Author = "openai:gpt-4.1" });
            writer.Append(Examples.Exchange(3, "modelling"));
            writer.Begin(new("2026-11-25T09:00:00Z", Examples.Configuration with { Author = "openai:gpt-4.1" }));
        }

        Assert.Equal((long)RunSchema.Version, Scalar(path, "PRAGMA user_version"));
        using var again = SqliteRunStore.Open(path, write: true);
        RunRecord run = again.Load();
        Assert.Equal([null, null, "openai:gpt-4.1"], run.Candidates.Select(c => c.Author));
        Assert.Equal("modelling", Assert.Single(run.Exchanges).Purpose);
        Assert.Equal("openai:gpt-4.1", run.Configuration.Author);
    }

    [Fact]
    public void A_run_of_version_2_keeps_its_conversations()
    {
        string path = _scratch["two.nimm"];
        using (SqliteRunStore store = Examples.Store(path, 1))
        {
            store.Append(Examples.Exchange(1, "modelling"));
        }

        Sql(path, "PRAGMA user_version = 2;");
        using (var writer = SqliteRunStore.Open(path, write: true))
        {
            writer.Append(Examples.Candidate(2) with { Outcome = Outcome.Stopped, Screening = new(3, 2) });
        }

        Assert.Equal((long)RunSchema.Version, Scalar(path, "PRAGMA user_version"));
        using var reader = SqliteRunStore.Open(path, write: false);
        RunRecord run = reader.Load();
        Assert.Equal("modelling", Assert.Single(run.Exchanges).Purpose);
        Assert.Equal(new Screening(3, 2), run.Candidates[1].Screening);
    }

    [Fact]
    public void A_migration_that_fails_leaves_version_1()
    {
        string path = Version1();
        Sql(path, "CREATE TABLE session (x)");
        Assert.ThrowsAny<Exception>(() => SqliteRunStore.Open(path, write: true));
        Assert.Equal(1L, Scalar(path, "PRAGMA user_version"));
        Assert.Equal(0L, Scalar(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'exchange'"));
        using var reader = SqliteRunStore.Open(path, write: false);
        Assert.Equal(2, reader.Load().Candidates.Length);
    }

    public void Dispose() => _scratch.Dispose();

    // As the program wrote it before version 2: fewer tables, and records without the fields that came later.
    private string Version1()
    {
        string path = _scratch["old.nimm"];
        Examples.Store(path, 2).Dispose();
        Sql(path, """
            DROP TABLE exchange; DROP TABLE session; PRAGMA user_version = 1;
            UPDATE candidate SET json = json_remove(json, '$.author', '$.judgement', '$.repair', '$.residuals', '$.timings', '$.aim', '$.screening');
            UPDATE run SET configuration = json_remove(configuration, '$.method', '$.without', '$.mode', '$.strategy', '$.round', '$.halving', '$.baseUrl', '$.budget');
            """);
        return path;
    }

    private static void Sql(string path, string sql) => Scalar(path, sql);

    private static object? Scalar(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
