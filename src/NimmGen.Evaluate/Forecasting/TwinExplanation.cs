using System.Collections.Immutable;
using NimmGen.Compile;
using NimmGen.Ir;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>Reads a trained twin out in the words of its model: parameters, reproduction number, flows.</summary>
public static class TwinExplanation
{
    private const double BoundShare = 0.01;

    /// <summary>The twin at an origin, its forecast under the extension included.</summary>
    public static TwinAtOrigin Of(RollingEvaluation evaluation, CalibratedTwin twin, CalibrationData data, Extension extension)
    {
        ForecastSession session = evaluation.Session(twin, data, flowTotals: true);
        ImmutableArray<double> forecast = session.Forecast(extension);
        (double? basic, double? period) = Reproduction(session);
        LaplaceApproximation? laplace = ParameterUncertainty.Laplace(evaluation, twin, data);
        return new(
            data.TrainSteps,
            evaluation.InTargetUnit(session.Fitted),
            evaluation.InTargetUnit(forecast),
            [.. Parameters(session.Model, session.Trajectory, session.Data).Select(p => WithInterval(p, laplace))],
            [.. Series(session)],
            Flows(session.Trajectory, session.Data),
            basic,
            period,
            session.NudgeFactors)
        {
            Trades = laplace is null ? [] : ParameterUncertainty.Trades(laplace),
            State = TwinState.Of(twin),
        };
    }

    /// <summary>The parameter with its interval where there is one.</summary>
    internal static ParameterValue WithInterval(ParameterValue parameter, LaplaceApproximation? laplace) =>
        laplace?.Parameters.FirstOrDefault(i => i.Name == parameter.Name) is { } interval ? parameter with { Low = interval.Low, High = interval.High } : parameter;

    /// <summary>One entry a declared parameter, in the order of declaration.</summary>
    internal static IEnumerable<ParameterValue> Parameters(MechanismIr model, Trajectory trajectory, CalibrationData data)
    {
        KernelLayout layout = trajectory.Kernel.Layout;
        SimulationBuffers buffers = trajectory.Buffers;
        foreach (Symbol symbol in model.Symbols)
        {
            switch (symbol)
            {
                case ConstantSymbol c:
                    yield return new(c.Name, c.Unit, "constant", c.Value, c.Value, c.Value, false);
                    break;
                case LearnedSymbol l when layout.Learneds.Contains(l.Name):
                    double learned = buffers.Learned[layout.Learneds.IndexOf(l.Name)];
                    yield return new(l.Name, l.Unit, "learned", l.Min, l.Max, learned, AtBound(learned, l.Min, l.Max));
                    break;
                case NeuralSymbol n when layout.Neurals.Contains(n.Name):
                    int p = layout.Neurals.IndexOf(n.Name);
                    double sum = 0;
                    for (int step = 0; step < data.TrainSteps; step++)
                    {
                        foreach (double value in buffers.NeuralLanes(step, p))
                        {
                            sum += value;
                        }
                    }

                    double mean = sum / (data.TrainSteps * data.Lanes);
                    yield return new(n.Name, n.Unit, "neural", n.Min, n.Max, mean, AtBound(mean, n.Min, n.Max));
                    break;
            }
        }
    }

    // Of the reproduction number all of so few steps are kept.
    private const int FewSteps = 60;

    private static bool AtBound(double value, double min, double max)
    {
        bool log = min > 0 && max / min > 10;
        double share = log ? Math.Log(value / min) / Math.Log(max / min) : (value - min) / (max - min);
        return share < BoundShare || share > 1 - BoundShare;
    }

    private static IEnumerable<ParameterSeries> Series(ForecastSession session)
    {
        KernelLayout layout = session.Trajectory.Kernel.Layout;
        SimulationBuffers buffers = session.Trajectory.Buffers;
        ParameterGrid grid = session.Trajectory.Grid;
        int lanes = session.Data.Lanes;
        for (int p = 0; p < layout.Neurals.Length; p++)
        {
            if (grid.IsConstant(p))
            {
                continue;
            }

            ImmutableArray<int> steps = [.. Enumerable.Range(0, grid.Segments(p)).Select(s => grid.StepOf(p, s))];
            double[] values = [.. steps.SelectMany(step => buffers.NeuralLanes(step, p).ToArray())];
            yield return Shared(new(layout.Neurals[p], session.Model.Find(layout.Neurals[p])!.Unit, steps, [.. values]), lanes);
        }

        if (session.Plan is not null)
        {
            // Once a week is enough for a curve, not for an outbreak of two weeks; the origin parts what was learned from what is assumed.
            int total = session.Data.TotalSteps;
            ImmutableArray<int> steps = [.. Enumerable.Range(0, total).Where(s => total <= FewSteps || s == 0 || s == session.Data.TrainSteps || s == total - 1 || grid.WeekOf(s) != grid.WeekOf(s - 1))];
            yield return new(
                "reproduction number", Unit.One, steps,
                [.. steps.SelectMany(step => Enumerable.Range(0, lanes).Select(l => session.Reproduction(step, step, l)))]);
        }
    }

    // One column where every location has the same values.
    private static ParameterSeries Shared(ParameterSeries series, int lanes)
    {
        bool equal = Enumerable.Range(0, series.Values.Length).All(i => series.Values[i].Equals(series.Values[i / lanes * lanes]));
        return equal && lanes > 1 ? series with { Values = [.. series.Values.Where((_, i) => i % lanes == 0)] } : series;
    }

    /// <summary>Mean amount a day of each flow over the training steps, summed over lanes; empty where it was not asked for.</summary>
    internal static ImmutableDictionary<string, double> Flows(Trajectory trajectory, CalibrationData data)
    {
        KernelLayout layout = trajectory.Kernel.Layout;
        SimulationBuffers buffers = trajectory.Buffers;
        if (buffers.FlowTotals is not { } totals)
        {
            return ImmutableDictionary<string, double>.Empty;
        }

        double days = data.TrainSteps * data.StepDays;
        return Enumerable.Range(0, layout.Flows.Length).ToImmutableDictionary(
            f => layout.Flows[f],
            f => Enumerable.Range(0, data.TrainSteps).Sum(step => totals.AsSpan(buffers.FlowRow(step, f), buffers.Lanes).ToArray().Sum()) / days,
            StringComparer.Ordinal);
    }

    // With nobody immune: all people who are not infected at the start are put where infection takes them from.
    private static (double? Basic, double? Period) Reproduction(ForecastSession session)
    {
        if (session.Plan is not { } plan)
        {
            return (null, null);
        }

        double sum = 0, period = 0;
        for (int l = 0; l < session.Data.Lanes; l++)
        {
            Dictionary<string, double> values = session.Values(0, 0, l);
            string[] people = [.. session.Model.Compartments.Where(c => c.Unit.Dimension == session.Model.Find(session.Source)!.Unit.Dimension).Select(c => c.Name)];
            double uninfected = people.Where(name => !plan.Infected.Contains(name)).Sum(name => values[name]);
            foreach (string name in people.Where(name => !plan.Infected.Contains(name)))
            {
                values[name] = name == session.Source ? uninfected : 0;
            }

            sum += plan.Evaluate(values, ForecastSession.Nothing, ForecastSession.Nothing);
            period += plan.InfectiousPeriodDays(values, ForecastSession.Nothing, ForecastSession.Nothing) ?? double.NaN;
        }

        return (sum / session.Data.Lanes, period / session.Data.Lanes);
    }
}
