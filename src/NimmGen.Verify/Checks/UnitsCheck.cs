using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG1002 to NG1006: what each statement needs the unit of its terms to be. Sums and functions: <see cref="UnitInference"/>.</summary>
internal static class UnitsCheck
{
    private static readonly Unit PerDay = Unit.One / Unit.Of("day");

    public static void Run(Subject subject)
    {
        var units = new UnitInference(subject);
        foreach (LetStatement let in subject.Model.Lets)
        {
            units.Of(let);
        }

        foreach (Statement statement in subject.Model.Statements)
        {
            Check(subject, units, statement);
        }

        if (!subject.Has("NG10"))
        {
            subject.Proofs.Add(new("units", $"{units.Checked} terms checked"));
        }
    }

    private static void Check(Subject subject, UnitInference units, Statement statement)
    {
        switch (statement)
        {
            case FlowStatement f:
                SameStock(subject, f, f.From, f.To);
                Hazard(subject, units, f, f.From, f.Hazard, $"{f.From}→{f.To}");
                break;
            case SplitStatement s:
                SameStock(subject, s, s.From, s.To);
                SameStock(subject, s, s.From, s.Rest);
                Hazard(subject, units, s, s.From, s.Hazard, $"{s.From}→{s.To}, {s.Rest}");
                if (units.Of(s.Fraction, s.Place) is { IsDimensionless: false } fraction)
                {
                    subject.Error("NG1004", s.Place, $"split fraction of {s.From} has unit {fraction}, expected 1", s.Fraction, fix: "a fraction is a plain number between 0 and 1");
                }

                break;
            case OutflowStatement o:
                Hazard(subject, units, o, o.From, o.Hazard, $"{o.From}→");
                break;
            case TransferStatement t:
                SameStock(subject, t, t.From, t.To);
                if (units.Of(t.Rate, t.Place) is { } amount && !amount.IsCompatibleWith(subject.Symbols[t.From].Unit * PerDay))
                {
                    subject.Error(
                        "NG1003", t.Place, $"transfer {t.From}→{t.To} has unit {amount}, expected {subject.Symbols[t.From].Unit * PerDay}", t.Rate,
                        amount.IsCompatibleWith(PerDay) ? "a rate per head is given where an amount a time is wanted" : null,
                        amount.IsCompatibleWith(PerDay) ? $"write Flow({t.From}, {t.To}, ...)" : "a transfer is an amount a time, such as doses a day");
                }

                break;
            case NextStatement n:
                Equation(subject, units, n, $"next value of {n.Quantity}", n.Value, subject.Symbols[n.Quantity].Unit, $"Next gives {n.Quantity} itself after the step, not its change");
                break;
            case InflowStatement i:
                Inflow(subject, units, i);
                break;
            case GrowthStatement g:
                Equation(subject, units, g, $"growth of {g.Quantity}", g.PerCapita, PerDay, $"Growth is per unit of {g.Quantity}: divide by it, or write Rate({g.Quantity}, ...)");
                break;
            case RateStatement r:
                Equation(subject, units, r, $"rate of {r.Quantity}", r.Rate, subject.Symbols[r.Quantity].Unit * PerDay, $"Rate is the whole of d{r.Quantity}/dt: multiply by what is missing, or write Growth({r.Quantity}, ...)");
                break;
            case StartStatement s:
                Start(subject, units, s, s.State, s.Value);
                break;
            case StartRestStatement s:
                Start(subject, units, s, s.State, s.Total);
                break;
            case ObserveStatement o:
                Observation(subject, units, o);
                break;
        }
    }

    private static void Hazard(Subject subject, UnitInference units, Statement statement, string from, Expression hazard, string arrow)
    {
        if (units.Of(hazard, statement.Place) is not { } unit || unit.IsCompatibleWith(PerDay))
        {
            return;
        }

        string fix = hazard is Number n && n.Unit.IsDimensionless ? $"give the number a unit, e.g. {Ir.Printing.TermPrinter.Print(n)} * PerDay"
            : unit.IsCompatibleWith(subject.Symbols[from].Unit * PerDay) ? $"a hazard is per person of '{from}': remove the factor {from} (the flow multiplies by it), or divide by the population"
            : unit.IsCompatibleWith(Unit.Of("day")) ? "this is a duration: write 1 / it"
            : "a hazard is a rate per person: its unit must come out as 1/time";
        subject.Error("NG1002", statement.Place, $"hazard of flow {arrow} has unit {unit}, expected 1/day", hazard, fix: fix);
    }

    private static void Inflow(Subject subject, UnitInference units, InflowStatement i)
    {
        Unit expected = subject.Symbols[i.To].Unit * PerDay;
        if (units.Of(i.Rate, i.Place) is not { } unit || unit.IsCompatibleWith(expected))
        {
            return;
        }

        bool perCapita = unit.IsCompatibleWith(PerDay);
        subject.Error(
            "NG1003", i.Place, $"inflow to {i.To} has unit {unit}, expected {expected}", i.Rate,
            perCapita ? "a per-capita rate is injected as an absolute flow" : null,
            perCapita
                ? $"multiply by the population that produces it (e.g. {Short(i.Rate)} * population), or write Flow(from, {i.To}, {Short(i.Rate)})"
                : $"an inflow is an amount a time: its unit must come out as {expected}");
    }

    private static void Equation(Subject subject, UnitInference units, Statement statement, string what, Expression term, Unit expected, string fix)
    {
        if (units.Of(term, statement.Place) is { } unit && !unit.IsCompatibleWith(expected))
        {
            subject.Error("NG1004", statement.Place, $"{what} has unit {unit}, expected {expected}", term, fix: fix);
        }
    }

    private static void Start(Subject subject, UnitInference units, Statement statement, string state, Expression value)
    {
        Unit expected = subject.Symbols[state].Unit;
        if (value is not Number { Value: 0 } && units.Of(value, statement.Place) is { } unit && !unit.IsCompatibleWith(expected))
        {
            subject.Error(
                "NG1005", statement.Place, $"start of {state} has unit {unit}, expected {expected}", value,
                fix: unit.IsDimensionless ? "multiply the fraction by its whole, e.g. infected0 * population" : $"start {state} with an amount in {expected}");
        }
    }

    private static void Observation(Subject subject, UnitInference units, ObserveStatement o)
    {
        if (o.Noise?.Parameter is { } parameter && units.Of(parameter, o.Place) is { } spread
            && !(o.Noise.Family == NoiseFamily.Gaussian ? spread.IsCompatibleWith(o.Unit) : spread.IsDimensionless))
        {
            subject.Error(
                "NG1006", o.Place, $"the noise of '{o.Channel}' has a parameter in {spread}, expected {(o.Noise.Family == NoiseFamily.Gaussian ? o.Unit : Unit.One)}", parameter,
                fix: "Gaussian takes a standard deviation in the unit observed; LogNormal and NegativeBinomial take plain numbers");
        }

        if (units.Of(o.Value, o.Place) is { } unit && !unit.IsCompatibleWith(o.Unit))
        {
            subject.Error(
                "NG1006", o.Place, $"observation '{o.Channel}' has unit {unit}, expected {o.Unit}", o.Value,
                fix: unit.IsCompatibleWith(o.Unit * PerDay)
                    ? "write Incidence(flow): the flow integrated over one observation step"
                    : $"what is observed must come out in {o.Unit}");
        }
        else if (subject.Data?.Find(o.Channel) is { } channel && !channel.Unit.IsCompatibleWith(o.Unit))
        {
            subject.Error("NG1006", o.Place, $"observation '{o.Channel}' is declared in {o.Unit}, the data set has it in {channel.Unit}", fix: $"observe it in {channel.Unit}");
        }
    }

    private static void SameStock(Subject subject, Statement statement, string from, string to)
    {
        Unit a = subject.Symbols[from].Unit, b = subject.Symbols[to].Unit;
        if (!a.IsCompatibleWith(b))
        {
            subject.Error("NG1001", statement.Place, $"a flow leads from {from} in {a} to {to} in {b}", fix: "a flow moves one kind of thing: write an Outflow and an Inflow with the conversion");
        }
    }

    private static string Short(Expression term) =>
        term.Size > 12 ? "it" : term is Binary { Operator: Operator.Add or Operator.Subtract } ? $"({Ir.Printing.TermPrinter.Print(term)})" : Ir.Printing.TermPrinter.Print(term);
}
