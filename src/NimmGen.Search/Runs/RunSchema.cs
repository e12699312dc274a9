namespace NimmGen.Search;

/// <summary>The tables of a run file. What one would query stands in columns that SQLite derives from the JSON: they cannot disagree.</summary>
internal static class RunSchema
{
    /// <summary>"NIMM" in ASCII, in SQLite's application_id: what tells a run from any other database.</summary>
    public const int ApplicationId = 0x4E494D4D;

    /// <summary>In SQLite's user_version; one more whenever a program of this version could not read what the next one writes.</summary>
    public const int Version = 3;

    /// <summary>The oldest that is still read; a writer brings it to <see cref="Version"/> first.</summary>
    public const int Oldest = 1;

    // A rollback journal, not a write-ahead log: at rest a run is one file, readable from a read-only folder and complete
    // when copied. EXTRA also syncs the folder, so that a commit outlives a power cut.
    public const string Durability = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA; PRAGMA busy_timeout = 5000;";

    public static readonly string Create = $"""
        PRAGMA application_id = {ApplicationId};
        PRAGMA user_version = {Version};
        CREATE TABLE run (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            configuration TEXT NOT NULL,
            data TEXT NOT NULL,
            version TEXT NOT NULL,
            started TEXT NOT NULL,
            seconds REAL NOT NULL DEFAULT 0,
            task TEXT AS (configuration ->> '$.task'),
            data_hash TEXT AS (data ->> '$.dataHash')
        ) STRICT;
        CREATE TABLE candidate (
            number INTEGER PRIMARY KEY,
            json TEXT NOT NULL,
            parent INTEGER AS (json ->> '$.parent'),
            name TEXT AS (json ->> '$.name'),
            outcome TEXT AS (json ->> '$.outcome'),
            score REAL AS (json ->> '$.score'),
            hash TEXT AS (json ->> '$.hash'),
            seconds REAL AS (json ->> '$.seconds'),
            program TEXT AS (json ->> '$.program')
        ) STRICT;
        CREATE TABLE final (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            json TEXT NOT NULL,
            winner INTEGER AS (json ->> '$.winner'),
            test_scored TEXT AS (json ->> '$.testScored')
        ) STRICT;
        {Conversations}
        """;

    /// <summary>
    /// From an older version, inside a transaction. What stands in older records reads on as it is: version 2 brought tables of
    /// conversations, version 3 an outcome that earlier programs do not know.
    /// </summary>
    public static string Migrate(int from) => $"{(from < 2 ? Conversations : "")} PRAGMA user_version = {Version};";

    // New in version 2. A question is named by the candidate that it was for and by who asked: asked once in a run.
    private const string Conversations = """
        CREATE TABLE exchange (
            id INTEGER PRIMARY KEY,
            json TEXT NOT NULL,
            candidate INTEGER AS (json ->> '$.candidate'),
            purpose TEXT AS (json ->> '$.purpose'),
            model TEXT AS (json ->> '$.model'),
            input_tokens INTEGER AS (json ->> '$.inputTokens'),
            output_tokens INTEGER AS (json ->> '$.outputTokens'),
            seconds REAL AS (json ->> '$.seconds')
        ) STRICT;
        CREATE UNIQUE INDEX exchange_question ON exchange (candidate, purpose);
        CREATE TABLE session (
            id INTEGER PRIMARY KEY,
            json TEXT NOT NULL,
            author TEXT AS (json ->> '$.configuration.author'),
            started TEXT AS (json ->> '$.started')
        ) STRICT;
        """;
}
