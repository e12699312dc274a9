using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace NimmGen.Search;

/// <summary>Snippets by words: SQLite's FTS5 in memory, ranked by BM25 (sqlite.org/fts5.html, section 5.1.1).</summary>
public sealed partial class WordIndex : ISnippetIndex, IDisposable
{
    // More words than a critique has that matter; each is looked up.
    private const int MostWords = 60;

    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly Lock _lock = new();

    public WordIndex(IEnumerable<Snippet> snippets)
    {
        _connection.Open();
        using SqliteCommand create = _connection.CreateCommand();
        create.CommandText = "CREATE VIRTUAL TABLE snippet USING fts5(name, text, tokenize = 'porter unicode61')";
        create.ExecuteNonQuery();
        using SqliteCommand insert = _connection.CreateCommand();
        insert.CommandText = "INSERT INTO snippet (name, text) VALUES ($name, $text)";
        foreach (Snippet snippet in snippets)
        {
            insert.Parameters.Clear();
            insert.Parameters.AddWithValue("$name", snippet.Name);
            insert.Parameters.AddWithValue("$text", snippet.Text);
            insert.ExecuteNonQuery();
        }
    }

    public IReadOnlyList<Snippet> Search(string query, int count)
    {
        // Quoted words only: whatever the text says, it is no syntax of FTS5.
        string[] words = [.. Word().Matches(query.Length > 20_000 ? query[..20_000] : query).Select(m => m.Value.ToLowerInvariant()).Where(w => w.Length > 3).Distinct().Take(MostWords)];
        if (words.Length == 0)
        {
            return [];
        }

        lock (_lock)
        {
            using SqliteCommand command = _connection.CreateCommand();
            command.CommandText = "SELECT name, text FROM snippet WHERE snippet MATCH $query ORDER BY bm25(snippet), name LIMIT $count";
            command.Parameters.AddWithValue("$query", string.Join(" OR ", words.Select(w => $"\"{w}\"")));
            command.Parameters.AddWithValue("$count", count);
            using SqliteDataReader reader = command.ExecuteReader();
            var found = new List<Snippet>();
            while (reader.Read())
            {
                found.Add(new(reader.GetString(0), reader.GetString(1)));
            }

            return found;
        }
    }

    public void Dispose() => _connection.Dispose();

    [GeneratedRegex(@"[\p{L}\p{Nd}]+", RegexOptions.None, 5000)]
    private static partial Regex Word();
}
