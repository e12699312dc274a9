using NimmGen.Ir;

namespace NimmGen.Report;

/// <summary>Terms on one short line of plain text, for the labels of a diagram: "β I / N".</summary>
internal sealed class RateLabel
{
    private readonly MechanismIr _model;
    private readonly SortedDictionary<string, string> _abbreviations = new(StringComparer.Ordinal);

    public RateLabel(MechanismIr model)
    {
        _model = model;
    }

    /// <summary>What was shortened: "N" to "S + E + I + R".</summary>
    public IReadOnlyDictionary<string, string> Abbreviations => _abbreviations;

    /// <summary>The label, cut with an ellipsis after so many characters.</summary>
    public string Short(Expression term, int most = 26)
    {
        string text = Text(term);
        return text.Length <= most ? text : text[..(most - 1)].TrimEnd() + "…";
    }

    public string Text(Expression term) => Print(term, 0);

    private string Print(Expression term, int outer)
    {
        if (Total(term) is { } total)
        {
            return total;
        }

        return term switch
        {
            Number n => n.Unit.Equals(Unit.One) || n.Value == 0 ? Figures.Number(n.Value) : Figures.WithUnit(n.Value, n.Unit),
            Reference r => Greek.Of(r.Name),
            Incidence i => $"incidence of {i.Flow}",
            Cumulative c => $"total of {c.Flow}",
            Time => "t",
            Delay d => $"delayed({Print(d.Signal, 0)})",
            Smooth s => $"mean({Print(s.Signal, 0)})",
            SumOver s => "Σ " + Print(s.Operand, 3),
            Mix m => $"{Greek.Of(m.Matrix)}{(m.Transposed ? "ᵀ" : "")}·{Print(m.Operand, 3)}",
            Select s => $"{Print(s.Operand, 3)}[{s.Group.Label}]",
            ClosureCall c => $"{Greek.Of(c.Closure)}({string.Join(", ", c.Arguments.Select(a => Print(a, 0)))})",
            Negate n => "−" + Print(n.Operand, 3),
            Call c => $"{c.Function.ToString().ToLowerInvariant()}({string.Join(", ", c.Arguments.Select(a => Print(a, 0)))})",
            Binary b => Print(b, outer),
            _ => throw new InvalidOperationException($"no label for {term.GetType().Name}"),
        };
    }

    private string Print(Binary b, int outer)
    {
        (string sign, int level) = b.Operator switch
        {
            Operator.Add => (" + ", 1),
            Operator.Subtract => (" − ", 1),
            Operator.Multiply => (b.Right is Number || b.Left is Number ? " × " : " ", 2),
            Operator.Divide => (" / ", 2),
            _ => ("^", 4),
        };
        string text = Print(b.Left, level) + sign + Print(b.Right, b.Operator is Operator.Add or Operator.Multiply ? level : level + 1);
        return level < outer ? $"({text})" : text;
    }

    // A sum of three or more compartments is what people call N.
    private string? Total(Expression term)
    {
        var names = new List<string>();
        if (!Collect(term) || names.Count < 3)
        {
            return null;
        }

        string sum = string.Join(" + ", names.Select(Greek.Of));
        foreach ((string key, string value) in _abbreviations)
        {
            if (value == sum)
            {
                return key;
            }
        }

        string name = _abbreviations.Count == 0 ? "N" : "N" + new string('′', _abbreviations.Count);
        if (_model.Find(name) is not null)
        {
            return null;
        }

        _abbreviations[name] = sum;
        return name;

        bool Collect(Expression e)
        {
            switch (e)
            {
                case Binary { Operator: Operator.Add } b:
                    return Collect(b.Left) && Collect(b.Right);
                case Reference r when _model.Find(r.Name) is CompartmentSymbol:
                    names.Add(r.Name);
                    return true;
                default:
                    return false;
            }
        }
    }
}
