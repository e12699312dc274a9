using NimmGen.Ir;
using NimmGen.Verify.Ranges;

namespace NimmGen.Verify.Checks;

/// <summary>
/// NG3001 (hazards and inflows are non-negative), NG2004 (fractions are within 0 and 1), NG3002 (no division by zero, no root
/// or logarithm of a negative). An error shows a point; what can neither be proved nor refuted is a warning.
/// </summary>
internal static class PositivityCheck
{
    public static void Run(Subject subject)
    {
        if (subject.Has("NG10"))
        {
            return;
        }

        var ranges = new TermRanges(subject, new SymbolRanges(subject));
        var witness = new Lazy<Witness>(() => new Witness(subject));
        int proved = 0;
        foreach (Statement statement in subject.Model.Statements)
        {
            foreach (Expression term in statement.Terms())
            {
                Domain(subject, ranges, witness, statement, term);
            }

            (Expression? rate, string what) = statement switch
            {
                FlowStatement f => (f.Hazard, $"hazard of flow {f.From}→{f.To}"),
                SplitStatement s => (s.Hazard, $"hazard of flow {s.From}→{s.To}, {s.Rest}"),
                OutflowStatement o => (o.Hazard, $"hazard of flow {o.From}→"),
                TransferStatement t => (t.Rate, $"transfer {t.From}→{t.To}"),
                InflowStatement i => (i.Rate, $"inflow to {i.To}"),
                _ => ((Expression?)null, ""),
            };
            if (rate is not null)
            {
                proved += NotNegative(subject, ranges, witness, statement, rate, what) ? 1 : 0;
            }

            if (statement is SplitStatement split)
            {
                Fraction(subject, ranges, witness, split);
            }
        }

        if (proved > 0 && !subject.Has("NG300") && !subject.Has("NG2004"))
        {
            subject.Proofs.Add(new("positivity", $"every hazard and inflow is non-negative over the declared ranges ({proved} checked)"));
        }
    }

    private static bool NotNegative(Subject subject, TermRanges ranges, Lazy<Witness> witness, Statement statement, Expression rate, string what)
    {
        Interval range = ranges.Of(rate);
        if (range.Low >= 0)
        {
            return true;
        }

        // A hazard whose denominator is at fault has been told already.
        if (subject.Findings.Exists(f => f.Code == "NG3002" && f.Place == statement.Place))
        {
            return false;
        }

        string fix = rate is Binary { Operator: Operator.Subtract }
            ? "use two flows, one for each direction, each with a non-negative hazard"
            : "declare ranges (min:, max:) in which it cannot be negative";
        Report(subject, "NG3001", statement, rate, what, "can be negative", witness.Value.Below(rate, 0), fix);
        return false;
    }

    private static void Fraction(Subject subject, TermRanges ranges, Lazy<Witness> witness, SplitStatement split)
    {
        Interval range = ranges.Of(split.Fraction);
        if (range is { Low: >= 0, High: <= 1 + 1e-12 })
        {
            return;
        }

        WitnessPoint? point = witness.Value.Below(split.Fraction, 0) ?? Flip(witness.Value.Below(new Number(1, Unit.One) - split.Fraction, 0));
        Report(subject, "NG2004", split, split.Fraction, $"fraction of the split of {split.From}", "can leave [0, 1]", point, "declare a range within 0 and 1, or divide by the whole");
    }

    private static WitnessPoint? Flip(WitnessPoint? point) => point is null ? null : point with { Value = "1 minus it is " + point.Value };

    private static void Domain(Subject subject, TermRanges ranges, Lazy<Witness> witness, Statement statement, Expression term)
    {
        foreach (Expression node in term.Walk().Where(n => n.Size < 100_000).Take(10_000))
        {
            switch (node)
            {
                case Binary { Operator: Operator.Divide } b when !ranges.Of(b.Right).ExcludesZero:
                    Report(
                        subject, "NG3002", statement, b, "a divisor", "can be 0", witness.Value.Below(new Binary(Operator.Multiply, b.Right, b.Right), 0, orAt: true),
                        "divide by something that stays above 0, such as the sum of all living compartments; declare min: for an input");
                    break;
                case Call { Function: Function.Log } c when !ranges.Of(c.Arguments[0]).IsPositive:
                    Report(subject, "NG3002", statement, c, "the argument of Log", "can be 0 or negative", witness.Value.Below(c.Arguments[0], 0, orAt: true), "take the logarithm of a ratio of positive amounts");
                    break;
                case Call { Function: Function.Sqrt } c when ranges.Of(c.Arguments[0]).Low < 0:
                    Report(subject, "NG3002", statement, c, "the argument of Sqrt", "can be negative", witness.Value.Below(c.Arguments[0], 0), "take the root of something that cannot be negative");
                    break;
                case Binary { Operator: Operator.Power, Right: Number n } b when n.Value % 1 != 0 && ranges.Of(b.Left).Low < 0:
                    Report(subject, "NG3002", statement, b, "the base of a fractional power", "can be negative", witness.Value.Below(b.Left, 0), "raise something that cannot be negative");
                    break;
                case Binary { Operator: Operator.Power, Right: Number { Value: < 0 } } b when !ranges.Of(b.Left).ExcludesZero:
                    Report(
                        subject, "NG3002", statement, b, "the base of a negative power", "can be 0", witness.Value.Below(new Binary(Operator.Multiply, b.Left, b.Left), 0, orAt: true),
                        "raise something that stays above 0");
                    break;
            }
        }
    }

    private static void Report(Subject subject, string code, Statement statement, Expression term, string what, string can, WitnessPoint? point, string fix)
    {
        if (point is not null)
        {
            subject.Error(code, statement.Place, $"{what} {can}", term, $"at {point.Point}: {point.Value}", fix);
        }
        else
        {
            subject.Warn(code, statement.Place, $"not proved: {what} perhaps {can}", term, "no point was found where it does, and no proof that there is none", fix);
        }
    }
}
