using System.Collections.Immutable;
using NimmGen.Learn.Kernels;

namespace NimmGen.Learn.Networks;

/// <summary>Gated recurrent layers on top of each other; each reads the outputs (both directions) of the one below.</summary>
internal sealed unsafe class Gru
{
    public Gru(KernelSet kernels, ParameterLayout layout, string name, int inputs, int hidden, int layers, int directions)
    {
        var builder = ImmutableArray.CreateBuilder<GruLayer>(layers);
        for (var i = 0; i < layers; i++)
        {
            builder.Add(new GruLayer(kernels, layout, $"{name}.{i}", i == 0 ? inputs : directions * hidden, hidden, directions));
        }

        Layers = builder.MoveToImmutable();
    }

    public ImmutableArray<GruLayer> Layers { get; }

    /// <summary>Forward and backward; the first layer's input is data and needs no adjoint.</summary>
    public long FlopsPerRow
    {
        get
        {
            long sum = 0;
            foreach (var layer in Layers)
            {
                sum += layer.RecurrentFlopsPerRow + ((layer == Layers[0] ? 4L : 6L) * layer.GateWidth * layer.Inputs);
            }

            return sum;
        }
    }

    public ImmutableArray<GruActivations> Activations(int steps, int lanes)
    {
        var shape = new GruShape(steps, lanes, Layers[0].Hidden, Layers[0].Directions);
        var builder = ImmutableArray.CreateBuilder<GruActivations>(Layers.Length);
        for (var i = 0; i < Layers.Length; i++)
        {
            builder.Add(new GruActivations(shape));
        }

        return builder.MoveToImmutable();
    }

    public void Prepare(float* parameters)
    {
        foreach (var layer in Layers)
        {
            layer.Prepare(parameters);
        }
    }

    public void Forward(ImmutableArray<GruActivations> states, float* parameters, float* x, nint xRow)
    {
        for (var i = 0; i < Layers.Length; i++)
        {
            Layers[i].Forward(states[i], parameters, x, xRow);
            x = states[i].Output.Pointer;
            xRow = Layers[i].OutputWidth;
        }
    }

    /// <summary>
    /// Adds the gradients. <paramref name="outputAdjoint"/> [step, lane, output] is that of the top layer and is overwritten by
    /// the adjoints of the layers below.
    /// </summary>
    public void Backward(ImmutableArray<GruActivations> states, float* gradients, float* x, nint xRow, float* outputAdjoint)
    {
        for (var i = Layers.Length - 1; i >= 0; i--)
        {
            var below = i == 0 ? x : states[i - 1].Output.Pointer;
            Layers[i].RecurBackward(states[i], gradients, outputAdjoint, below, i == 0 ? xRow : Layers[i].Inputs);
            if (i > 0)
            {
                Layers[i].ProjectBackward(states[i], outputAdjoint, Layers[i].Inputs);
            }
        }
    }
}
