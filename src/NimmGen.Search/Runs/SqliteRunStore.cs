using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace NimmGen.Search;

/// <summary>
/// A run in one SQLite file. What a call stored is on the disk when it returns; a process that is killed at any instant
/// leaves the file as it was after the last such call. One process writes; others may read meanwhile.
/// </summary>
/// <remarks>Whatever is wrong with the file, the folder or the disk is a <see cref="RunFileException"/>.</remarks>
public sealed class SqliteRunStore : IRunStore, IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly RunLock? _lock;

    private SqliteRunStore(string path, SqliteConnection connection, RunLock? @lock)
    {
        _path = path;
        _connection = connection;
        _lock = @lock;
    }

    /// <summary>Starts a run in a file that must not exist yet, and holds it for writing.</summary>
    public static SqliteRunStore Create(string path, RunConfiguration configuration, DataRecord data, TimeProvider time)
    {
        RunLock held = RunLock.Take(path, time);
        try
        {
            if (File.Exists(path) || Directory.Exists(path))
            {
                throw new RunFileException(path, "the file exists", "the name of a new file", "go on with it by 'nimmgen resume', name another with --run FILE, or delete it");
            }

            // Written under another name and moved into place, so that no killed process leaves half a run behind.
            string draft = path + ".new";
            File.Delete(draft);
            using (SqliteConnection connection = Connect(draft, SqliteOpenMode.ReadWriteCreate))
            {
                Guard(path, () =>
                {
                    connection.Open();
                    Execute(connection, RunSchema.Durability + RunSchema.Create);
                    Execute(
                        connection,
                        "INSERT INTO run (id, configuration, data, version, started) VALUES (1, $configuration, $data, $version, $started)",
                        ("$configuration", Write(configuration)),
                        ("$data", Write(data)),
                        ("$version", ProgramVersion),
                        ("$started", time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
                    return 0;
                });
            }

            File.Move(draft, path);
            return OpenHeld(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a stored run: to go on with it, which only one process may at a time, or only to read it.</summary>
    public static SqliteRunStore Open(string path, bool write, TimeProvider? time = null)
    {
        int version = RunHeader.Check(path);
        if (!write)
        {
            return OpenHeld(path, null);
        }

        RunLock held = RunLock.Take(path, time ?? TimeProvider.System);
        try
        {
            SqliteRunStore store = OpenHeld(path, held);
            if (version < RunSchema.Version)
            {
                store.Migrate(version);
            }

            return store;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public RunRecord Load() => Guard(_path, () =>
    {
        using SqliteTransaction snapshot = _connection.BeginTransaction(deferred: true);
        ImmutableArray<CandidateRecord> candidates = All<CandidateRecord>("SELECT json FROM candidate ORDER BY number");
        bool talks = Number("PRAGMA user_version") >= 2;
        ImmutableArray<ExchangeRecord> exchanges = talks ? All<ExchangeRecord>("SELECT json FROM exchange ORDER BY id") : [];
        ImmutableArray<SessionRecord> sessions = talks ? All<SessionRecord>("SELECT json FROM session ORDER BY id") : [];

        FinalRecord? final = null;
        using (SqliteCommand command = Command(_connection, "SELECT json FROM final"))
        {
            final = command.ExecuteScalar() is string json ? Read<FinalRecord>(json) : null;
        }

        using (SqliteCommand command = Command(_connection, "SELECT configuration, data, version, started, seconds FROM run"))
        {
            using SqliteDataReader reader = command.ExecuteReader();
            if (!reader.Read())
            {
                throw RunHeader.Damaged(_path, "the run file is damaged: it holds no run");
            }

            return new RunRecord(
                sessions.IsEmpty ? Read<RunConfiguration>(reader.GetString(0)) : sessions[^1].Configuration,
                Read<DataRecord>(reader.GetString(1)),
                candidates,
                final,
                reader.GetString(2),
                reader.GetString(3),
                reader.GetDouble(4))
            {
                Exchanges = exchanges,
                Sessions = sessions,
            };
        }
    });

    public void Begin(SessionRecord session) => Change("INSERT INTO session (json) VALUES ($json)", ("$json", Write(session)));

    /// <summary>Stores a question and its answer; once a candidate and purpose.</summary>
    public void Append(ExchangeRecord exchange) => Change("INSERT INTO exchange (json) VALUES ($json)", ("$json", Write(exchange)));

    /// <summary>Stores a candidate; its number must be new.</summary>
    public void Append(CandidateRecord candidate) =>
        Change("INSERT INTO candidate (number, json) VALUES ($number, $json)", ("$number", candidate.Number), ("$json", Write(candidate)));

    /// <summary>Stores what came out; once a run.</summary>
    public void Finish(FinalRecord final) => Change("INSERT INTO final (id, json) VALUES (1, $json)", ("$json", Write(final)));

    public void Reopen() => Change("DELETE FROM final");

    public void AddSeconds(double seconds) => Change("UPDATE run SET seconds = seconds + $seconds", ("$seconds", seconds));

    public void Dispose()
    {
        _connection.Dispose();
        _lock?.Dispose();
    }

    /// <summary>Stops the file from growing: the tests' full disk.</summary>
    internal void LimitPages(int pages) => Guard(_path, () => Execute(_connection, $"PRAGMA max_page_count = {pages}"));

    private void Migrate(int from)
    {
        using SqliteTransaction whole = _connection.BeginTransaction();
        Change(RunSchema.Migrate(from));
        Guard(_path, () =>
        {
            whole.Commit();
            return 0;
        });
    }

    private ImmutableArray<T> All<T>(string sql)
    {
        using SqliteCommand command = Command(_connection, sql);
        using SqliteDataReader reader = command.ExecuteReader();
        var all = ImmutableArray.CreateBuilder<T>();
        while (reader.Read())
        {
            all.Add(Read<T>(reader.GetString(0)));
        }

        return all.ToImmutable();
    }

    private long Number(string sql)
    {
        using SqliteCommand command = Command(_connection, sql);
        return (long)command.ExecuteScalar()!;
    }

    private static string ProgramVersion =>
        typeof(SqliteRunStore).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static SqliteRunStore OpenHeld(string path, RunLock? held)
    {
        // A reader opens for writing too where it may: a journal that a killed process left must be rolled back by whoever comes first.
        var connection = Connect(path, SqliteOpenMode.ReadWrite);
        try
        {
            Guard(path, () =>
            {
                connection.Open();
                Execute(connection, held is null ? "PRAGMA busy_timeout = 5000" : RunSchema.Durability);
                using SqliteCommand check = Command(connection, "PRAGMA quick_check(1)");
                string? verdict = check.ExecuteScalar() as string;
                return verdict == "ok" ? 0 : throw RunHeader.Damaged(path, $"the run file is damaged ({verdict?.ReplaceLineEndings(" ")})");
            });
            return new(path, connection, held);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());

    private void Change(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        if (_lock is null)
        {
            throw new InvalidOperationException("this run was opened to be read only");
        }

        using SqliteCommand command = Command(_connection, sql, parameters);
        Guard(_path, command.ExecuteNonQuery);
    }

    private static int Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using SqliteCommand command = Command(connection, sql, parameters);
        return command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private static T Guard<T>(string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (SqliteException e) when (RunFailures.Explain(path, e) is not null)
        {
            throw RunFailures.Explain(path, e)!;
        }
        catch (Exception e) when (e is JsonException or InvalidCastException)
        {
            throw RunHeader.Damaged(path, $"the run file is damaged: {e.Message}", e);
        }
    }

    private static string Write<T>(T value) => JsonSerializer.Serialize(value, RunJson.Compact);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, RunJson.Compact) ?? throw new JsonException("null where a record was expected");
}
