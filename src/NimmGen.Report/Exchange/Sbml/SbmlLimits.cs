using System.Collections.Immutable;
using NimmGen.Ir;
using NimmGen.Ir.Printing;

namespace NimmGen.Report.Exchange.Sbml;

/// <summary>What of a model SBML core cannot say: refused, or left out with a word.</summary>
internal static class SbmlLimits
{
    /// <summary>Adds what keeps the model out of SBML (errors) and what is said otherwise (warnings).</summary>
    public static void Check(MechanismIr model, SbmlOptions options, List<Diagnostic> found)
    {
        foreach (Statement statement in model.Statements)
        {
            if (statement is NextStatement n)
            {
                found.Add(Refused(n.Place, $"{n.Quantity} is a map from step to step; SBML has rates only", "write Rate or Growth, or export csharp or json"));
            }

            Expression? coupling = statement.Terms().SelectMany(t => t.Walk()).FirstOrDefault(t => t is SumOver { Axis: Axis.Location } || (t is Mix m && model.Find(m.Matrix) is MatrixSymbol { CouplesLocations: true }));
            if (coupling is not null)
            {
                found.Add(Refused(statement.Place, $"{TermPrinter.Print(coupling)} couples the places of a data set; an SBML model has one place", "take the coupling out, or export csharp or json"));
            }

            if (statement.Terms().SelectMany(t => t.Walk()).OfType<ClosureCall>().FirstOrDefault() is { } call)
            {
                found.Add(Refused(statement.Place, $"{call.Closure} is a network inside the step; SBML has no networks", "export csharp or json"));
            }

            if (statement is TransferStatement t2)
            {
                found.Add(new("NG9102", Severity.Warning, t2.Place, $"the transfer from {t2.From} to {t2.To} goes on when nothing is left; what is there limits it in the model only", Fix: "see that the rate is small beside the stock"));
            }
        }

        string[] varying = [.. model.Neurals.Where(p => p.Every != Cadence.Never && options.Series.Count == 0).Select(p => p.Name)];
        if (varying.Length > 0)
        {
            found.Add(new("NG9102", Severity.Warning, model.Neurals.First(p => p.Every != Cadence.Never).Place, $"{string.Join(", ", varying)} {(varying.Length == 1 ? "varies" : "vary")} in time by a network; the file has the middle of the range",
                Fix: "set the parameter, or give it an assignment rule with the fitted series"));
        }

        string[] data = [.. model.Inputs.Select(i => i.Name).Concat(model.Matrices.Select(m => m.Name))];
        if (data.Length > 0 && options.Values.Count == 0 && options.Series.Count == 0)
        {
            found.Add(new("NG9102", Severity.Warning, model.Symbols.First(s => s is InputSymbol or MatrixSymbol).Place, $"{string.Join(", ", data)} come{(data.Length == 1 ? "s" : "")} from data: the file has no value", Fix: "set the parameter before simulating; --format petab writes values of a data set"));
        }

        if (Mentions<Time>(model))
        {
            found.Add(new("NG9102", Severity.Warning, new(model.Name, 0), "time runs on within a data step in SBML, where the model holds it", Fix: "expect differences of the size of one step"));
        }
    }

    /// <summary>The model with the undelayed signal of every observation, and an input for every delayed term of a rate.</summary>
    public static MechanismIr WithoutDelays(MechanismIr model, List<Diagnostic> found)
    {
        var inputs = new Dictionary<string, InputSymbol>(StringComparer.Ordinal);
        Expression Plain(Expression term) => term switch
        {
            Delay d => Plain(d.Signal),
            Smooth s => Plain(s.Signal),
            _ => term.Map(Plain),
        };
        Expression Outside(Expression term)
        {
            if (term is not (Delay or Smooth))
            {
                return term.Map(Outside);
            }

            string key = TermPrinter.Print(term);
            if (!inputs.TryGetValue(key, out InputSymbol? input))
            {
                Unit unit = UnitOf(model, term is Delay d ? d.Signal : ((Smooth)term).Signal) ?? throw new NotInSbmlException($"the unit of {key} is not plain");
                inputs[key] = input = new($"delayed{inputs.Count + 1}", unit, null, null, key, null, Place.None);
                found.Add(new("NG9102", Severity.Warning, Place.None, $"{key} is left to be computed outside, as the parameter {input.Name}: SBML core has no distributed delay", Fix: "set the parameter or give it a rule"));
            }

            return new Reference(input.Name);
        }

        ImmutableArray<Statement> statements =
        [
            .. model.Statements.Select(s =>
            {
                bool delayed = s.Terms().SelectMany(t => t.Walk()).Any(t => t is Delay or Smooth);
                if (!delayed)
                {
                    return s;
                }

                if (s is ObserveStatement o)
                {
                    found.Add(new("NG9102", Severity.Warning, o.Place, $"{o.Channel} is given before its reporting delay and smoothing: SBML core has no distributed delay", Fix: "convolve what is simulated with a gamma density"));
                    return o with { Value = Plain(o.Value) };
                }

                return StatementMap.Terms(s, Outside);
            }),
        ];
        return inputs.Count == 0 ? model with { Statements = statements } : model with { Statements = statements, Symbols = [.. model.Symbols, .. inputs.Values] };
    }

    private static Unit? UnitOf(MechanismIr model, Expression term) => term switch
    {
        Reference r => model.Find(r.Name)?.Unit,
        Number n => n.Unit,
        Binary { Operator: Operator.Multiply } b => UnitOf(model, b.Left) is { } x && UnitOf(model, b.Right) is { } y ? x * y : null,
        Binary { Operator: Operator.Divide } b => UnitOf(model, b.Left) is { } x && UnitOf(model, b.Right) is { } y ? x / y : null,
        Binary { Operator: Operator.Add or Operator.Subtract } b => UnitOf(model, b.Left),
        Negate n => UnitOf(model, n.Operand),
        _ => null,
    };

    private static bool Mentions<T>(MechanismIr model) => model.Statements.SelectMany(s => s.Terms()).SelectMany(t => t.Walk()).Any(t => t is T);

    private static Diagnostic Refused(Place place, string message, string fix) => new("NG9101", Severity.Error, place, message, Fix: fix);
}
