using NimmGen.Compile;
using NimmGen.Learn;

namespace NimmGen.Evaluate;

/// <summary>
/// State adjustment at the origin. The infected compartments are scaled some steps before it, location by location, until the
/// modelled sum since then equals the observed one; what scaling cannot explain (a background, a limit reached) stays as a
/// level factor on the observation. Growth is left alone: it is the data's level that is nearest to hand.
/// </summary>
internal static class Nudging
{
    // How far a compartment or a level may be scaled, and how close the sums must come.
    private const double Limit = 4;
    private const double Tolerance = 1e-3;
    private const int Iterations = 8;

    /// <summary>Adjusts the simulated trajectory from <paramref name="from"/> to the origin; returns the factors, one a lane.</summary>
    /// <param name="trajectory">Simulated to the origin.</param>
    /// <param name="infected">The infected compartments.</param>
    /// <param name="source">The compartment that they come from.</param>
    /// <param name="from">First step of the window.</param>
    /// <param name="to">The origin.</param>
    /// <param name="observed">Sum over the window, one a lane; NaN where nothing was observed.</param>
    /// <param name="modelled">Computes the modelled sum over the same cells, one a lane.</param>
    public static (double[] Compartments, double[] Levels) Apply(
        Trajectory trajectory, IReadOnlyList<string> infected, string source, int from, int to, double[] observed, Action<double[]> modelled)
    {
        int lanes = trajectory.Lanes;
        KernelLayout layout = trajectory.Kernel.Layout;
        int[] scaled = [.. infected.Select(n => layout.States.IndexOf(n))];
        int reservoir = layout.States.IndexOf(source);
        double[][] saved = [.. scaled.Append(reservoir).Select(c => trajectory.Buffers.StateLanes(from, c).ToArray())];
        var search = Enumerable.Range(0, lanes).Select(_ => new LogSearch(Limit)).ToArray();
        var sums = new double[lanes];
        for (int iteration = 0; ; iteration++)
        {
            Scale(trajectory, scaled, reservoir, saved, from, l => search[l].Factor);
            trajectory.Kernel.Simulate(trajectory.Buffers, from, to);
            modelled(sums);
            bool close = true;
            for (int l = 0; l < lanes; l++)
            {
                close &= !(Math.Abs(Math.Log(observed[l] / sums[l])) > Tolerance);
            }

            if (close || iteration == Iterations)
            {
                break;
            }

            for (int l = 0; l < lanes; l++)
            {
                search[l].Tell(Math.Log(sums[l] / observed[l]));
            }
        }

        double[] levels = new double[lanes];
        for (int l = 0; l < lanes; l++)
        {
            double ratio = observed[l] / sums[l];
            levels[l] = ratio > 0 && double.IsFinite(ratio) ? Math.Clamp(ratio, 1 / Limit, Limit) : 1;
        }

        return ([.. search.Select(s => s.Factor)], levels);
    }

    /// <summary>Applies factors that were found before, one a lane, to the state of a step.</summary>
    public static void Scale(Trajectory trajectory, IReadOnlyList<string> infected, string source, int step, double[] factors)
    {
        KernelLayout layout = trajectory.Kernel.Layout;
        int[] scaled = [.. infected.Select(n => layout.States.IndexOf(n))];
        int reservoir = layout.States.IndexOf(source);
        double[][] saved = [.. scaled.Append(reservoir).Select(c => trajectory.Buffers.StateLanes(step, c).ToArray())];
        Scale(trajectory, scaled, reservoir, saved, step, l => factors[l]);
    }

    // Who is infected now was susceptible before: the total stays, as far as there are susceptibles.
    private static void Scale(Trajectory trajectory, int[] infected, int source, double[][] saved, int step, Func<int, double> factor)
    {
        for (int l = 0; l < trajectory.Lanes; l++)
        {
            double moved = 0;
            for (int i = 0; i < infected.Length; i++)
            {
                moved += (factor(l) - 1) * saved[i][l];
                trajectory.Buffers.StateLanes(step, infected[i])[l] = factor(l) * saved[i][l];
            }

            trajectory.Buffers.StateLanes(step, source)[l] = Math.Max(0, saved[^1][l] - moved);
        }
    }

    /// <summary>Finds the factor at which a discrepancy that grows with it is zero: secant steps in the logarithm, within bounds.</summary>
    private sealed class LogSearch(double limit)
    {
        private double _previous;
        private double _previousError = double.NaN;
        private double _log;

        public double Factor => Math.Exp(_log);

        public void Tell(double error)
        {
            if (!double.IsFinite(error) || Math.Abs(error) < Tolerance)
            {
                return;
            }

            double slope = double.IsNaN(_previousError) || _log == _previous ? 1 : (error - _previousError) / (_log - _previous);
            (_previous, _previousError) = (_log, error);
            double bound = Math.Log(limit);

            // A weak response (much background) would throw the secant far off: a tenth of a unit of slope at least is assumed.
            _log = Math.Clamp(_log - error / Math.Max(slope, 0.1), -bound, bound);
        }
    }
}
