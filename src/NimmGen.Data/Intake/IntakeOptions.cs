using System.Collections.Immutable;

namespace NimmGen.Data;

/// <summary>What the owner of a file says of it; what is not said is guessed, and the guess is told.</summary>
public sealed record IntakeOptions
{
    /// <summary>Column of the date.</summary>
    public string? Date { get; init; }

    /// <summary>How dates are written: one of <see cref="DateFormats"/>.</summary>
    public string? DateFormat { get; init; }

    /// <summary>Column of the place.</summary>
    public string? Place { get; init; }

    /// <summary>Column to forecast; of a wide table the name that its numbers get.</summary>
    public string? Target { get; init; }

    /// <summary>What the target counts; null: guessed.</summary>
    public ChannelKind? Kind { get; init; }

    /// <summary>A number, a column, or a CSV file with the columns place and population.</summary>
    public string? Population { get; init; }

    /// <summary>Steps to forecast.</summary>
    public int? Horizon { get; init; }

    /// <summary>What the data are about, such as influenza or covid: named in the title, and the literature of the catalogue's card of that subject is taken over.</summary>
    public string? Domain { get; init; }

    /// <summary>Name of the data set; null: that of the file.</summary>
    public string? Name { get; init; }

    /// <summary>True where each column of numbers is a place; null: guessed.</summary>
    public bool? Wide { get; init; }

    /// <summary>The decimal sign, '.' or ','; null: guessed.</summary>
    public char? Decimal { get; init; }

    /// <summary>Texts that stand for a missing value beside the usual ones.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>A step without a row is a count of zero, as in files that list only days with cases; else it is not known.</summary>
    public bool GapsAreZero { get; init; }

    /// <summary>Rows of one place and date are added up, as where they are given by age or sex; else two that differ are an error.</summary>
    public bool SumRows { get; init; }

    /// <summary>Takes the likelier reading where it would have asked.</summary>
    public bool AcceptAll { get; init; }

    /// <summary>Words of <see cref="DateFormat"/>.</summary>
    public static ImmutableArray<string> DateFormats => [.. DateForm.All.Select(f => f.Word)];
}

/// <summary>One thing that was read out of a file and not said.</summary>
/// <param name="What">Such as "date".</param>
/// <param name="Value">What it was taken for.</param>
/// <param name="Change">How to say otherwise.</param>
public sealed record Guess(string What, string Value, string Change);

/// <summary>A data set made of an unknown file, not yet written.</summary>
/// <param name="Card">The card.</param>
/// <param name="CardText">The card as card.json, with comments that say what was guessed.</param>
/// <param name="Files">The files it names, by name.</param>
/// <param name="Guesses">What was guessed, in the order of reading.</param>
/// <param name="Rows">Rows of the file that was read.</param>
public sealed record IntakeDraft(DataCard Card, string CardText, ImmutableArray<(string Name, byte[] Bytes)> Files, ImmutableArray<Guess> Guesses, int Rows);

/// <summary>What came of an unknown file: a data set, unless there were errors, and all that was found.</summary>
public sealed record IntakeResult(IntakeDraft? Draft, ImmutableArray<DataDiagnostic> Diagnostics);

/// <summary>Ends the reading of an unknown file.</summary>
internal sealed class IntakeException(DataDiagnostic diagnostic) : Exception(diagnostic.Got)
{
    public IntakeException(string code, string file, int? line, string got, string expected, string fix)
        : this(new DataDiagnostic(code, DataSeverity.Error, file, line, got, expected, fix))
    {
    }

    public DataDiagnostic Diagnostic { get; } = diagnostic;
}
