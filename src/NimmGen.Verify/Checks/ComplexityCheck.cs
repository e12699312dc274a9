using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG9001: more states, free parameters or terms than data of the usual size can tell apart and a person can read.</summary>
internal static class ComplexityCheck
{
    private const int States = 40;
    private const int Parameters = 40;
    private const int Nodes = 2_000;

    public static void Run(Subject subject)
    {
        int states = subject.Model.States.Count(), parameters = subject.Model.Symbols.Count(s => s is NeuralSymbol or LearnedSymbol);
        long nodes = subject.Model.Statements.SelectMany(s => s.Terms()).Sum(t => (long)t.Size);
        foreach ((long count, int most, string what) in ((long, int, string)[])[(states, States, "states"), (parameters, Parameters, "free parameters"), (nodes, Nodes, "parts of terms")])
        {
            if (count > most)
            {
                Symbol at = subject.Model.Symbols[Math.Min(most, subject.Model.Symbols.Length - 1)];
                subject.Warn("NG9001", at.Place, $"the model has {count} {what}, more than {most}", why: "it can no longer be read, and the data can hardly tell its parts apart", fix: "use an axis in place of copies, and leave out what changes no observation");
                return;
            }
        }
    }
}
