using System.Xml.Linq;
using NimmGen.Ir;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>Reactions as flows: a law that is a rate times its reactant is a flow per head, another one a transfer.</summary>
internal sealed class SbmlReactions(
    List<Symbol> symbols, IReadOnlyDictionary<string, string> names, Func<XElement, Place> at, Func<XElement, Expression> math, Func<XElement, string, XElement?> note, Func<string, bool> isTotal)
{
    /// <summary>One statement a reaction, a split for two that were one.</summary>
    public IEnumerable<Statement> Of(IEnumerable<XElement> reactions)
    {
        var splits = new Dictionary<string, (string To, Expression Rate)>(StringComparer.Ordinal);
        foreach (XElement r in reactions)
        {
            string? from = End(r, "listOfReactants"), to = End(r, "listOfProducts");
            XElement law = r.Element(r.Name.Namespace + "kineticLaw") ?? throw new UnreadableSbmlException(r, "a reaction without a kinetic law");
            if (law.Elements().Any(e => e.Name.LocalName == "listOfLocalParameters"))
            {
                throw new UnreadableSbmlException(law, "local parameters are not read");
            }

            if ((string?)r.Attribute("reversible") == "true")
            {
                throw new UnreadableSbmlException(r, "a reversible reaction is not read; write two");
            }

            Expression rate = math(law);
            string name = (string?)r.Attribute("name") is { Length: > 0 } given ? given : (string?)r.Attribute("id") ?? throw new UnreadableSbmlException(r, "the attribute id is missing");
            if (from is null)
            {
                yield return new InflowStatement(name, to ?? throw new UnreadableSbmlException(r, "a reaction without reactant and product"), rate, at(r));
                continue;
            }

            if (note(r, "transfer") is not null || PerHead(rate, from) is not { } hazard)
            {
                yield return new TransferStatement(name, from, to ?? throw new UnreadableSbmlException(r, "an outflow that is not a rate times its reactant is not read"), rate, at(r));
            }
            else if (note(r, "split") is { } split && to is not null && hazard is Binary { Operator: Operator.Multiply })
            {
                if (Half(splits, split, name, to, hazard, from, at(r)) is { } whole)
                {
                    yield return whole;
                }
            }
            else
            {
                yield return to is null ? new OutflowStatement(name, from, hazard, at(r)) : new FlowStatement(name, from, to, hazard, at(r));
            }
        }

        foreach ((string name, (string To, Expression Rate) half) in splits)
        {
            throw new UnreadableSbmlException(reactions.First(), $"the split of {name} to {half.To} has lost its other half");
        }
    }

    // hazard * fraction to the one, hazard * (1 - fraction) to the other.
    private static SplitStatement? Half(Dictionary<string, (string To, Expression Rate)> open, XElement split, string name, string to, Expression rate, string from, Place place)
    {
        (string first, string rest) = ((string?)split.Attribute("first") ?? "", (string?)split.Attribute("rest") ?? "");
        string other = name == first ? rest : first;
        if (!open.Remove(other, out var half))
        {
            open[name] = (to, rate);
            return null;
        }

        (Expression whole, Expression part, string end, string restEnd) = name == first ? (rate, half.Rate, to, half.To) : (half.Rate, rate, half.To, to);
        _ = part;
        var product = (Binary)whole;
        return new(first, rest, from, product.Left, end, product.Right, restEnd, place);
    }

    private static Expression? PerHead(Expression law, string from) =>
        law is Binary { Operator: Operator.Multiply } b
            ? b.Right is Reference { Name: var right } && right == from ? b.Left
            : b.Left is Reference { Name: var left } && left == from ? b.Right
            : PerHead(b.Left, from) is { } l ? l * b.Right
            : PerHead(b.Right, from) is { } r ? b.Left * r
            : null
        : law is Binary { Operator: Operator.Divide } d && PerHead(d.Left, from) is { } above ? above / d.Right
        : null;

    // The one species of a side; running totals that the reaction makes on the way do not count.
    private string? End(XElement reaction, string list)
    {
        string? end = null;
        foreach (XElement e in reaction.Elements(reaction.Name.Namespace + list).Elements())
        {
            string id = (string?)e.Attribute("species") ?? throw new UnreadableSbmlException(e, "the attribute species is missing");
            if (!names.TryGetValue(id, out string? name) || !symbols.Exists(s => s is CompartmentSymbol && s.Name == name))
            {
                if (list == "listOfProducts" && isTotal(id))
                {
                    continue;
                }

                throw new UnreadableSbmlException(e, $"'{id}' is not a species");
            }

            if (((double?)e.Attribute("stoichiometry") ?? 1) != 1 || end is not null)
            {
                throw new UnreadableSbmlException(e, "more than one of one species on a side is not read");
            }

            end = name;
        }

        return end;
    }
}
