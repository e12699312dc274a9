using System.Collections.Immutable;
using System.Text.Json;
using NimmGen.Ir;

namespace NimmGen.LanguageModels;

/// <summary>A file of recorded exchanges, open. Safe for use by several threads; only one process records into it.</summary>
internal sealed class Cassette : IDisposable
{
    // Texts shorter than this are written out each time.
    private const int WorthNaming = 200;

    private readonly Lock _lock = new();
    private readonly Stream? _stream;
    private readonly List<CassetteEntry> _entries;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private bool _endsInLine;

    private Cassette(string file, Stream? stream, CassetteContent content)
    {
        File = file;
        _stream = stream;
        _entries = [.. content.Entries];
        _endsInLine = content.EndsInLine;
        foreach (string text in content.Entries.SelectMany(e => e.Messages).Select(m => m.Text).OfType<string>())
        {
            _texts[CassetteQuestion.HashOf(text)] = text;
        }
    }

    public string File { get; }

    public ImmutableArray<CassetteEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Opens or begins a cassette; a failure is of kind Setup.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="mode">What it is for.</param>
    /// <param name="note">For the head of a new one.</param>
    /// <param name="open">How it is opened to record; null for an ordinary file of which this process is the only writer.</param>
    public static (Cassette? Cassette, LanguageModelFailure? Failure, ImmutableArray<Diagnostic> Warnings) Open(
        string file, CassetteMode mode, string? note, Func<string, Stream>? open = null)
    {
        Stream? stream = null;
        try
        {
            if (mode == CassetteMode.Replay)
            {
                (CassetteContent? recorded, LanguageModelFailure? damaged) = CassetteReader.Read(file, System.IO.File.ReadAllBytes(file));
                return recorded is null ? (null, damaged, []) : (new(file, null, recorded), null, recorded.Warnings);
            }

            stream = open?.Invoke(file) ?? new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (stream.Length > 0 && mode == CassetteMode.Record)
            {
                stream.Dispose();
                return (null, CassetteFailures.Exists(file), []);
            }

            if (stream.Length == 0)
            {
                stream.Write([.. JsonSerializer.SerializeToUtf8Bytes(new CassetteHead(CassetteHead.Version, note), CassetteReader.Json), (byte)'\n']);
                Flush(stream);
                return (new(file, stream, new(new(CassetteHead.Version, note), [], stream.Length, true, [])), null, []);
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            (CassetteContent? content, LanguageModelFailure? failure) = CassetteReader.Read(file, bytes);
            if (content is null)
            {
                stream.Dispose();
                return (null, failure, []);
            }

            // What was cut off must not run into what comes next.
            stream.SetLength(content.Length);
            stream.Seek(0, SeekOrigin.End);
            return (new(file, stream, content), null, content.Warnings);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            stream?.Dispose();
            return (null, mode == CassetteMode.Replay ? CassetteFailures.NotReadable(file, Why(e)) : CassetteFailures.NotWritable(file, Why(e)), []);
        }
    }

    /// <summary>The first exchange of that question; by whomever, where <paramref name="endpoint"/> is null.</summary>
    public CassetteEntry? Find(CassetteQuestion question, Endpoint? endpoint)
    {
        lock (_lock)
        {
            return Known(question, endpoint);
        }
    }

    public CassetteMiss Nearest(CassetteQuestion question, Endpoint? endpoint)
    {
        lock (_lock)
        {
            return CassetteMiss.Of(question, endpoint, _entries, m => m.Text ?? (m.Same is { } same ? _texts.GetValueOrDefault(same, "") : ""));
        }
    }

    /// <summary>Writes an exchange and returns it; or the one that was written of this question meanwhile.</summary>
    /// <exception cref="LanguageModelException">NL0018: the disk is full or the file is gone.</exception>
    public CassetteEntry Add(CassetteQuestion question, Endpoint endpoint, CassetteEntry entry)
    {
        lock (_lock)
        {
            if (Known(question, endpoint) is { } meanwhile)
            {
                return meanwhile;
            }

            long before = _stream!.Length;
            try
            {
                _stream.Write([.. _endsInLine ? [] : "\n"u8, .. JsonSerializer.SerializeToUtf8Bytes(entry with { Messages = [.. entry.Messages.Select(Named)] }, CassetteReader.Json), (byte)'\n']);
                Flush(_stream);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                Undo(before);
                throw new LanguageModelException(CassetteFailures.NotWritable(File, Why(e)) with { Spent = entry.Usage, Money = entry.Money });
            }

            _endsInLine = true;
            foreach (CassetteMessage message in entry.Messages)
            {
                _texts[CassetteQuestion.HashOf(message.Text!)] = message.Text!;
            }

            _entries.Add(entry);
            return entry;
        }
    }

    public void Dispose() => _stream?.Dispose();

    private CassetteEntry? Known(CassetteQuestion question, Endpoint? endpoint) =>
        _entries.Find(e => e.Question == question.Hash && (endpoint is null || e.HasAskedAlike(endpoint, question.Temperature, question.MaxOutputTokens)));

    private CassetteMessage Named(CassetteMessage message)
    {
        string hash = CassetteQuestion.HashOf(message.Text!);
        return message.Text!.Length >= WorthNaming && _texts.ContainsKey(hash) ? new(message.Role, Same: hash) : message;
    }

    private static void Flush(Stream stream)
    {
        if (stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }
        else
        {
            stream.Flush();
        }
    }

    private void Undo(long length)
    {
        try
        {
            _stream!.SetLength(length);
            _stream.Seek(0, SeekOrigin.End);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The half line stays; it is left out when the file is read.
        }
    }

    private static string Why(Exception e) => e switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "it is a folder, or there is no permission",
        IOException { HResult: 11 or 35 or unchecked((int)0x80070020) } => "another process records into it",
        ArgumentException or NotSupportedException => "this is no name of a file",
        _ => Excerpt.Of(e.Message, 200),
    };
}
