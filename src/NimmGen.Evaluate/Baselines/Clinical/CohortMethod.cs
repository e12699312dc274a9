using NimmGen.Data;
using NimmGen.Evaluate.Benchmarks;

namespace NimmGen.Evaluate.Baselines;

/// <summary>A method that predicts the states of the next day from the states and actions of a day.</summary>
public abstract class CohortMethod : BenchmarkMethod
{
    // A state this many times the largest ever seen has run away.
    private const double Runaway = 1e6;

    /// <summary>Next states for a day: reads states then actions, writes states.</summary>
    protected delegate void NextDay(ReadOnlySpan<double> day, Span<double> next);

    public override string? WhyNot(BenchmarkTask task, string mode) =>
        task.Kind == BenchmarkKind.Cohort ? null : "made for patients whose states are all observed";

    public override CellResult Run(BenchmarkTask task, CellContext context)
    {
        Cohort cohort = task.Task.Cohort!;
        (NextDay next, string note) = Learn(new Days(cohort.Training), new Days(cohort.Validation), context);
        var test = new Days(cohort.Test);
        return new() { PatientSquares = [.. OneDay(test, next)], RollOut = RollOut(test, next, task.Task.Target.Name), Note = note };
    }

    /// <summary>Learns from the training patients; choices are made on the validation patients.</summary>
    private protected abstract (NextDay Next, string Note) Learn(Days training, Days validation, CellContext context);

    /// <summary>Root of the mean squared one-day error, for choices.</summary>
    private protected static double Error(Days days, NextDay next) => Math.Sqrt(OneDay(days, next).Average());

    // Of each patient: squares over states and days, the first of which counts as no error.
    private static double[] OneDay(Days days, NextDay next)
    {
        var squares = new double[days.Patients];
        var expected = new double[days.States];
        for (int t = 0; t < days.Steps - 1; t++)
        {
            for (int p = 0; p < days.Patients; p++)
            {
                next(days[t, p], expected);
                ReadOnlySpan<double> true_ = days[t + 1, p];
                for (int s = 0; s < expected.Length; s++)
                {
                    squares[p] += (expected[s] - true_[s]) * (expected[s] - true_[s]);
                }
            }
        }

        double cells = days.States * (double)days.Steps;
        return [.. squares.Select(s => double.IsFinite(s) ? s / cells : double.PositiveInfinity)];
    }

    private static double RollOut(Days days, NextDay next, string target)
    {
        int volume = days.IndexOf(target);
        double squares = 0;
        for (int p = 0; p < days.Patients; p++)
        {
            double[] day = days[0, p].ToArray(), expected = new double[days.States];
            for (int t = 0; t < days.Steps - 1; t++)
            {
                days[t, p][days.States..].CopyTo(day.AsSpan(days.States));
                next(day, expected);
                expected.CopyTo(day, 0);
                double error = expected[volume] - days[t + 1, p][volume];
                if (!(Math.Abs(expected[volume]) < Runaway))
                {
                    return double.PositiveInfinity;
                }

                squares += error * error;
            }
        }

        return Math.Sqrt(squares / days.Patients / (days.Steps - 1));
    }

    /// <summary>States and actions of patients, one row a day and patient.</summary>
    private protected sealed class Days
    {
        private readonly double[] _values;
        private readonly string[] _names;

        public Days(Panel panel)
        {
            string[] states = [.. panel.Card.Targets.Select(c => c.Name)], actions = [.. panel.Channels.Where(c => c.Role == ChannelRole.Action).Select(c => c.Name)];
            (_names, States, Patients, Steps) = ([.. states, .. actions], states.Length, panel.LocationCount, panel.StepCount);
            _values = new double[Steps * Patients * _names.Length];
            for (int k = 0; k < _names.Length; k++)
            {
                ReadOnlySpan<double> values = panel.Values(_names[k]);
                for (int i = 0; i < values.Length; i++)
                {
                    _values[i * _names.Length + k] = values[i];
                }
            }
        }

        public int States { get; }

        public int Patients { get; }

        public int Steps { get; }

        public int Width => _names.Length;

        public int Transitions => (Steps - 1) * Patients;

        public ReadOnlySpan<double> this[int step, int patient] => _values.AsSpan((step * Patients + patient) * _names.Length, _names.Length);

        public int IndexOf(string name) => Array.IndexOf(_names, name);

        public string NameOf(int index) => _names[index];
    }
}

/// <summary>Nothing changes from one day to the next.</summary>
public sealed class PersistenceMethod : CohortMethod
{
    public override string Name => "persistence";

    public override string Title => "persistence";

    public override string Settings => "";

    private protected override (NextDay Next, string Note) Learn(Days training, Days validation, CellContext context) =>
        ((day, next) => day[..next.Length].CopyTo(next), "");
}
