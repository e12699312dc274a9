using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG9004: what the language says and the engine cannot run; better refused here than in a training.</summary>
internal static class EngineCheck
{
    // Lets written out may be endless to walk; what is larger has been refused by the front end or is found when it is compiled.
    private const int LargestTerm = 20_000;

    public static void Run(Subject subject)
    {
        foreach (Statement statement in subject.Model.Statements)
        {
            if (statement.Terms().Select(subject.Model.Inline).Any(term => term.Size <= LargestTerm && MixesDelayed(subject, term)))
            {
                subject.Error(
                    "NG9004", statement.Place, "a mix or sum over locations of a delayed signal, which has no kernel",
                    fix: "delay the mix instead: Delay(Mix(m, x), ...), Delay(Sum(x, over: Location), ...)");
            }

            if (statement is ObserveStatement { Noise: { Parameter: { } parameter } noise } observe && !IsOneNumber(subject, parameter))
            {
                subject.Warn(
                    "NG9004", observe.Place, $"the parameter of the noise {noise.Family} of '{observe.Channel}' changes from place to place or from step to step: training takes the one number that fits best",
                    fix: "nothing to do; or make it of numbers, constants and Learned values for all places, which training then uses as written");
            }
        }
    }

    // As training takes it: see NoiseParameter in NimmGen.Learn.
    private static bool IsOneNumber(Subject subject, Expression parameter)
    {
        Expression term = subject.Model.Inline(parameter);
        return term.Size > LargestTerm || term.Walk().All(n => n is Number or Negate or Binary or Call
            || n is Reference r && subject.Symbols.GetValueOrDefault(r.Name) is ConstantSymbol { Axes.IsEmpty: true } or LearnedSymbol { Per: Scope.Global });
    }

    private static bool MixesDelayed(Subject subject, Expression term) => term.Walk().Any(node =>
        (node is SumOver { Axis: Axis.Location } || (node is Mix m && subject.Symbols.GetValueOrDefault(m.Matrix) is MatrixSymbol { CouplesLocations: true }))
        && node.Children[0].Walk().Any(n => n is Delay or Smooth));
}
