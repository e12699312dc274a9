using System.Text.Json;
using NimmGen.Compile;
using NimmGen.Ir;

namespace NimmGen.Zoo.Tests;

/// <summary>A trajectory that another program computed (References/make.py), and the kernel's for the same parameters and inputs.</summary>
internal sealed class Reference
{
    private readonly JsonElement _root;

    private Reference(JsonElement root) => _root = root;

    public static Reference Of(string model) => new(JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "References", model + ".json"))).RootElement);

    public int Lanes => _root.GetProperty("lanes").GetInt32();

    /// <summary>By channel, lane after lane.</summary>
    public Dictionary<string, double[]> Observed => _root.GetProperty("observed").EnumerateObject()
        .ToDictionary(p => p.Name, p => Flat(p.Value), StringComparer.Ordinal);

    /// <summary>What the kernel shows: by channel, lane after lane. The fourth-order method, since references are exact.</summary>
    public Dictionary<string, double[]> Simulate(MechanismIr model)
    {
        double stepDays = _root.GetProperty("stepDays").GetDouble();
        int steps = Observed.Values.First().Length / Lanes;
        MechanismKernel kernel = MechanismKernel.Compile(
            model with { Scheme = Scheme.RungeKutta4, SubSteps = null },
            new KernelOptions(stepDays, _root.GetProperty("subSteps").GetInt32()));
        SimulationBuffers buffers = kernel.CreateBuffers(Lanes, steps);
        for (int q = 0; q < buffers.Learned.Length; q++)
        {
            buffers.Learned[q] = Value(buffers.Layout.Learneds[q], 0, 0);
        }

        for (int step = 0; step < steps; step++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                for (int p = 0; p < buffers.Layout.Neurals.Length; p++)
                {
                    buffers.Neural[buffers.NeuralRow(step, p) + lane] = Value(buffers.Layout.Neurals[p], step, lane);
                }

                for (int k = 0; k < buffers.Layout.Inputs.Length; k++)
                {
                    string name = buffers.Layout.Inputs[k];
                    buffers.Inputs[buffers.InputRow(step, k) + lane] =
                        name == Expansion.TimeInput ? step * stepDays : Value(name, step, lane);
                }
            }
        }

        for (int m = 0; m < buffers.Couplings.Length; m++)
        {
            buffers.Couplings[m] = new CouplingMatrix(Lanes, Flat(_root.GetProperty("matrices").GetProperty(buffers.Layout.Couplings[m])));
        }

        kernel.Start(buffers);
        kernel.Simulate(buffers, 0, steps);
        return buffers.Layout.Observations.Select((name, o) => (name, Enumerable.Range(0, Lanes).SelectMany(lane =>
            Enumerable.Range(0, steps).Select(step => buffers.Observations[buffers.ObservationRow(step, o) + lane])).ToArray()))
            .ToDictionary(p => p.name, p => p.Item2, StringComparer.Ordinal);
    }

    // A number, or one for each step of the only lane, or one for each lane.
    private double Value(string name, int step, int lane)
    {
        foreach (string kind in (string[])["learned", "neural", "inputs"])
        {
            if (_root.GetProperty(kind).TryGetProperty(name, out JsonElement value))
            {
                return value.ValueKind == JsonValueKind.Array ? value[Lanes > 1 ? lane : step].GetDouble() : value.GetDouble();
            }
        }

        throw new InvalidOperationException($"the reference has no value of {name}");
    }

    private static double[] Flat(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().SelectMany(Flat)] : [value.GetDouble()];
}
