using System.Collections.Immutable;
using System.Text;

namespace NimmGen.Data;

public enum DataSeverity
{
    /// <summary>The panel is made; the reader of results should know.</summary>
    Warning,

    /// <summary>No panel is made.</summary>
    Error,
}

/// <summary>Something wrong with a card or its files: what, where, what was got and expected, how to fix it.</summary>
/// <param name="Code">ND and four digits; a page in docs/errors explains it.</param>
/// <param name="Severity">Whether a panel can still be made.</param>
/// <param name="File">As the card writes it.</param>
/// <param name="Line">Line of the file, the header being 1; null where the whole file is meant.</param>
/// <param name="Got">What stands there.</param>
/// <param name="Expected">What should.</param>
/// <param name="Fix">What the owner of the data can do.</param>
public sealed record DataDiagnostic(string Code, DataSeverity Severity, string File, int? Line, string Got, string Expected, string Fix)
{
    /// <summary>Four lines: place and code, got, expected, fix.</summary>
    public override string ToString() =>
        $"""
        {(Severity == DataSeverity.Error ? "error" : "warning")} {Code} {File}{(Line is { } line ? $":{line}" : "")}
          got:      {Got}
          expected: {Expected}
          fix:      {Fix}
        """;
}

/// <summary>What came of reading a data set: the panel, unless there were errors, and everything that was found.</summary>
public sealed record ReadResult(Panel? Panel, ImmutableArray<DataDiagnostic> Diagnostics)
{
    public bool HasErrors => Diagnostics.Any(d => d.Severity == DataSeverity.Error);
}

/// <summary>What came of reading a card.</summary>
public sealed record CardResult(DataCard? Card, ImmutableArray<DataDiagnostic> Diagnostics);

/// <summary>Collects diagnostics; of one code in one file it keeps the first few and counts the rest, so that a bad file does not drown the screen.</summary>
internal sealed class DiagnosticBag
{
    private const int KeptPerCodeAndFile = 10;

    private readonly List<DataDiagnostic> _kept = [];
    private readonly Dictionary<(string Code, string File), int> _counts = [];

    public bool HasErrors { get; private set; }

    public void Error(string code, string file, int? line, string got, string expected, string fix) =>
        Add(new(code, DataSeverity.Error, file, line, got, expected, fix));

    public void Warning(string code, string file, int? line, string got, string expected, string fix) =>
        Add(new(code, DataSeverity.Warning, file, line, got, expected, fix));

    public void AddRange(IEnumerable<DataDiagnostic> diagnostics)
    {
        foreach (DataDiagnostic diagnostic in diagnostics)
        {
            Add(diagnostic);
        }
    }

    public ImmutableArray<DataDiagnostic> ToImmutable()
    {
        var more = _counts.Where(c => c.Value > KeptPerCodeAndFile)
            .Select(c => (First: _kept.First(d => d.Code == c.Key.Code && d.File == c.Key.File), More: c.Value - KeptPerCodeAndFile))
            .Select(m => m.First with { Line = null, Got = $"{m.More} more of the same kind" });
        return [.. _kept, .. more];
    }

    /// <summary>Text from a file, safe to print: short, on one line, without control characters.</summary>
    public static string Quote(string text)
    {
        const int Longest = 60;
        var quoted = new StringBuilder("'");
        foreach (char c in text.Length > Longest ? text.AsSpan(0, Longest) : text)
        {
            quoted.Append(char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c);
        }

        return quoted.Append(text.Length > Longest ? $"...' ({text.Length} characters)" : "'").ToString();
    }

    private void Add(DataDiagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == DataSeverity.Error;
        int count = _counts.GetValueOrDefault((diagnostic.Code, diagnostic.File)) + 1;
        _counts[(diagnostic.Code, diagnostic.File)] = count;
        if (count <= KeptPerCodeAndFile)
        {
            _kept.Add(diagnostic);
        }
    }
}
