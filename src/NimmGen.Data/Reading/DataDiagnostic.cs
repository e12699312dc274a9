using System.Collections.Immutable;
using System.Globalization;
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
    private const int EnoughErrors = 10_000;

    private readonly List<DataDiagnostic> _kept = [];
    private readonly Dictionary<(string Code, string File), int> _counts = [];
    private int _errors;

    public bool HasErrors => _errors > 0;

    /// <summary>True when so much is wrong that looking further would only cost time.</summary>
    public bool IsFlooded => _errors >= EnoughErrors;

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
            .Select(c => (First: _kept.First(d => d.Code == c.Key.Code && d.File == Printable(c.Key.File)), More: c.Value - KeptPerCodeAndFile))
            .Select(m => m.First with { Line = null, Got = $"{m.More} more of the same kind{(IsFlooded ? ", and then reading stopped" : "")}" });
        return [.. _kept, .. more];
    }

    /// <summary>Text from a file in quotes, cut to a length that can be read.</summary>
    public static string Quote(string text)
    {
        const int Longest = 60;
        return text.Length > Longest ? $"'{text[..Longest]}...' ({text.Length:N0} characters)" : $"'{text}'";
    }

    // Names and cells of a file may hold anything, and go to terminals: one line, no control characters, no half characters.
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            printable.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? Rune.ReplacementChar : rune);
        }

        return printable.ToString();
    }

    private void Add(DataDiagnostic diagnostic)
    {
        _errors += diagnostic.Severity == DataSeverity.Error ? 1 : 0;
        int count = _counts.GetValueOrDefault((diagnostic.Code, diagnostic.File)) + 1;
        _counts[(diagnostic.Code, diagnostic.File)] = count;
        if (count <= KeptPerCodeAndFile)
        {
            _kept.Add(diagnostic with { File = Printable(diagnostic.File), Got = Printable(diagnostic.Got), Expected = Printable(diagnostic.Expected), Fix = Printable(diagnostic.Fix) });
        }
    }
}
