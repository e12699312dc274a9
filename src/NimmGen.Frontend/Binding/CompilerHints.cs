using System.Collections.Frozen;
using NimmGen.Ir;
using CSharpDiagnostic = Microsoft.CodeAnalysis.Diagnostic;

namespace NimmGen.Frontend.Binding;

/// <summary>What the C# compiler says, with what a modeller should do about it.</summary>
internal static class CompilerHints
{
    private static readonly FrozenDictionary<string, string> Hints = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CS0019"] = "an Expr has + - * / only; states are not known while a model is defined: use Min, Max, Step or Tanh instead of a comparison",
        ["CS0023"] = "an Expr has + - * / and unary minus",
        ["CS0027"] = "fields start from literals: new(PerDay, 0.1, 0.5)",
        ["CS0029"] = "a symbol is not a number: write Expr x = ...; numbers come from literals",
        ["CS0034"] = "give the number a unit: 0.2 * PerDay",
        ["CS0103"] = "declare it as a readonly field, or look for a typing error",
        ["CS0117"] = "look for a typing error",
        ["CS0120"] = "a static member cannot use fields of the model: leave static out",
        ["CS0128"] = "give the second local another name",
        ["CS0136"] = "give the local another name",
        ["CS0144"] = "write new Compartment(...), Quantity, Neural, Learned, Constant, Input, Matrix or Closure",
        ["CS0165"] = "give the local a value where it is declared",
        ["CS0191"] = "states change by Flow, Growth and Rate, not by assignment",
        ["CS0198"] = "states change by Flow, Growth and Rate, not by assignment",
        ["CS0200"] = "the name of a symbol is the name of its field",
        ["CS0201"] = "a line must be a statement: Flow, Split, Inflow, Outflow, Growth, Rate, Start, StartRest, Observe or Let",
        ["CS0234"] = "a model uses only NimmGen and Math",
        ["CS0236"] = "a field cannot use another field: move the term to Define(), or make the number static readonly",
        ["CS0246"] = "the types are Compartment, Quantity, Neural, Learned, Constant, Input, Matrix, Closure, Axis, Expr, Flow, Role, int and double",
        ["CS0266"] = "states change by Flow, Growth and Rate, not by assignment; write Expr for a term",
        ["CS0428"] = "call it: write the parentheses and arguments",
        ["CS0507"] = "protected override void Define()",
        ["CS0508"] = "protected override void Define()",
        ["CS0534"] = "add protected override void Define() { ... } with the statements of the model",
        ["CS0841"] = "declare the local before it is used",
        ["CS1002"] = "end the statement with ;",
        ["CS1010"] = "close the string with \" on the same line",
        ["CS1026"] = "close the parenthesis",
        ["CS1061"] = "a flow is used by Incidence(flow), a symbol by its name",
        ["CS1501"] = "look up the arguments of the statement; all symbols take the unit first",
        ["CS1503"] = "look at the kind of each argument: Flow and Split take Compartments, Growth and Rate a Quantity, Observe a channel and a unit; use the field, not a string",
        ["CS1513"] = "close the block with }",
        ["CS1525"] = "look for a missing operand or an extra sign just before",
        ["CS1579"] = "foreach goes over an array or an axis: Compartment[] infectious = [E, I];",
        ["CS1729"] = "all symbols take the unit first: new(People), new(PerDay, 0.1, 0.5), new(PerDay, 0.25), new(People, min: 1)",
        ["CS1739"] = "this argument is not in the language: a compartment takes a unit, a parameter a unit and its range",
        ["CS7036"] = "write the missing argument: all symbols take the unit first; a flow takes its hazard, an inflow its rate, an observation channel, unit and value",
        ["CS8803"] = "put statements into Define() of a class that derives from Model",
        ["CS8957"] = "write Expr instead of var",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Names of the wider language that an author may know: what to do without them.
    private static readonly FrozenDictionary<string, string> Unknown = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Sigmoid"] = "write 1 / (1 + Exp(-x))",
        ["Abs"] = "write Sqrt(x * x)",
        ["Clamp"] = "write Max(low, Min(high, x))",
        ["Ln"] = "write Log(x), the natural logarithm",
        ["Log10"] = "write Log(x) / Log(10)",
        ["Power"] = "write Pow(x, n)",
        ["Heaviside"] = "write Step(200 * Days), which is 0 before that time and 1 after",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private const int Message = 300;

    private const string MatrixHint =
        "a matrix says between what it is, and so its direction: new(One, Age) has a row for each group that is reached; new(Fraction, from: Home, to: Place) has columns Home and rows Place; Location is the axis of places";

    // What an argument should have been says more than that it is wrong.
    private static string? OfArgument(string message) => message switch
    {
        _ when message.EndsWith("UnitOfMeasure'", StringComparison.Ordinal) => "a unit is a name, not a string: PerDay, People / Day, One / Gray",
        _ when message.EndsWith("'double'", StringComparison.Ordinal) => "Math is for numbers; for terms write Exp(x), Log(x), Sqrt(x), Pow(x, y), Min, Max, Sin, Cos or Tanh",
        _ when message.EndsWith("Axis'", StringComparison.Ordinal) => "here stands an axis: static readonly Axis Age = new(\"0-17\", \"18+\"); or Location, the axis of places",
        _ when message.EndsWith("Quantity'", StringComparison.Ordinal) => "Growth and Rate are for a Quantity; a Compartment changes by Flow, Split, Inflow and Outflow only",
        _ when message.EndsWith("Flow'", StringComparison.Ordinal) => "Incidence takes a flow: Flow infection = Flow(S, E, ...); Incidence(infection)",
        _ when message.EndsWith("Compartment'", StringComparison.Ordinal) => "write the compartment's field, not its name as a string and not another symbol",
        _ => null,
    };

    public static Diagnostic Translate(CSharpDiagnostic diagnostic)
    {
        Place place = Source.PlaceOf(diagnostic.Location);

        // The compiler quotes what it does not understand, which may be the rest of the file.
        string message = Source.Shorten(diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), Message);
        string? hint = diagnostic.Id switch
        {
            "CS0103" => UnknownNames.Hint(diagnostic.Location),
            "CS1729" or "CS7036" when message.Contains("Matrix", StringComparison.Ordinal) => MatrixHint,
            _ => null,
        };
        hint ??= Unknown.FirstOrDefault(u => message.Contains($"'{u.Key}'", StringComparison.Ordinal)).Value
            ?? (diagnostic.Id is "CS1503" ? OfArgument(message) : null)
            ?? Hints.GetValueOrDefault(diagnostic.Id);

        // A name that is declared twice has a page of its own; the compiler only sees it first.
        string code = diagnostic.Id is "CS0102" or "CS0101" ? "NG0007" : "NG0002";
        if (string.Equals(code, "NG0007", StringComparison.Ordinal))
        {
            hint = "give one of them another name";
        }

        return new(code, Severity.Error, place, $"{diagnostic.Id}: {message}", place.Text, Fix: hint ?? "this is the C# compiler's message: correct the line");
    }
}
