using System.Text;

namespace NimmGen.Ir;

/// <summary>An error rejects a model; a warning travels with it to the author and the report.</summary>
public enum Severity
{
    Warning,
    Error,
}

/// <summary>One thing that is wrong with what somebody wrote.</summary>
/// <param name="Code">Stable code with a page in docs/errors, such as NG1003.</param>
/// <param name="Severity">Whether it rejects.</param>
/// <param name="Place">Where it was written.</param>
/// <param name="Message">What was got and what was expected, one line.</param>
/// <param name="In">The innermost term at fault, as written.</param>
/// <param name="Why">The usual cause or the witness: a point, a term, a line.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record Diagnostic(string Code, Severity Severity, Place Place, string Message, string? In = null, string? Why = null, string? Fix = null)
{
    /// <summary>As compilers print: place, severity, code and message; then the excerpt, cause and cure, indented.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Place.Line > 0)
        {
            text.Append($"{Place.File}({Place.Line}): ");
        }
        else if (Place.File.Length > 0)
        {
            text.Append($"{Place.File}: ");
        }

        text.Append($"{(Severity == Severity.Error ? "error" : "warning")} {Code}: {Message}");
        foreach ((string label, string? value) in (ReadOnlySpan<(string, string?)>)[("in", In), ("why", Why), ("fix", Fix)])
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append($"\n    {label}: {value}");
            }
        }

        return text.ToString();
    }
}
