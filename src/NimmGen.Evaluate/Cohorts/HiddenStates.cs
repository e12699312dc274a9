using System.Collections.Immutable;
using NimmGen.Compile;

namespace NimmGen.Evaluate;

/// <summary>
/// States that no column of a patient shows, such as a drug's periphery: they start from what the model says, not from the day's data.
/// Were they to start anew in every one-day step, what they do later could not be seen, and any mechanism for it would score as exact.
/// </summary>
internal static class HiddenStates
{
    /// <summary>Indices of the states that start the same with other inputs. Buffers are left started, with the inputs that they had.</summary>
    public static ImmutableArray<int> Of(MechanismKernel kernel, SimulationBuffers buffers)
    {
        kernel.Start(buffers);
        double[] inputs = [.. buffers.Inputs], starts = [.. buffers.States];
        for (int i = 0; i < inputs.Length; i++)
        {
            buffers.Inputs[i] = (2 * inputs[i]) + 1;
        }

        kernel.Start(buffers);
        ImmutableArray<int> hidden = [.. Enumerable.Range(0, kernel.Layout.States.Length).Where(state => Row(buffers, buffers.States, state).SequenceEqual(Row(buffers, starts, state)))];
        inputs.CopyTo(buffers.Inputs, 0);
        kernel.Start(buffers);
        return hidden;
    }

    /// <summary>
    /// Lane (day * patients + patient) of one-day steps: each hidden state starts day d + 1 as it ended day d, while all others start from
    /// the data of their day. Buffers must be started; then all days are simulated.
    /// </summary>
    public static void Carry(MechanismKernel kernel, SimulationBuffers buffers, ImmutableArray<int> hidden, int patients)
    {
        for (int day = patients; !hidden.IsEmpty && day < buffers.Lanes; day += patients)
        {
            kernel.Simulate(buffers, 0, 1);
            int carried = Math.Min(patients, buffers.Lanes - day);
            foreach (int state in hidden)
            {
                buffers.States.AsSpan(buffers.StateRow(1, state) + day - patients, carried).CopyTo(buffers.States.AsSpan(buffers.StateRow(0, state) + day, carried));
            }
        }

        kernel.Simulate(buffers, 0, 1);
    }

    private static ReadOnlySpan<double> Row(SimulationBuffers buffers, double[] states, int state) => states.AsSpan(buffers.StateRow(0, state), buffers.Lanes);
}
