using System.Reflection.Emit;

namespace NimmGen.Compile;

/// <summary>The buffers that both directions read: parameters, inputs, states.</summary>
internal sealed class Rows
{
    private readonly LaneWriter _w;
    private readonly ProgramGraph _program;
    private readonly Dictionary<string, LocalBuilder> _pointers = [];

    /// <param name="w">Where the code goes, at a place that runs once.</param>
    /// <param name="program">What is computed.</param>
    public Rows(LaneWriter w, ProgramGraph program)
    {
        (_w, _program) = (w, program);
        KernelLayout layout = program.Tables.Layout;
        foreach ((string name, int count) in new[]
        {
            (nameof(KernelPointers.Neural), layout.Neurals.Length), (nameof(KernelPointers.Inputs), layout.Inputs.Length),
            (nameof(KernelPointers.Learned), layout.Learneds.Length),
            (nameof(KernelPointers.Weights), layout.WeightCount),
            (nameof(KernelPointers.Multipliers), layout.Multipliers.Length), (nameof(KernelPointers.Filtered), program.Filters.Length),
        })
        {
            if (count > 0)
            {
                _pointers[name] = w.Field(name);
            }
        }
    }

    public LanePlace Leaf(Node leaf) => leaf.Source switch
    {
        Source.Neural => Row(nameof(KernelPointers.Neural), leaf.Index),
        Source.Input => Row(nameof(KernelPointers.Inputs), leaf.Index),
        Source.Multiplier => Row(nameof(KernelPointers.Multipliers), leaf.Index),
        Source.Filtered => Row(nameof(KernelPointers.Filtered), leaf.Index),
        Source.Learned => Shared(nameof(KernelPointers.Learned), leaf.Index),
        Source.Weight => Shared(nameof(KernelPointers.Weights), leaf.Index),
        _ => throw new System.Diagnostics.UnreachableException($"{leaf.Source} has no place here"),
    };

    /// <summary>To the rows of the next data step, or of the one before.</summary>
    public void Advance(int direction)
    {
        KernelLayout layout = _program.Tables.Layout;
        foreach ((string name, int count) in new[]
        {
            (nameof(KernelPointers.Neural), layout.Neurals.Length), (nameof(KernelPointers.Inputs), layout.Inputs.Length),
            (nameof(KernelPointers.Multipliers), layout.Multipliers.Length), (nameof(KernelPointers.Filtered), _program.Filters.Length),
        })
        {
            if (count > 0)
            {
                _w.AdvanceRows(_pointers[name], direction * count);
            }
        }
    }

    /// <summary>To the lanes of the next vector; what all lanes share stays.</summary>
    public void NextVector()
    {
        foreach ((_, LocalBuilder pointer) in _pointers.Where(p => p.Key is not (nameof(KernelPointers.Learned) or nameof(KernelPointers.Weights))))
        {
            _w.AdvanceSlots(pointer, 1);
        }
    }

    /// <summary>New locals with the states at the pointer, in base units.</summary>
    public LocalBuilder[] LoadStates(LocalBuilder pointer)
    {
        LocalBuilder[] states = [.. _program.Start.Select(_ => _w.Rent())];
        LoadStates(pointer, states);
        return states;
    }

    public void LoadStates(LocalBuilder pointer, LocalBuilder[] states)
    {
        for (int c = 0; c < states.Length; c++)
        {
            State(pointer, c).Push!();
            _w.Pop(states[c]);
        }
    }

    /// <summary>States that storing in their declared unit has rounded, as whoever goes on from there finds them: equal bits however steps are divided.</summary>
    public void LoadScaled(LocalBuilder pointer, LocalBuilder[] states)
    {
        for (int c = 0; c < states.Length; c++)
        {
            if (_program.StateScale(c) != 1)
            {
                State(pointer, c).Push!();
                _w.Pop(states[c]);
            }
        }
    }

    /// <summary>A state in a row, in base units.</summary>
    public LanePlace State(LocalBuilder pointer, int state) => LanePlace.Loaded(() =>
    {
        _w.PushRow(pointer, state);
        _w.Scale(_program.StateScale(state));
    });

    public void StoreStates(LocalBuilder pointer, LocalBuilder[] states)
    {
        for (int c = 0; c < states.Length; c++)
        {
            _w.StoreRow(pointer, c, () =>
            {
                _w.Push(states[c]);
                _w.Scale(1 / _program.StateScale(c));
            });
        }
    }

    private LanePlace Row(string pointer, int row) => LanePlace.Loaded(() => _w.PushRow(_pointers[pointer], row));

    private LanePlace Shared(string pointer, int index) => LanePlace.Loaded(() => _w.PushShared(_pointers[pointer], index));
}
