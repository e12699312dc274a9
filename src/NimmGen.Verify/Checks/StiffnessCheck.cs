using NimmGen.Ir;
using NimmGen.Verify.Ranges;

namespace NimmGen.Verify.Checks;

/// <summary>NG3003: exits so fast that a sub-step cannot follow them.</summary>
internal static class StiffnessCheck
{
    // What the compiler chooses where the model does not: a quarter of a day, at most 400 a data step.
    private const double LongestSubStep = 0.25;
    private const int MostSubSteps = 400;

    public static void Run(Subject subject)
    {
        WrittenOut written = subject.Written!;
        if (subject.Data?.Step == "sample" || subject.Model.Statements.Any(s => s is NextStatement) || !subject.Model.Compartments.Any())
        {
            return;
        }

        double step = ProbeStep.Of(subject).Days;
        int chosen = subject.Model.Scheme == Scheme.Euler ? 1 : (int)Math.Clamp(Math.Ceiling(step / LongestSubStep), 1, MostSubSteps);

        // Euler goes below zero from 1 on, the fourth-order method diverges from 2.785 on; what the exponential scheme misses is then of the
        // size of the compartment.
        double limit = subject.Model.Scheme switch { Scheme.Euler => 1, Scheme.RungeKutta4 => 2.785, _ => 2 };
        double dt = step / (subject.Model.SubSteps ?? chosen);
        TermRanges ranges = written.Subject.Ranges;
        foreach (var exits in written.Subject.Edges.Where(f => f is { PerCapita: true, Share: null } || f.Statement is SplitStatement s && f.Name == s.Name).GroupBy(f => f.From, StringComparer.Ordinal))
        {
            double fastest = exits.Sum(f => ranges.Of(f.Rate).High);
            if (double.IsFinite(fastest) && fastest * dt > limit)
            {
                FlowEdge most = exits.MaxBy(f => ranges.Of(f.Rate).High)!;
                Statement declared = written.DeclaredOf(most.Statement);
                subject.Warn(
                    "NG3003", declared.Place, $"{exits.Key} can be left at {Witness.NumberText(fastest)} a day, but a sub-step takes {Witness.NumberText(dt)} days", most.Rate,
                    subject.Model.Scheme == Scheme.Hazard ? "the scheme stays positive, but its error is then of the size of the compartment" : "the scheme may overshoot below zero or diverge",
                    $"lower the upper bound of the rate, or Solver(Scheme.{subject.Model.Scheme}, subSteps: {Math.Min(1000, Math.Ceiling(step * fastest * 2))})");
                return;
            }
        }
    }
}
