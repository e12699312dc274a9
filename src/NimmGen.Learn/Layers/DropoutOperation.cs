using System.Numerics;
using System.Runtime.CompilerServices;

namespace NimmGen.Learn.Layers;

/// <summary>
/// Drops a share of the elements and scales the others up (Srivastava et al. 2014). Whether an element is dropped follows from the pass, the
/// layer, the location, the step and the channel alone, by a counter-based generator (Salmon et al. 2011, doi:10.1145/2063384.2063405): it does
/// not depend on the order of computation, and the backward pass draws it again.
/// </summary>
internal sealed unsafe class DropoutOperation<T>(Tensor input, Tensor output, double rate, string name) : Operation<T>(output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const ulong Golden = 0x9E3779B97F4A7C15UL;
    private readonly ulong _layer = Key(name);
    private readonly uint _threshold = (uint)(rate * uint.MaxValue);
    private readonly T _scale = T.CreateTruncating(1 / (1 - rate));

    public override void Forward(in Frame<T> frame)
    {
        Rows<T>.Clear(Output.Length, frame.Value(Output));
        Add(frame, frame.Value(input), frame.Value(Output));
    }

    public override void Backward(in Frame<T> frame) => Add(frame, frame.Adjoint(Output), frame.Adjoint(input));

    private void Add(in Frame<T> frame, T* from, T* to)
    {
        if (frame.Draw is not { } draw)
        {
            Rows<T>.Add(Output.Length, from, to);
            return;
        }

        for (int row = 0; row < Output.Rows; row++)
        {
            // The place of the row among all locations, not in this chunk.
            ulong step = (ulong)(row / Output.Lanes), location = (ulong)(frame.First + row % Output.Lanes);
            ulong counter = Mix(Mix(draw ^ _layer) + location) + step * (ulong)Output.Channels;
            for (int c = 0; c < Output.Channels; c++, from++, to++)
            {
                if ((uint)(Mix(counter + (ulong)c) >> 32) >= _threshold)
                {
                    *to += *from * _scale;
                }
            }
        }
    }

    // The finaliser of SplitMix64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong z)
    {
        z *= Golden;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    // FNV-1a: the same on every machine and run.
    private static ulong Key(string name)
    {
        ulong hash = 0xCBF29CE484222325UL;
        foreach (char c in name)
        {
            hash = (hash ^ c) * 0x100000001B3UL;
        }

        return hash;
    }
}
