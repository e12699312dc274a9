using NimmGen.Ir;
using NimmGen.Verify.Ranges;

namespace NimmGen.Verify.Checks;

/// <summary>
/// NG3001 (hazards, inflows and transfers are non-negative), NG2004 (fractions are within 0 and 1), NG3002 (no division by zero, no root
/// or logarithm of a negative), in every group and stage. An error shows a point; what can neither be proved nor refuted is a warning.
/// </summary>
internal sealed class PositivityCheck
{
    // Terms of this many parts altogether are looked at node by node.
    private const long MostNodes = 100_000;

    private readonly Subject _subject;
    private readonly WrittenOut _written;
    private readonly TermRanges _ranges;
    private readonly Lazy<Witness> _witness;
    private readonly HashSet<(Statement, string, string)> _told = [];
    private int _rates;
    private int _fractions;

    private PositivityCheck(Subject subject)
    {
        (_subject, _written) = (subject, subject.Written!);
        _ranges = _written.Subject.Ranges;
        _witness = new(() => new Witness(_written.Subject));
    }

    public static void Run(Subject subject) => new PositivityCheck(subject).Run();

    private void Run()
    {
        long nodes = 0;
        foreach (Statement statement in _written.Subject.Model.Statements)
        {
            foreach (Expression term in statement.Terms())
            {
                nodes += term.Size;
                if (nodes > MostNodes)
                {
                    _subject.NotChecked.Add($"positivity of some groups: with its groups written out the model has terms of more than {MostNodes} parts");
                    return;
                }

                Domain(statement, term);
            }

            Rate(statement);
        }

        if (_rates > 0 && !_subject.Has("NG300"))
        {
            _subject.Proofs.Add(new("positivity", $"every hazard and inflow is non-negative over the declared ranges ({_rates} checked)"));
        }

        if (_fractions > 0 && !_subject.Has("NG2004"))
        {
            _subject.Proofs.Add(new("fractions", $"every split is within 0 and 1 ({_fractions} checked)"));
        }
    }

    private void Rate(Statement statement)
    {
        (Expression? rate, string what) = (statement, _written.DeclaredOf(statement)) switch
        {
            (FlowStatement f, FlowStatement d) => (f.Hazard, $"hazard of flow {d.From}→{d.To}"),
            (FlowStatement f, SplitStatement d) => (f.Hazard, $"hazard of flow {d.From}→{d.To}, {d.Rest}"),
            (SplitStatement s, SplitStatement d) => (s.Hazard, $"hazard of flow {d.From}→{d.To}, {d.Rest}"),
            (OutflowStatement o, OutflowStatement d) => (o.Hazard, $"hazard of flow {d.From}→"),
            (TransferStatement t, TransferStatement d) => (t.Rate, $"transfer {d.From}→{d.To}"),
            (InflowStatement i, InflowStatement d) => (i.Rate, $"inflow to {d.To}"),
            (ObserveStatement { Noise.Parameter: { } spread }, ObserveStatement d) => (spread, $"noise of '{d.Channel}'"),
            _ => ((Expression?)null, ""),
        };
        if (rate is not null)
        {
            _rates += NotNegative(statement, rate, what) ? 1 : 0;
        }

        if (statement is SplitStatement split)
        {
            Fraction(split);
        }
    }

    private bool NotNegative(Statement statement, Expression rate, string what)
    {
        Interval range = _ranges.Of(rate);
        if (range.Low >= 0)
        {
            return true;
        }

        // A hazard whose denominator is at fault has been told already.
        if (_subject.Findings.Exists(f => f.Code == "NG3002" && f.Place == _written.DeclaredOf(statement).Place))
        {
            return false;
        }

        string fix = rate is Binary { Operator: Operator.Subtract }
            ? "use two flows, one for each direction, each with a non-negative hazard"
            : "declare ranges (min:, max:) in which it cannot be negative";
        Report("NG3001", statement, rate, what, "can be negative", _witness.Value.Below(rate, 0), fix);
        return false;
    }

    private void Fraction(SplitStatement split)
    {
        Interval range = _ranges.Of(split.Fraction);
        if (range is { Low: >= 0, High: <= 1 + 1e-12 })
        {
            _fractions++;
            return;
        }

        WitnessPoint? point = _witness.Value.Below(split.Fraction, 0) ?? Flip(_witness.Value.Below(new Number(1, Unit.One) - split.Fraction, 0));
        Report("NG2004", split, split.Fraction, $"fraction of the split of {split.From}", "can leave [0, 1]", point, "declare a range within 0 and 1, or divide by the whole");
    }

    private static WitnessPoint? Flip(WitnessPoint? point) => point is null ? null : point with { Value = "1 minus it is " + point.Value };

    private void Domain(Statement statement, Expression term)
    {
        foreach (Expression node in term.Walk())
        {
            switch (node)
            {
                case Binary { Operator: Operator.Divide } b when !_ranges.Of(b.Right).ExcludesZero:
                    Report(
                        "NG3002", statement, b, "a divisor", "can be 0", _witness.Value.Below(new Binary(Operator.Multiply, b.Right, b.Right), 0, orAt: true),
                        "divide by something that stays above 0, such as the sum of all living compartments; declare min: for an input");
                    break;
                case Call { Function: Function.Log } c when !_ranges.Of(c.Arguments[0]).IsPositive:
                    Report("NG3002", statement, c, "the argument of Log", "can be 0 or negative", _witness.Value.Below(c.Arguments[0], 0, orAt: true), "take the logarithm of a ratio of positive amounts");
                    break;
                case Call { Function: Function.Sqrt } c when _ranges.Of(c.Arguments[0]).Low < 0:
                    Report("NG3002", statement, c, "the argument of Sqrt", "can be negative", _witness.Value.Below(c.Arguments[0], 0), "take the root of something that cannot be negative");
                    break;
                case Delay d when !_ranges.Of(d.Mean).IsPositive:
                    Report("NG3002", statement, d.Mean, "the mean of a delay", "can be 0 or negative", _witness.Value.Below(d.Mean, 0, orAt: true), "a delay takes time: raise the lower bound");
                    break;
                case Binary { Operator: Operator.Power, Right: Number n } b when n.Value % 1 != 0 && _ranges.Of(b.Left).Low < 0:
                    Report("NG3002", statement, b, "the base of a fractional power", "can be negative", _witness.Value.Below(b.Left, 0), "raise something that cannot be negative");
                    break;
                case Binary { Operator: Operator.Power, Right: Number { Value: < 0 } } b when !_ranges.Of(b.Left).ExcludesZero:
                    Report(
                        "NG3002", statement, b, "the base of a negative power", "can be 0", _witness.Value.Below(new Binary(Operator.Multiply, b.Left, b.Left), 0, orAt: true),
                        "raise something that stays above 0");
                    break;
            }
        }
    }

    private void Report(string code, Statement statement, Expression term, string what, string can, WitnessPoint? point, string fix)
    {
        Statement declared = _written.DeclaredOf(statement);
        if (!_told.Add((declared, code, what)))
        {
            return;
        }

        if (point is not null)
        {
            _subject.Error(code, declared.Place, $"{what} {can}", term, $"at {point.Point}: {point.Value}", fix);
        }
        else
        {
            _subject.Warn(code, declared.Place, $"not proved: {what} perhaps {can}", term, "no point was found where it does, and no proof that there is none", fix);
        }
    }
}
