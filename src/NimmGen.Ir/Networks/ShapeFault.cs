namespace NimmGen.Ir;

/// <summary>Why a signal cannot be what was written.</summary>
/// <param name="Code">NG61xx.</param>
/// <param name="Message">What was got and what was expected.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record ShapeFault(string Code, string Message, string Fix)
{
    public Diagnostic At(Place place) => new(Code, Severity.Error, place, Message, In: place.Text, Fix: Fix);
}
