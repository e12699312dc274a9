using NimmGen.Ir;
using NimmGen.Verify.Experiments;

namespace NimmGen.Verify.Checks;

/// <summary>
/// NG4001: a compartment with two exits whose free rates occur nowhere else, one of them never observed. The graph says so; whether it
/// matters the rank of the sensitivities decides, and where the model cannot be run it is a warning.
/// </summary>
internal static class ReservoirCheck
{
    public static void Run(Subject subject)
    {
        if (subject.Findings.Exists(f => f.Severity == Severity.Error))
        {
            return;
        }

        var observed = subject.Needs(subject.Model.Observations.Select(o => o.Value)).ToHashSet(StringComparer.Ordinal);
        foreach (CompartmentSymbol compartment in subject.Model.Compartments)
        {
            (FlowEdge Flow, string Rate)[] exits = [.. subject.Edges.Where(f => f.From == compartment.Name && f.Statement is FlowStatement or OutflowStatement)
                .Select(f => (f, Private(subject, f))).Where(e => e.Item2 is not null).Select(e => (e.f, e.Item2!))];
            if (exits.Length < 2 || exits.All(e => Seen(observed, e.Flow)))
            {
                continue;
            }

            (FlowEdge unseen, string rate) = exits.Last(e => !Seen(observed, e.Flow));
            (FlowEdge other, string otherRate) = exits.First(e => e.Flow != unseen);
            string message = $"compartment {compartment.Name} is a non-identifiable reservoir: exits {Subject.Arrow(other)} ({otherRate}) and {Subject.Arrow(unseen)} ({rate}) have unrelated free rates and {Subject.Arrow(unseen)} is never observed";
            string fix = $"make the ratio known: Split({compartment.Name}, {otherRate}, to: {other.To ?? "..."}, fraction: <Constant>, rest: {unseen.To ?? "..."}); or make one rate Constant; or observe the other exit";
            if (subject.Experiment is not { } experiment)
            {
                subject.Warn("NG4001", unseen.Statement.Place, "not proved: " + message, unseen.Rate, "the data can fix one of the exit rates, not their ratio", fix);
            }
            else if (experiment.Most(p => p.Least < IdentifiabilityCheck.Lost) && experiment.Below(IdentifiabilityCheck.Lost).Any(d => Involves(subject, d, rate, otherRate)))
            {
                Direction weak = experiment.Below(IdentifiabilityCheck.Lost).First(d => Involves(subject, d, rate, otherRate));
                subject.Error(
                    "NG4001", unseen.Statement.Place, message, unseen.Rate,
                    $"the data can fix one of the exit rates, not their ratio: {weak.InWords()} can be traded against each other ({experiment.Points.Length} points)", fix);
            }
        }
    }

    private static bool Involves(Subject subject, Direction direction, string a, string b) => new[] { a, b }.All(name =>
        direction.Parts.Any(p => p.Name == name || p.Name.StartsWith(name + "_", StringComparison.Ordinal)) || subject.Symbols[name].Axes.Length > 0);

    private static bool Seen(HashSet<string> observed, FlowEdge flow) => observed.Contains(flow.Name) || (flow.To is not null && observed.Contains(flow.To));

    // A free parameter of the hazard that no other term has.
    private static string? Private(Subject subject, FlowEdge flow) => subject.Needs([flow.Rate]).FirstOrDefault(n =>
        subject.Symbols.GetValueOrDefault(n) is NeuralSymbol or LearnedSymbol
        && subject.Model.Statements.Where(s => s is not LetStatement && !ReferenceEquals(s, flow.Statement)).All(s => !subject.Needs(s.Terms()).Contains(n)));
}
