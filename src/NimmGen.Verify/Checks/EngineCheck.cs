using NimmGen.Ir;

namespace NimmGen.Verify.Checks;

/// <summary>NG9004: what the language says and the engine of this version cannot run; better refused here than in a training.</summary>
internal static class EngineCheck
{
    public static void Run(Subject subject)
    {
        foreach (Statement statement in subject.Model.Statements)
        {
            string? what = statement.Terms().SelectMany(t => t.Walk()).Select(n => n switch
            {
                Delay => "Delay",
                Smooth => "Smooth",
                Cumulative => "Cumulative",
                ClosureCall => "a closure",
                Mix m when subject.Symbols.GetValueOrDefault(m.Matrix) is MatrixSymbol { CouplesLocations: true } => "Mix over locations",
                SumOver { Axis: Axis.Location } => "Sum over locations",
                _ => null,
            }).FirstOrDefault(w => w is not null);
            if (what is not null)
            {
                subject.Error(
                    "NG9004", statement.Place, $"{what} is checked and printed, but this version cannot train it",
                    fix: "leave it out for now; a delay inside the dynamics is written as stages: new(People, stages: 3)");
            }

            if (statement is ObserveStatement { Noise: { } noise } observe)
            {
                subject.Warn(
                    "NG9004", observe.Place, $"the noise {noise.Family} of '{observe.Channel}' is kept with the model, but this version trains by squared residuals",
                    fix: "nothing to do: the forecast's value does not need it");
            }
        }

        if (subject.Model.Statements.FirstOrDefault(s => s is NextStatement) is { } map && subject.Model.Statements.Any(s => s is GrowthStatement or RateStatement || FlowEdges(s)))
        {
            subject.Error(
                "NG9004", map.Place, "maps and rates in one model", why: "a map goes from data step to data step, a rate through the step: this version takes the whole step at once where there is a map",
                fix: "write all equations with Next, or none");
        }
    }

    private static bool FlowEdges(Statement statement) =>
        statement is FlowStatement or SplitStatement or OutflowStatement or InflowStatement or TransferStatement;
}
