using System.Reflection.Emit;

namespace NimmGen.Compile;

/// <summary>The buffers that both directions read: parameters, inputs, states.</summary>
internal sealed class Rows(LaneWriter w)
{
    private readonly LocalBuilder _neural = w.Field(nameof(KernelPointers.Neural));
    private readonly LocalBuilder _inputs = w.Field(nameof(KernelPointers.Inputs));
    private readonly LocalBuilder _learned = w.Field(nameof(KernelPointers.Learned));

    public Place Leaf(Node leaf) => leaf.Source switch
    {
        Source.Neural => Place.Loaded(() => w.PushRow(_neural, leaf.Index)),
        Source.Input => Place.Loaded(() => w.PushRow(_inputs, leaf.Index)),
        Source.Learned => Place.Loaded(() => w.PushShared(_learned, leaf.Index)),
        _ => throw new System.Diagnostics.UnreachableException($"{leaf.Source} has no place here"),
    };

    public void Advance(ProgramGraph program, int direction)
    {
        w.AdvanceRows(_neural, direction * program.Tables.Layout.Neurals.Length);
        w.AdvanceRows(_inputs, direction * program.Tables.Layout.Inputs.Length);
    }

    /// <summary>New locals with the states at the pointer, in base units.</summary>
    public LocalBuilder[] LoadStates(ProgramGraph program, LocalBuilder pointer)
    {
        LocalBuilder[] states = [.. program.Start.Select(_ => w.Rent())];
        LoadStates(program, pointer, states);
        return states;
    }

    public void LoadStates(ProgramGraph program, LocalBuilder pointer, LocalBuilder[] states)
    {
        for (int c = 0; c < states.Length; c++)
        {
            w.PushRow(pointer, c);
            w.Scale(program.StateScale(c));
            w.Pop(states[c]);
        }
    }

    public void StoreStates(ProgramGraph program, LocalBuilder pointer, LocalBuilder[] states)
    {
        for (int c = 0; c < states.Length; c++)
        {
            w.StoreRow(pointer, c, () =>
            {
                w.Push(states[c]);
                w.Scale(1 / program.StateScale(c));
            });
        }
    }
}
