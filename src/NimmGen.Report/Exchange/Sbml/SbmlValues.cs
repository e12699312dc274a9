using System.Globalization;
using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>Values of parameters, and what is noted of parts that SBML has no word for.</summary>
internal static class SbmlValues
{
    /// <summary>Where an end is this many times the other, the middle of a range is that of the logarithms, as in training.</summary>
    private const double Wide = 10;

    /// <summary>A constant's value, the middle of a range; null where only data know it.</summary>
    public static double? Of(Symbol symbol) => symbol switch
    {
        ConstantSymbol c => c.Value,
        LearnedSymbol l => Middle(l.Min, l.Max),
        NeuralSymbol n => Middle(n.Min, n.Max),
        _ => null,
    };

    /// <summary>The middle of a range: geometric where it is wide and above zero.</summary>
    public static double Middle(double min, double max) => min > 0 && max / min > Wide ? Math.Sqrt(min * max) : (min + max) / 2;

    /// <summary>Kind, range, cadence and role of a symbol.</summary>
    public static XElement? Annotation(Symbol symbol)
    {
        var note = new XElement(SbmlNames.Own + "symbol", new XAttribute("kind", symbol switch
        {
            ConstantSymbol => "constant",
            LearnedSymbol => "learned",
            NeuralSymbol => "neural",
            InputSymbol => "input",
            CompartmentSymbol => "compartment",
            _ => "quantity",
        }));
        switch (symbol)
        {
            case LearnedSymbol l:
                note.Add(Bound("min", l.Min), Bound("max", l.Max));
                break;
            case NeuralSymbol n:
                note.Add(Bound("min", n.Min), Bound("max", n.Max), new XAttribute("every", n.Every.ToString()), n.Per == Scope.Global ? new XAttribute("per", "Global") : null,
                    n.Smoothness is { } s ? Bound("smooth", s) : null, n.Pooled ? new XAttribute("pooled", "true") : null);
                break;
            case InputSymbol i:
                note.Add(i.Min is { } min ? Bound("min", min) : null, i.Max is { } max ? Bound("max", max) : null, new XAttribute("channel", i.Channel),
                    i.Groups.Select(g => new XElement(SbmlNames.Own + "group", new XAttribute("axis", g.Axis), new XAttribute("label", g.Label))));
                break;
        }

        if (symbol.Role is not null)
        {
            note.Add(new XAttribute("role", symbol.Role));
        }

        return note;
    }

    /// <summary>Which statement a reaction comes from, where its law alone does not say it.</summary>
    public static XElement? Annotation(FlowEdge flow) => flow.Statement switch
    {
        SplitStatement s => new(SbmlNames.Own + "split", new XAttribute("first", s.Name), new XAttribute("rest", s.RestName)),
        TransferStatement => new(SbmlNames.Own + "transfer"),
        _ => null,
    };

    private static XAttribute Bound(string name, double value) => new(name, value.ToString("R", CultureInfo.InvariantCulture));
}
