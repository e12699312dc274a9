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

            if (statement is ObserveStatement { Noise: { } noise } observe)
            {
                subject.Warn(
                    "NG9004", observe.Place, $"the noise {noise.Family} of '{observe.Channel}' is kept with the model, but this version trains by squared residuals",
                    fix: "nothing to do: the forecast's value does not need it");
            }
        }
    }

    private static bool MixesDelayed(Subject subject, Expression term) => term.Walk().Any(node =>
        (node is SumOver { Axis: Axis.Location } || (node is Mix m && subject.Symbols.GetValueOrDefault(m.Matrix) is MatrixSymbol { CouplesLocations: true }))
        && node.Children[0].Walk().Any(n => n is Delay or Smooth));
}
